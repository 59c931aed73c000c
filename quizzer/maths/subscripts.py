"""Reading what hangs below: entries `A_{ik}`, names such as `x_1`, Kronecker's δ, sizes as in `I_n`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.brackets import Brackets
from quizzer.maths.names import GREEK_WORDS, IDENTITIES
from quizzer.maths.runs import index_names
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import Delta, Filled, Identity, Mul, Node, Num, Span, Sub, Sym

if TYPE_CHECKING:
    from collections.abc import Sequence


class Subscripts(Brackets):
    """The readings of subscripts and of what is named by them."""

    def subscripted(self) -> bool:
        """Whether a subscript stands behind what stands next."""
        after = self.look()
        return after.kind == "subscript" or (after.kind == "op" and after.text == "_")

    def with_subscript(self, name: str) -> Node | None:
        """`x_1`, `x_{ij}`, `x₁` where such a name is declared, or where every name may be one."""
        if not self.subscripted():
            return None
        token, after = self.next, self.look()
        if after.kind == "subscript":
            script, last = "".join(one.text for one in after.inside), self.at + 1
        else:
            script, last = self._script_text(self.at + 2)
        symbols = self.scope.symbols
        full = f"{name}_{script}"
        if full not in symbols and after.text == "_" and self.look(2).kind == "run":  # k_BT is k_B T
            cut = next((k for k in range(len(script) - 1, 0, -1) if f"{name}_{script[:k]}" in symbols), 0)
            if cut:
                self.part_at(self.at + 2, cut)
                full = f"{name}_{script[:cut]}"
        if full not in symbols and name not in symbols:
            if f"{name}{script}" in symbols:  # declared as x1, typed as x_1
                full = f"{name}{script}"
            elif not (self.scope.open and _may_be_name(name, script)):
                return None
        elif full not in symbols:
            return None
        self.at, self.end = last + 1, self.tokens[last].span.end
        return Sym(full, span=self.since(token.span.start))

    def _script_text(self, place: int) -> tuple[str, int]:
        """The text of the subscript at a place, and the place of its last token."""
        if self.tokens[place].text != "{":
            return self.tokens[place].text, min(place, len(self.tokens) - 2)
        parts: list[str] = []
        for last in range(place + 1, len(self.tokens)):
            if self.tokens[last].text == "}":
                return "".join(parts), last
            if self.tokens[last].text != ",":
                parts.append(self.tokens[last].text)
        return "", place

    def kronecker(self) -> Node:
        """`δ_ij`, and `I_ij`, which is the same."""
        token = self.advance()
        indices = self.subscript()
        if len(indices) != 2:
            raise ReadingError(
                "Kronecker's delta takes two indices, as in delta_ij", self.since(token.span.start)
            )
        return Delta(indices[0], indices[1], span=self.since(token.span.start))

    def subscript(self) -> tuple[Node, ...]:
        """The indices behind `_`, or the Unicode subscript that stands next."""
        mark = self.advance()
        if mark.kind == "subscript":
            return tuple(one for inner in mark.inside for one in self._indices(inner))
        token = self.next
        if token.kind == "open" and token.text == "{":
            return self._braced_indices()
        if token.kind == "run":
            self._part_indices()
            return self._indices(self.advance())
        if token.kind in ("name", "number"):
            return self._indices(self.advance())
        if token.kind == "open" and token.text == "(":
            found = self.bracket()
            return getattr(found, "items", (found,))
        raise self.fail("a subscript is missing after _", mark.span)

    def _part_indices(self) -> None:
        """Part `iy` of `x_iy_i` behind its indices: a declared letter that is none ends them."""
        text = self.next.text
        counts = {name for name, one in self.scope.symbols.items() if one.kind in ("integer", "natural")}
        others = self.scope.symbols.keys() - self.scope.indices - self.bound - counts
        if text in others:
            return
        for place in range(1, len(text)):
            if text[place] in others:
                self.part(place)
                return

    def _braced_indices(self) -> tuple[Node, ...]:
        opened = self.advance()
        found: list[Node] = []
        with self.inside("}"):
            while self.next.kind not in ("close", "stop"):
                if self.accept(","):
                    continue
                if self.next.kind in ("run", "name", "number") and self._is_index_alone():
                    found.extend(self._indices(self.advance()))
                else:
                    found.append(self.expression())
        self.close(opened)
        if not found:
            raise ReadingError("a subscript is missing between these braces", self.since(opened.span.start))
        return tuple(found)

    def _is_index_alone(self) -> bool:
        after = self.look()
        return after.kind in ("close", "run", "name", "number", "stop") or after.text == ","

    def _indices(self, token: Token) -> tuple[Node, ...]:
        if token.kind == "number":
            value = token.value if token.value is not None else Fraction(token.text)
            return (Num(value, span=token.span),)
        if token.kind == "run" and token.text not in self.scope.symbols:
            if token.text in ("inf", "fro", "Fro"):
                return (Sym(token.text, span=token.span),)
            start = token.span.start
            found: list[Node] = []
            for piece in index_names(token.text):
                span = Span(start, start + len(piece))
                number = piece.isdigit()
                found.append(Num(Fraction(piece), span=span) if number else Sym(piece, span=span))
                start += len(piece)
            return tuple(found)
        if token.kind in ("run", "name"):
            return (Sym(token.text, span=token.span),)
        raise ReadingError(f"`{token.text}` is no index", token.span)

    # ---------------------------------------------------------------- entries in brackets

    def bracketed_entry(self, node: Sym) -> Node | None:
        """`A[i, k]` as an entry; `x[1]` and `x(1)` are refused, since programs count from 0 or from 1."""
        opened = self.next
        declared = self.scope.symbols.get(node.name)
        if opened.spaced or declared is None or declared.shape.is_scalar or declared.kind == "function":
            return None
        place, inside = self.at + 1, []
        while self.tokens[place].kind in ("run", "name", "number"):
            inside.append(self.tokens[place])
            place += 1
            if self.tokens[place].text == "," and opened.text in ("(", "["):
                place += 1
        wanted = 1 if "1" in (str(declared.shape.rows), str(declared.shape.cols)) else 2
        if self.tokens[place].kind != "close" or len(inside) != wanted:
            return None
        span = Span(opened.span.start, self.tokens[place].span.end)
        if all(token.kind == "number" for token in inside):
            which = "".join(token.text for token in inside)
            raise ReadingError(f"for an entry type {self.shown(node)}_{which}, counted from 1", span)
        if opened.text not in ("(", "[") or not all(self._is_index(token) for token in inside):
            return None
        if opened.text == "(":
            which = "".join(token.text for token in inside)
            braced = which if wanted == 1 else f"{{{which}}}"
            raise ReadingError(f"for an entry type {self.shown(node)}_{braced}", span)
        indices = tuple(one for token in inside for one in self._indices(token))
        self.at, self.end = place + 1, span.end
        return Sub(node, indices, span=Span(node.span.start, span.end))

    def _is_index(self, token: Token) -> bool:
        declared = self.scope.symbols.get(token.text)
        return token.kind == "number" or (
            len(token.text) == 1 and (declared is None or declared.kind == "index")
        )

    def shown(self, node: Node) -> str:
        """A node as it was typed."""
        return self.text[node.span.start : node.span.end]

    # ---------------------------------------------------------------- sizes

    def sized(self) -> Node:
        """`I`, `I_n`, `eye(n)`, `ones(m, n)`, `zeros(n)`."""
        token = self.next
        if token.text == "I" and self._is_kronecker():
            return self.kronecker()
        self.advance()
        sizes: tuple[Node, ...] = ()
        after = self.next
        if after.kind == "subscript" or (after.kind == "op" and after.text == "_"):
            sizes = self.sizes_in(self.subscript())
        elif after.text == "(" and (token.text not in ("I", "Id") or self._holds_size()):
            opened = self.advance()
            with self.inside(")"):
                if self.next.text == "(":  # NumPy's ones((m, n))
                    inner = self.bracket()
                    sizes = getattr(inner, "items", (inner,))
                else:
                    sizes = tuple(self.items())
            self.close(opened)
        span = self.since(token.span.start)
        if token.text in IDENTITIES:
            if len(sizes) > 1 and sizes[0] != sizes[1]:
                raise ReadingError("an identity matrix is square", span)
            return Identity(sizes[0] if sizes else None, span=span)
        return filled(int(token.text == "ones"), sizes, span)

    def sizes_in(self, indices: tuple[Node, ...]) -> tuple[Node, ...]:
        r"""The sizes in a subscript: `n`, `m,n`, and `m \times n` as two."""
        match indices:
            case (Mul(factors=(rows, cols)) as size,):
                sign = self.text[rows.span.end : cols.span.start]
                return (rows, cols) if "×" in sign or "times" in sign else (size,)
        return indices

    def _holds_size(self) -> bool:
        inner, after = self.look(1), self.look(2)
        if self.next.spaced:
            return False  # I (n) is a product
        known = inner.text in self.scope.dimensions or inner.kind == "number"
        return known and after.text in (")", ",")

    def _is_kronecker(self) -> bool:
        """Whether I carries two indices: two letters that are no dimensions."""
        after = self.look()
        if after.kind == "subscript":
            letters: Sequence[Token] = after.inside
        elif after.text == "_" and after.kind == "op":
            behind = self.look(2)
            place = self.at + 3
            letters = (behind,)
            if behind.text == "{":
                letters = [one for one in self.tokens[place : place + 3] if one.kind in ("run", "name")]
        else:
            return False
        spelt = "".join(one.text for one in letters)
        known = self.scope.dimensions | self.scope.symbols.keys() - self.scope.indices
        return len(spelt) == 2 and spelt.isalpha() and not known & {*spelt, spelt}


def filled(value: int, sizes: tuple[Node, ...], span: Span) -> Node:
    """An array of zeros or ones; `ones(n, 1)` is `ones(n)`."""
    if len(sizes) == 2 and isinstance(sizes[1], Num) and sizes[1].value == 1:
        sizes = sizes[:1]
    if len(sizes) > 2:
        raise ReadingError(f"an array has at most two sizes, not {len(sizes)}", span)
    return Filled(value, sizes, span=span)


def _may_be_name(name: str, script: str) -> bool:
    likely = len(name) == 1 or name in GREEK_WORDS
    return likely and name != "I" and script.isalnum() and not (name == "delta" and len(script) == 2)
