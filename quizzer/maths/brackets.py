"""Reading what brackets hold: groups, tuples, intervals, sets, bars, norms, matrices in three spellings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.maths.cursor import Cursor
from quizzer.maths.sizes import ONE
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import (
    Bars,
    Call,
    Filled,
    Identity,
    Interval,
    Matrix,
    Mul,
    Node,
    Norm,
    Num,
    SetOf,
    Span,
    Sym,
    Transpose,
    Tuple,
    walk,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SET = "{}"
"""What closes braces that may be a set's."""
_FRACTIONS = ("over", "choose")  # TeX's fractions stand in braces of their own


class Brackets(Cursor):
    """The readings that start at an opening bracket or bar."""

    def bracket(self) -> Node:
        """What stands in the bracket that opens next."""
        opened = self.next
        readers: dict[str, Callable[[], Node]] = {
            "(": self.parentheses,
            "[": self.square,
            "{": self.braces,
            "\\{": self.braces,
            "⌊": self.rounded,
            "⌈": self.rounded,
            "⟨": self.inner_product,
            "|": self.bars,
            "‖": self.norm,
        }
        return readers[opened.text]()

    def items(self) -> list[Node]:
        """Expressions between commas, or between semicolons as where decimals have commas."""
        found = [self.expression()]
        while self.accept(",", ";"):
            if self.closer == "]" and self.next.text == "]":
                break  # NumPy lets a list end in a comma
            found.append(self.expression())
        return found

    def parentheses(self) -> Node:
        """`(a)`, `(1, 2)`, `(0, 1]`."""
        opened = self.advance()
        if self.next.kind == "close" and self.next.text == ")":
            span = Span(opened.span.start, self.next.span.end)
            raise self.fail("there is nothing between these parentheses", span)
        with self.inside(")"):
            found = self.items()
        closed = self.close(opened, (")", "]") if len(found) == 2 else (")",))
        span = self.since(opened.span.start)
        if closed.text == "]":
            return Interval(found[0], found[1], closed_low=False, closed_high=True, span=span)
        if len(found) > 1:
            return Tuple(tuple(found), span=span)
        return spanned(found[0], opened, closed)

    def braces(self) -> Node:
        r"""`{a}` as LaTeX groups, `{1, 2}` and `\{1\}` as sets."""
        first = self.at == 0
        before = self.tokens[self.at - 1].text if self.at else ""
        begins = self.closer == _SET and before in (",", ";", "{", "\\{")
        topmost = begins and self.at == 1
        place, opened = self.at, self.advance()
        found: list[Node] = []
        with self.inside(_SET):
            if not (self.next.kind == "close" and self.next.text in ("}", "\\}")):
                found = self.items()
        closed = self.close(opened)
        span = self.since(opened.span.start)
        alone = first and self.next.kind == "stop" and not any(t.text in _FRACTIONS for t in self.tokens)
        over = any(token.text in _FRACTIONS for token in self.tokens[place : self.at])
        ends = self.is_op(",", ";") or (self.next.kind == "close" and before != "{")
        parted = (begins and ends and not over) or before == "in"  # {{1}, {2}} holds sets, x^{{2}} a group
        topmost &= self.next.kind == "close" and self.look().kind == "stop" and not over
        if len(found) != 1 or opened.text == "\\{" or alone or parted or topmost:
            return SetOf(tuple(found), span=span)
        return spanned(found[0], opened, closed)

    def rounded(self) -> Node:
        """⌊x⌋ and ⌈x⌉."""
        opened = self.advance()
        with self.inside("⌋"):
            found = self.expression()
        self.close(opened)
        return Call("floor" if opened.text == "⌊" else "ceil", (found,), span=self.since(opened.span.start))

    def inner_product(self) -> Node:
        """`⟨x, y⟩` and `<x, y>`; entries alone, as in ⟨1, 2, 3⟩, are a column."""
        opened = self.advance()
        with self.inside("⟩"):
            found = self.items()
        if opened.text == "<":
            if not self.accept(">"):
                raise self.fail("the bracket < is not closed", opened.span)
        else:
            self.close(opened)
        span = self.since(opened.span.start)
        if len(found) == 2 and any(self.has_array(one) for one in found):
            return self._inner(found[0], found[1], span)
        if len(found) == 1:
            raise ReadingError("⟨ ⟩ takes two vectors, as in ⟨x, y⟩", span)
        return Matrix(tuple((one,) for one in found), span=span)

    def _inner(self, one: Node, other: Node, span: Span) -> Node:
        """The inner product of two columns, or of two matrices: the trace of one transposed by the other."""
        for node in (one, other):
            declared = self.scope.symbols.get(node.name) if isinstance(node, Sym) else None
            if declared is not None and declared.shape.cols == ONE:
                return Mul("dot", (one, other), span=span)
        product = Mul("product", (Transpose(one, span=one.span), other), span=span)
        return Call("tr", (product,), span=span)

    def has_array(self, node: Node) -> bool:
        """Whether a vector or a matrix is named in it."""
        for one in walk(node):
            declared = self.scope.symbols.get(one.name) if isinstance(one, Sym) else None
            if isinstance(one, Matrix | Filled | Identity) or (declared and not declared.shape.is_scalar):
                return True
        return False

    def doubled(self) -> bool:
        """Whether ‖, or two bars without space between them, stand next."""
        if self.next.text == "‖":
            return True
        after = self.look()
        return self.next.text == "|" == after.text and not after.spaced

    def closes_bars(self) -> bool:
        """Whether what stands next, behind an operand, ends the bars that are open."""
        token = self.next
        if token.kind not in ("op", "close"):
            return False
        if self.closer == "|":
            return token.text == "|"
        return self.closer == "‖" and self.doubled()

    def bars(self) -> Node:
        """`|x|`, or `||x||` where that can be read."""
        if self.doubled():
            place = self.at, self.end
            try:
                return self.norm()
            except ReadingError:
                self.at, self.end = place
        opened = self.advance()
        with self.inside("|"):
            found = self.expression()
        if self.next.text != "|":
            raise self.fail("the bar | is not closed", opened.span)
        self.advance()
        return Bars(found, span=self.since(opened.span.start))

    def norm(self) -> Node:
        """`‖x‖`, with `_1`, `_2`, `_F` or `_inf` behind it."""
        opened = self._double()
        with self.inside("‖"):
            found = self.expression()
        if self.next.text not in ("|", "‖") or not self.doubled():
            raise self.fail("the norm's bars ‖ are not closed", opened.span)
        self._double()
        return Norm(found, span=self.since(opened.span.start))

    def _double(self) -> Token:
        opened = self.advance()
        if opened.text == "|":
            self.advance()
        return opened

    def square(self) -> Node:
        """`[[1, 2], [3, 4]]`, `[1, 2; 3, 4]`, `[1 2; 3 4]`; `[0, 1)` is an interval and `[a + b]` a group."""
        place = self.at, self.end
        separators, by_space = self._separators()
        if ";" in separators:
            return self._rows(by_space="," not in separators)
        if by_space and "," not in separators:
            return self._rows(by_space=True)
        try:
            return self._list()
        except ReadingError:
            if "," in separators:
                raise
            wrong = self.at, self.end
            self.at, self.end = place
            try:
                return self._rows(by_space=True)
            except ReadingError:
                self.at, self.end = wrong
            raise

    def _separators(self) -> tuple[set[str], bool]:
        """What parts the entries of the bracket that opens next, and whether spaces alone surely do.

        They do in `[1 -2]`, where a sign clings to what follows, and in `[1 a b]` where the whole answer is
        one row without sums: brackets around all of an answer would group nothing.
        """
        depth, found = 0, set()
        clings, spaces, signs = False, False, False
        after: Token | None = None
        for place in range(self.at, len(self.tokens)):
            token = self.tokens[place]
            if depth == 1 and token.kind == "op":
                if token.text in (",", ";", "\\\\"):
                    found.add("," if token.text == "," else ";")
                elif token.text in ("+", "-"):
                    behind = self.tokens[place + 1]
                    clings |= token.spaced and not behind.spaced and place > self.at + 1
                    signs = True
            elif depth == 1 and token.spaced and token.kind in ("number", "run", "name", "open"):
                spaces |= self.tokens[place - 1].kind in ("number", "run", "name", "close")
            depth += {"open": 1, "begin": 1, "close": -1, "end": -1}.get(token.kind, 0)
            if depth == 0:
                after = self.tokens[place + 1] if place + 1 < len(self.tokens) else None
                break
        alone = (
            self.at == 0 and after is not None and (after.kind == "stop" or after.text in ("'", "^", ".T"))
        )
        return found, clings or (alone and spaces and not signs)

    def _list(self) -> Node:
        opened = self.advance()
        with self.inside("]"):
            found = self.items()
        closed = self.close(opened, ("]", ")") if len(found) == 2 else ("]",))
        span = self.since(opened.span.start)
        if closed.text == ")":
            return Interval(found[0], found[1], closed_low=True, closed_high=False, span=span)
        if all(self.text[one.span.start] == "[" for one in found) and (len(found) > 1 or _is_row(found[0])):
            rows = [one.rows[0] if isinstance(one, Matrix) and _is_row(one) else (one,) for one in found]
            return self._matrix(rows, opened)
        if len(found) == 1 and not isinstance(found[0], Num):
            return spanned(found[0], opened, closed)
        return self._matrix([tuple(found)], opened)

    def _rows(self, *, by_space: bool) -> Node:
        opened = self.advance()
        rows: list[tuple[Node, ...]] = []
        with self.inside("]", by_space=by_space):
            while not (self.next.kind == "close" and self.next.text == "]"):
                row = [self.expression()]
                while not self.is_op(";", "\\\\") and self.next.kind not in ("close", "stop"):
                    self.accept(",")
                    row.append(self.expression())
                rows.append(tuple(row))
                self.accept(";", "\\\\")
        self.close(opened)
        return self._matrix(rows, opened)

    def _matrix(self, rows: list[tuple[Node, ...]], opened: Token) -> Node:
        span = self.since(opened.span.start)
        if len({len(row) for row in rows}) != 1:
            lengths = ", ".join(str(len(row)) for row in rows)
            raise ReadingError(f"the rows of this matrix have {lengths} entries", span)
        return Matrix(tuple(rows), span=span)

    def environment(self) -> Node:
        r"""`\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}`."""
        opened = self.advance()
        rows: list[tuple[Node, ...]] = []
        with self.inside("end"):
            while self.next.kind not in ("end", "stop"):
                row = [self.expression()]
                while self.accept("&"):
                    row.append(self.expression())
                rows.append(tuple(row))
                if not self.accept("\\\\"):
                    break
        if self.next.kind != "end" or self.next.text != opened.text:
            raise self.fail(f"\\end{{{opened.text}}} is missing here")
        self.advance()
        found = self._matrix(rows, opened)
        if opened.text == "vmatrix":
            return Bars(found, span=found.span)
        if opened.text == "Vmatrix":
            return Norm(found, span=found.span)
        return found

    def order_of(self, index: Node) -> str:
        """The kind of a norm that its subscript tells: 1, 2, F or inf."""
        match index:
            case Num(value=value) if value in (1, 2):
                return str(value)
            case Sym(name="F" | "Fro" | "fro"):
                return "F"
            case _:
                if getattr(index, "name", "") == "inf":
                    return "inf"
        raise ReadingError("a norm is ‖x‖_1, ‖x‖_2, ‖x‖_inf or ‖A‖_F", index.span)


def _is_row(node: Node) -> bool:
    return isinstance(node, Matrix) and len(node.rows) == 1


def spanned(node: Node, opened: Token, closed: Token) -> Node:
    """The node with its brackets counted into its columns: so it is known to have stood in brackets."""
    return replace(node, span=Span(opened.span.start, closed.span.end))
