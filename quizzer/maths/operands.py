"""Reading one operand: a number, a name, a derivative, a call, a bracket, a LaTeX command."""

from __future__ import annotations

from quizzer.maths.derivative_names import derivative_at
from quizzer.maths.names import (
    CONSTANTS,
    DERIVATIVES,
    FUNCTIONS,
    GREEK_WORDS,
    IMAGINARY,
    NEED_PARENTHESES,
    SIZED,
)
from quizzer.maths.runs import unknown
from quizzer.maths.sums import Sums
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import Call, Const, Div, Interval, Neg, Node, Num, SetOf, Span, Sym

_BIG_LETTERS = {"Sigma": "sum", "Pi": "prod"}
_ENDS = (",", ";", "&", "=", "<", "<=", ">", ">=", "!=", "\\\\")


class Operands(Sums):
    """The readings of one operand, without what may follow it."""

    def starts_operand(self) -> bool:
        """Whether what stands next can begin an operand."""
        token = self.next
        if token.kind in ("number", "name", "open", "command", "begin"):
            return not (token.kind == "open" and self.closes_bars())
        if token.kind == "run":
            return not self.joins()
        return token.kind == "op" and token.text in ("|", "‖")

    def operand(self) -> Node:
        """A number, a name, a call or a bracket.

        Raises:
            ReadingError: if none stands here.
        """
        self.step()
        if self.scope.has_derivatives and (found := self._derivative()):
            return found
        if self.next.kind == "run":
            if self.joins():
                raise self._missing()
            self._refuse_derivative()
            self.spread()
        token = self.next
        if token.kind == "number":
            self.advance()
            assert token.value is not None
            return Num(token.value, span=token.span)
        if token.kind == "name":
            return self._named()
        if token.kind == "command":
            return self._command()
        if token.kind == "begin":
            return self.environment()
        if token.kind == "open" or (token.kind == "op" and token.text in ("|", "‖")):
            return self.bracket()
        if token.kind == "op" and token.text == "<":
            return self.inner_product()
        raise self._missing()

    def _refuse_derivative(self) -> None:
        """`df/dx` and `d/dx`, where no such thing is declared."""
        token, behind = self.next, self.look(2)
        if token.text[0] != "d" or self.look().text != "/" or behind.text[:1] != "d" or len(behind.text) < 2:
            return
        symbols = self.scope.symbols
        if token.text not in symbols and behind.text not in symbols and "d" not in symbols:
            raise ReadingError(_DERIVATIVE, Span(token.span.start, behind.span.end))

    def _missing(self) -> ReadingError:
        """The error for an operand that does not stand here."""
        token = self.next
        before = self.tokens[self.at - 1] if self.at else None
        if token.text == "]" and (before is None or before.text in ("in", "∪", "=")):
            return self.fail("an open end is a round bracket here, as in (0, 1]")
        if token.kind == "stop" and before is not None and before.text == "[":
            return self.fail("an open end is a round bracket here, as in [0, 1)", before.span)
        if before is None and self.joins():
            return self.fail(f"`{token.text}` cannot stand at the start")
        if before is None:
            if not token.text:
                return self.fail("there is nothing to read")
            return self.fail(f"`{token.text}` cannot stand at the start")
        if before.kind == "op" and before.text not in ("|", "‖", "'", "⊤", ".T", "!"):
            if token.kind in ("stop", "close", "end") or token.text in _ENDS:
                return ReadingError(f"something is missing after {_shown(before.text)}", before.span)
            if token.kind == "op":
                span = Span(before.span.start, token.span.end)
                return ReadingError(
                    f"{_shown(before.text)} and {_shown(token.text)} stand side by side;"
                    " something is missing between them",
                    span,
                )
        if before.text in ("or", "and") and token.kind == "stop":
            return ReadingError(f"something is missing after {before.text}", before.span)
        if before.text in ("|", "‖") and token.kind in ("stop", "close"):
            return ReadingError("this bar has no partner", before.span)
        if before.kind == "open" and token.kind == "close":
            return self.fail(
                "there is nothing between these brackets", Span(before.span.start, token.span.end)
            )
        if token.kind in ("stop", "close", "end") or token.text in _ENDS:
            return self.fail("something is missing here")
        return self.fail(self.unexpected())

    def _derivative(self) -> Node | None:
        """A derivative that is a name, such as ∂L/∂y, where it is declared."""
        token = self.next
        if token.kind not in ("command", "run", "name") and token.text != "{":
            return None
        found = derivative_at(self.tokens, self.at, self.scope.symbols)
        if found is None:
            return None
        self.at = found.after - 1
        self.part(len(self.next.text) - found.left)
        self.advance()
        return Sym(found.name, span=self.since(token.span.start))

    # ---------------------------------------------------------------- names

    def _named(self) -> Node:
        token = self.next
        name = token.text
        called = self.look().kind == "open" and self.look().text in ("(", "[", "{", "\\{")
        full = self.with_subscript(name)
        if full is not None:
            return full
        declared = self.scope.symbols.get(name)
        if declared is not None and declared.kind == "function":
            return self.declared_call(token)
        if declared is not None or name in self.bound:
            self.advance()
            found = Sym(name, span=token.span)
            entry = self.bracketed_entry(found) if called and declared is not None else None
            return entry or found
        if name == "delta" and self.subscripted():
            return self.kronecker()
        if name in _BIG_LETTERS and self.subscripted():
            return self.big(_BIG_LETTERS[name])
        if name in FUNCTIONS and (called or name not in NEED_PARENTHESES):
            canonical = FUNCTIONS[name]
            if canonical in ("sum", "prod") and self.has_bounds():
                return self.big(canonical)
            if canonical in ("max", "min") and self.subscripted():
                return self.extreme(canonical)
            return self.function(token, canonical)
        if self.verify and called and name in (*DERIVATIVES, "E"):
            return self.expectation() if name == "E" else self.function(token, name)
        if name in SIZED and (name != "identity" or called):
            return self.sized()
        return self._plain(token)

    def _plain(self, token: Token) -> Node:
        name = token.text
        self.advance()
        if name in self.scope.dimensions:
            return Sym(name, span=token.span)
        if name in CONSTANTS and name not in IMAGINARY:
            return Const(CONSTANTS[name], span=token.span)
        if name in IMAGINARY and self.scope.is_complex:
            return Const("i", span=token.span)
        if name == "emptyset":
            return SetOf((), span=token.span)
        if name == "reals":
            low, high = Const("inf", span=token.span), Const("inf", span=token.span)
            return Interval(Neg(low), high, closed_low=False, closed_high=False, span=token.span)
        base, _, accent = name.rpartition("_")
        if accent == "bar" and self.scope.is_complex and base in self.scope.symbols:
            return Call("conj", (Sym(base, span=token.span),), span=token.span)
        if accent and f"{base}{accent}" in self.scope.symbols:  # declared as yhat, typed as ŷ
            return Sym(f"{base}{accent}", span=token.span)
        if self.scope.open and (len(name) == 1 or name in GREEK_WORDS or "_" in name):
            return Sym(name, span=token.span)
        spelt = self.text[token.span.start : token.span.end] or name
        raise ReadingError(unknown(spelt, self.scope, called=False), token.span)

    # ---------------------------------------------------------------- LaTeX commands

    def _command(self) -> Node:
        token = self.advance()
        start = token.span.start
        if token.text in ("frac", "tfrac", "dfrac", "cfrac"):
            if self._is_differential():
                raise ReadingError(_DERIVATIVE, Span(start, self.next.span.end))
            return Div(self._latex_argument(token), self._latex_argument(token), span=self.since(start))
        if token.text in ("binom", "tbinom", "dbinom"):
            found = (self._latex_argument(token), self._latex_argument(token))
            return Call("binomial", found, span=self.since(start))
        if token.text == "sqrt" and self.next.text == "[":
            opened = self.advance()
            with self.inside("]"):
                degree = self.expression()
            self.close(opened)
            return Call("root", (self._latex_argument(token), degree), span=self.since(start))
        if token.text in ("sqrt", "cbrt"):
            braced = self.next.text == "{" and self.next.kind == "open"
            if not braced and not self.starts_operand():
                raise ReadingError(f"the root of what? Write {token.text}(…)", token.span)
            with self.inside(self.closer, by_space=self.by_space):
                argument = self._latex_argument(token) if braced else self.factor()
            return Call(token.text, (argument,), span=self.since(start))
        if token.text == "nabla":
            raise ReadingError("∇ is an instruction; write the gradient itself", token.span)
        raise ReadingError(_DERIVATIVE, token.span)

    def _is_differential(self) -> bool:
        r"""Whether `{\partial …`, or `{d}{dx}`, stands next."""
        above = self.look()
        if self.next.text != "{":
            return False
        plain = above.text == "d" and self.look(2).text == "}" and self.look(4).text[:1] == "d"
        return (above.text == "partial" and above.kind == "command") or (
            plain and "d" not in self.scope.symbols
        )

    def _latex_argument(self, command: Token) -> Node:
        """A braced group, or the single character that LaTeX takes in its place."""
        token = self.next
        if token.kind == "open" and token.text == "{":
            opened = self.advance()
            if self.next.kind == "close":
                raise ReadingError(
                    "there is nothing between these braces", Span(opened.span.start, self.next.span.end)
                )
            with self.inside("}"):
                found = self.expression()
            self.close(opened)
            return found
        if token.kind == "run" or (token.kind == "number" and token.text.isdigit()):
            self.part(1)
        if not self.starts_operand():
            raise ReadingError(f"\\{command.text} is missing an argument", command.span)
        return self.operand()


_DERIVATIVE = "a derivative is an instruction; write its value"


def _shown(sign: str) -> str:
    return {"\\\\": "the line's end", "over": "\\over"}.get(sign, sign)
