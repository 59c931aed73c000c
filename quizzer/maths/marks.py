"""Reading what is hung on an operand: powers, transposes, inverses, entries, factorials, methods."""

from __future__ import annotations

from fractions import Fraction

from quizzer.maths.functions import is_minus_one
from quizzer.maths.operands import Operands
from quizzer.maths.sizes import ONE
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import (
    Call,
    Const,
    Div,
    Filled,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    PseudoInverse,
    Span,
    Sub,
    Sym,
    Transpose,
    Tuple,
)

_MOST_MARKS = 40
_MARKS = {"'": "T", "⊤": "T", ".T": "T", ".H": "H", ".I": "-1", "†": "†"}
"""Signs behind an operand, and the power each stands for."""

_RAISED = {"⊤": "T", "'": "T", "+": "+", "†": "†", "*": "*", "T": "T", "H": "H", "t": "T"}
"""What stands behind ^ for something other than a power."""


_BEGINS = ("number", "run", "name", "open", "command", "begin")


class Marks(Operands):
    """The reading of a factor: an operand with everything that is hung on it."""

    def whole(self) -> Node:
        """All of the text."""
        raise NotImplementedError

    def reading(self, read: list[Token]) -> Marks:
        """A parser of other tokens of the same text, in the same light."""
        raise NotImplementedError

    def factor(self) -> Node:
        """An operand with everything that is hung on it."""
        start = self.next.span.start
        if self.look().text == "^":
            self._subscript_first()
        found = self.operand()
        for _ in range(_MOST_MARKS):
            token = self.next
            kind, text = token.kind, token.text
            if self.by_space and token.spaced:
                return found
            if kind == "superscript":
                found = self._script(found, self.advance())
            elif kind == "subscript" or (kind == "op" and text == "_"):
                found = self._entry(found, start)
            elif kind == "method":
                found = self.method(found)
            elif kind != "op":
                return found
            elif text in ("^", "**", ".^"):
                found = self._raised(found, self.advance())
            elif text in _MARKS:
                self.advance()
                found = self._marked(found, _MARKS[text], self.since(start))
            elif text == "!":
                if self.look().text == "!":
                    span = Span(token.span.start, self.look().span.end)
                    raise ReadingError("a double factorial is not read; of n! the factorial is (n!)!", span)
                self.advance()
                found = Call("factorial", (found,), span=self.since(start))
            elif text == "°":
                self.advance()
                found = _degrees(found, self.since(start))
            elif text == "%":
                found = self._percent(found, self.advance())
            else:
                return found
        raise self.fail(f"more than {_MOST_MARKS} marks stand behind one factor")

    def _subscript_first(self) -> None:
        """Read LaTeX's `x^2_i` as x_i squared; of a matrix, `A^2_{ij}` stays an entry of the power."""
        base = self.next
        declared = self.scope.symbols.get(base.text)
        if base.kind not in ("run", "name") or (declared is not None and declared.shape.cols != ONE):
            return
        first = self.at + 2
        if self.tokens[first].text == "T":
            return
        middle = self._behind_script(first)
        if middle is None or self.tokens[middle].text != "_":
            return
        last = self._behind_script(middle + 1)
        if last is not None:
            power, below = self.tokens[self.at + 1 : middle], self.tokens[middle:last]
            self.tokens[self.at + 1 : last] = [*below, *power]

    def _behind_script(self, place: int) -> int | None:
        """The place behind a script of one number, one name or one group; None of anything else."""
        token = self.tokens[place]
        if token.kind in ("number", "run", "name"):
            return place + 1
        if token.text != "{":
            return None
        for after in range(place + 1, len(self.tokens)):
            if self.tokens[after].kind not in ("number", "run", "name") and self.tokens[after].text != ",":
                return after + 1 if self.tokens[after].text == "}" else None
        return None

    def _entry(self, found: Node, start: int) -> Node:
        indices = self.subscript()
        span = self.since(start)
        if isinstance(found, Norm) and not found.order and len(indices) == 1:
            return Norm(found.arg, self.order_of(indices[0]), span=span)
        if isinstance(found, Pow) and isinstance(found.base, Norm) and not found.base.order:  # ‖x‖^2_2
            base = Norm(found.base.arg, self.order_of(indices[0]), span=found.base.span)
            return Pow(base, found.exponent, span=span)
        if isinstance(found, Num) and found.value in (0, 1):
            return Filled(int(found.value), self.sizes_in(indices), span=span)
        if isinstance(found, Filled) and not found.sizes:
            return Filled(found.value, self.sizes_in(indices), span=span)
        return Sub(found, indices, span=span)

    # ---------------------------------------------------------------- powers

    def _raised(self, base: Node, mark: Token) -> Node:
        start = base.span.start
        if self.is_op("⊙") or (self.next.text == "{" and self.look().text == "⊙"):
            return self._circled(base)
        self._transpose_apart()
        special = self._special() if mark.text != "**" or self.next.kind == "open" else ""
        if special:
            return self._marked(base, special, self.since(start))
        entrywise = mark.text == ".^" or (self.numpy and mark.text == "**")
        exponent = self.exponent(mark)
        span = self.since(start)
        if is_minus_one(exponent) and not entrywise:
            return Inverse(base, span=span)
        return Pow(base, exponent, entrywise, span=span)

    def _circled(self, base: Node) -> Node:
        r"""`A^{\circ 2}`, an entrywise power, and `30^\circ`, degrees."""
        opened = self.advance() if self.next.text == "{" else None
        self.advance()
        degrees = opened is None or self.next.kind == "close"
        exponent: Node | None = None
        if not degrees:
            with self.inside("}"):
                exponent = self.expression()
        if opened is not None:
            self.close(opened)
        span = self.since(base.span.start)
        return _degrees(base, span) if exponent is None else Pow(base, exponent, entrywise=True, span=span)

    def _special(self) -> str:
        """Takes `T`, `-T`, `+`, `*`, `H` or `†` where one is the whole exponent, and tells which; else ""."""
        opened = self.next if self.next.kind == "open" and self.next.text in ("{", "(") else None
        place = self.at + 1 if opened else self.at
        sign = "-" if self.tokens[place].text == "-" else ""
        token = self.tokens[min(place + len(sign), len(self.tokens) - 1)]
        after = self.tokens[min(place + len(sign) + 1, len(self.tokens) - 1)]
        mark = self._mark_of(token, whole=opened is not None)
        if not mark or (sign and mark != "T"):
            return ""
        if opened is not None:
            if after.kind == "stop":
                raise self.fail(f"the bracket {opened.text} is not closed", opened.span)
            if after.kind != "close":
                return ""
            self.at = place + len(sign) + 2
            self.end = after.span.end
            return sign + mark
        if mark == "+" and after.kind == "number" and not after.spaced:
            return ""
        if mark == "*" and after.kind in _BEGINS and not (after.spaced and self.scope.is_complex):
            return ""
        if sign:
            self.advance()
        if token.kind == "run":
            self.part(1)
        self.advance()
        return sign + mark

    def _transpose_apart(self) -> None:
        r"""Make `{-1}^T` of `{-1 T}`, `{-1\top}` and `{T -1}`, which stand next: no number is transposed."""
        if self.next.text != "{":
            return
        last = self.at + 1
        while self.tokens[last].kind in ("number", "run", "name", "op"):
            last += 1
        inside = self.tokens[self.at + 1 : last]
        if self.tokens[last].text != "}" or len(inside) < 2:
            return
        marks = [place for place, token in enumerate(inside) if self._mark_of(token, whole=True) == "T"]
        if marks not in ([0], [len(inside) - 1]):
            return
        rest = inside[1:] if marks == [0] else inside[:-1]
        if rest[-1].kind == "op" or (marks == [0] and rest[0].text != "-"):
            return
        sign = inside[marks[0]]._replace(kind="op", text="^")
        self.tokens[self.at + 1 : last + 1] = [*rest, self.tokens[last], sign, inside[marks[0]]]

    def _transposes(self) -> bool:
        """Whether ^ and a transpose stand next: no power is raised to T."""
        place = self.at, self.end
        self.advance()
        mark = self._special()
        self.at, self.end = place
        return mark in ("T", "-T", "H")

    def _mark_of(self, token: Token, *, whole: bool) -> str:
        """What a token stands for behind ^, if it is no power; with `whole` it must be all of its run."""
        if token.kind == "op":
            return _RAISED.get(token.text, "")
        if token.kind not in ("run", "name") or not token.text:
            return ""
        letter = token.text[0]
        if letter not in ("T", "H", "t") or ((letter == "t" or whole) and token.text != letter):
            return ""
        if letter == "T":
            return (
                "" if self._is_scalar_t() or (token.text != "T" and token.text in self.scope.symbols) else "T"
            )
        scope = self.scope
        known = letter in scope.symbols or letter in scope.dimensions or letter in self.bound or scope.open
        return _RAISED[letter] if not known and (scope.has_arrays or scope.is_complex) else ""

    def _is_scalar_t(self) -> bool:
        declared = self.scope.symbols.get("T")
        return declared is not None and declared.shape.is_scalar

    def exponent(self, mark: Token) -> Node:
        """What stands behind ^: a signed operand with powers of its own, or a group."""
        start = self.next.span.start
        negative = self._signs()
        empty = self.next.text == "{" and self.look().kind == "close"
        if not self.starts_operand() or self.closes_bars() or empty:
            hint = "; for a transpose type ^T or '" if self.scope.has_arrays else ""
            raise self.fail(f"a power is missing after {mark.text}{hint}", mark.span)
        with self.inside(self.closer, by_space=self.by_space):
            found = self.operand()
            if self.is_op("^", "**"):
                if not self.is_op("^") or not self._transposes():  # A^-1^T is (A^-1)^T
                    found = self._raised(found, self.advance())
            elif self.next.kind == "superscript" and self.next.inside[0].text not in ("T", "H"):
                found = self._script(found, self.advance())
            elif self.is_op("!"):
                self.advance()
                found = Call("factorial", (found,), span=self.since(start))
        return Neg(found, span=self.since(start)) if negative else found

    def _signs(self) -> bool:
        """Takes the signs that stand next, and tells whether together they are a minus."""
        raise NotImplementedError

    def _script(self, base: Node, token: Token) -> Node:
        span = Span(base.span.start, token.span.end)
        spelt = "".join(one.text for one in token.inside)
        if spelt in ("t", "-t") and self._mark_of(Token("run", "t", token.span), whole=True):
            spelt = spelt.upper()
        last = spelt[-1:]
        if last == "H" or (last == "T" and not self._is_scalar_t()):
            if spelt in ("T", "-T", "H"):
                return self._marked(base, spelt, span)
            inner = Pow(base, self.script_power(token, drop=1), span=span)
            return self._marked(inner, last, span)
        if spelt == "+":
            return self._marked(base, spelt, span)
        exponent = self.script_power(token)
        return Inverse(base, span=span) if is_minus_one(exponent) else Pow(base, exponent, span=span)

    def script_power(self, token: Token, drop: int = 0) -> Node:
        """The exponent that Unicode superscripts spell."""
        inside = list(token.inside)
        if drop and inside[-1].kind == "run" and len(inside[-1].text) > 1:
            inside[-1] = inside[-1]._replace(text=inside[-1].text[:-1])
        elif drop:
            inside.pop()
        return self.reading([*inside, Token("stop", "", token.span)]).whole()

    # ---------------------------------------------------------------- other marks

    def _marked(self, base: Node, mark: str, span: Span) -> Node:
        if isinstance(base, Num) and base.value == 1 and mark in ("T", "H"):
            base = Filled(1, span=base.span)  # 1ᵀ is a row of ones
        if isinstance(base, Tuple):  # (1, 2)^T is a column
            return Matrix(tuple((one,) for one in base.items), span=span)
        if mark in ("H", "*", "†") and self.scope.is_complex:
            return self._adjoint(base, span)
        if mark == "*":
            raise ReadingError("^* is a conjugate, and all is real here; a transpose is ^T", span)
        if mark in ("+", "†"):
            return PseudoInverse(base, span=span)
        if mark == "-1":
            return Inverse(base, span=span)
        if mark == "-T":
            return Transpose(Inverse(base, span=span), span=span)
        return Transpose(base, span=span)

    def _adjoint(self, base: Node, span: Span) -> Node:
        conjugate = Call("conj", (base,), span=span)
        declared = self.scope.symbols.get(base.name) if isinstance(base, Sym) else None
        scalar = declared is not None and declared.shape.is_scalar
        return conjugate if scalar else Transpose(conjugate, span=span)

    def _percent(self, found: Node, mark: Token) -> Node:
        if not isinstance(found, Num) or self.starts_operand():
            raise ReadingError("`%` means hundredths behind a number; a remainder is mod(a, b)", mark.span)
        return Num(found.value / 100, span=self.since(found.span.start))


def _degrees(angle: Node, span: Span) -> Node:
    degree = Div(Const("pi", span=span), Num(Fraction(180), span=span), span=span)
    return Mul("product", (angle, degree), span=span)
