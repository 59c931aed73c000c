"""Reading one operand: a number, a name, a function with its arguments, a big sum, a LaTeX command."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.brackets import Brackets
from quizzer.maths.declarations import canonical
from quizzer.maths.names import (
    ARRAY_FUNCTIONS,
    CONSTANTS,
    DERIVATIVES,
    FUNCTIONS,
    GREEK_WORDS,
    NEED_PARENTHESES,
    SEVERAL,
)
from quizzer.maths.runs import index_names, unknown
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import (
    Big,
    Call,
    Const,
    Delta,
    Div,
    Expectation,
    Filled,
    Identity,
    Interval,
    Inverse,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    PseudoInverse,
    SetOf,
    Span,
    Sym,
    Transpose,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_DERIVATIVE = re.compile(
    r"(?:\\d?frac\s*\{\s*(?:\\partial|∂|d)\s*(?:\\[a-zA-Z]+|[^\W\d_])(?:_\w|_\{\w+\})?\s*\}"
    r"\s*\{\s*(?:\\partial|∂|d)\s*(?:\\[a-zA-Z]+|[^\W\d_])(?:_\w|_\{\w+\})?\s*\})"
    r"|(?:(?:\\partial|∂|d)\s*(?:\\[a-zA-Z]+|[^\W\d_])\w*\s*/\s*(?:\\partial|∂|d)\s*(?:\\[a-zA-Z]+|[^\W\d_])\w*)"
)
_SINGLE_INVERSE = {"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "sech", "csch", "coth"}
_TAKES = {"binomial": 2, "root": 2, "logbase": 2, "atan2": 2, "mod": 2, "kron": 2, "outer": 2, "dot": 2}
_SIZED = ("I", "Id", "eye", "ones", "zeros")


class Operands(Brackets):
    """The readings of one operand, without what may follow it."""

    def starts_operand(self) -> bool:
        """Whether what stands next can begin an operand."""
        token = self.next
        if token.kind in ("number", "name", "open", "command", "begin"):
            return not (token.kind == "open" and self.closes_bars())
        if token.kind == "run":
            return token.text not in ("or", "and")
        return token.kind == "op" and token.text in ("|", "‖")

    def operand(self) -> Node:
        """A number, a name, a call or a bracket.

        Raises:
            ReadingError: if none stands here.
        """
        self.step()
        if self.scope.has_derivatives and (found := self._derivative()):
            return found
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
        raise self.fail(self._missing())

    def _missing(self) -> str:
        token = self.next
        before = self.tokens[self.at - 1] if self.at else None
        if before is None:
            return f"`{token.text}` cannot stand at the start" if token.text else "there is nothing to read"
        if token.kind in ("stop", "close") or token.text in (",", ";", "&", "="):
            if before.kind == "op" and before.text not in ("|", "‖", "'"):
                return f"something is missing after {before.text}"
            if before.kind == "open":
                return "there is nothing between these brackets"
            return "something is missing here"
        return self.unexpected()

    def _derivative(self) -> Node | None:
        """A derivative that is a name, such as ∂L/∂y, where it is declared."""
        start = self.next.span.start
        match = _DERIVATIVE.match(self.text, start)
        if match is None:
            return None
        name = canonical(match.group())
        if name not in self.scope.symbols:
            return None
        last = self.at
        while self.tokens[last].kind != "stop" and self.tokens[last].span.end < match.end():
            last += 1
        if self.tokens[last].span.end != match.end():
            return None
        self.at, self.end = last + 1, match.end()
        return Sym(name, span=Span(start, match.end()))

    # ---------------------------------------------------------------- names

    def _named(self) -> Node:
        token = self.next
        name = token.text
        called = self.look().kind == "open" and self.look().text in ("(", "[", "{")
        full = self._with_subscript(name)
        if full is not None:
            return full
        declared = self.scope.symbols.get(name)
        if declared is not None and declared.kind == "function":
            return self._declared_call(token)
        if declared is not None or name in self.bound:
            self.advance()
            return Sym(name, span=token.span)
        if name == "delta" and (self.look().kind == "subscript" or self.look().text == "_"):
            return self._delta()
        if name in FUNCTIONS and (called or name not in NEED_PARENTHESES):
            return self._function(token, FUNCTIONS[name])
        if self.verify and called and name in (*DERIVATIVES, "E"):
            return self._expectation() if name == "E" else self._function(token, name)
        if name in _SIZED:
            return self._sized()
        return self._plain(token)

    def _plain(self, token: Token) -> Node:
        name = token.text
        self.advance()
        if name in self.scope.dimensions:
            return Sym(name, span=token.span)
        if name in CONSTANTS and (name != "i" or self.scope.is_complex):
            return Const(CONSTANTS[name], span=token.span)
        if name == "emptyset":
            return SetOf((), span=token.span)
        if name == "reals":
            low, high = Const("inf", span=token.span), Const("inf", span=token.span)
            return Interval(Neg(low), high, closed_low=False, closed_high=False, span=token.span)
        if self.scope.open and (len(name) == 1 or name in GREEK_WORDS or "_" in name):
            return Sym(name, span=token.span)
        raise ReadingError(unknown(self._spelt(token), self.scope, called=False), token.span)

    def _spelt(self, token: Token) -> str:
        return self.text[token.span.start : token.span.end] or token.text

    def _with_subscript(self, name: str) -> Node | None:
        """`x_1`, `x_{ij}`, `x₁` where such a name is declared, or where every name may be one."""
        token, after = self.next, self.look()
        place = self.at
        if after.kind == "subscript":
            script, last = "".join(one.text for one in after.inside), place + 1
        elif after.text == "_" and after.kind == "op":
            script, last = self._script_text(place + 2)
        else:
            return None
        full = f"{name}_{script}"
        known = full in self.scope.symbols
        if not known and not (
            self.scope.open and name not in self.scope.symbols and self._opens(name, script)
        ):
            return None
        self.at, self.end = last + 1, self.tokens[last].span.end
        return Sym(full, span=self.since(token.span.start))

    def _opens(self, name: str, script: str) -> bool:
        likely = len(name) == 1 or name in GREEK_WORDS
        return likely and name != "I" and script.isalnum() and not (name == "delta" and len(script) == 2)

    def _script_text(self, place: int) -> tuple[str, int]:
        """The text of the subscript at a place, and the place of its last token."""
        if self.tokens[place].text != "{":
            return self.tokens[place].text, min(place, len(self.tokens) - 2)
        parts: list[str] = []
        for last in range(place + 1, len(self.tokens)):
            if self.tokens[last].text == "}":
                return "".join(parts), last
            parts.append(self.tokens[last].text)
        return "", place

    def _delta(self) -> Node:
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
        if token.kind in ("run", "name"):
            self.advance()
            return self._indices(token)
        if token.kind == "number":
            self.advance()
            return self._indices(token)
        if token.kind == "open" and token.text == "(":
            found = self.bracket()
            return getattr(found, "items", (found,))
        raise self.fail("a subscript is missing after _", mark.span)

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
        return after.kind in ("close", "run", "name", "number") or after.text == ","

    def _indices(self, token: Token) -> tuple[Node, ...]:
        if token.kind == "number":
            value = token.value if token.value is not None else Fraction(token.text)
            return (Num(value, span=token.span),)
        if token.kind == "run":
            if token.text in self.scope.symbols or token.text in ("inf", "fro", "Fro"):
                return (Sym(token.text, span=token.span),)
            return tuple(
                Num(Fraction(piece), span=token.span) if piece.isdigit() else Sym(piece, span=token.span)
                for piece in index_names(token.text)
            )
        return (Sym(token.text, span=token.span),)

    def _sized(self) -> Node:
        """`I`, `I_n`, `eye(n)`, `ones(m, n)`, `zeros(n)`."""
        token = self.advance()
        sizes: tuple[Node, ...] = ()
        after = self.next
        if after.kind == "subscript" or (after.kind == "op" and after.text == "_"):
            sizes = self.subscript()
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
        if token.text in ("I", "Id", "eye"):
            return Identity(sizes[0] if sizes else None, span=span)
        return Filled(int(token.text == "ones"), sizes[:2], span=span)

    def _holds_size(self) -> bool:
        inner, after = self.look(1), self.look(2)
        known = inner.text in self.scope.dimensions or inner.kind == "number"
        return known and after.text == ")"

    # ---------------------------------------------------------------- functions

    def _declared_call(self, token: Token) -> Node:
        self.advance()
        if self.next.text != "(":
            raise ReadingError(f"`{token.text}` is a function: write {token.text}(…)", token.span)
        opened = self.advance()
        with self.inside(")"):
            found = self.items()
        self.close(opened)
        wanted = len(self.scope.symbols[token.text].arguments)
        if len(found) != wanted:
            raise ReadingError(
                f"`{token.text}` takes {wanted} arguments, not {len(found)}", self.since(token.span.start)
            )
        return Call(token.text, tuple(found), span=self.since(token.span.start))

    def _function(self, token: Token, name: str) -> Node:
        start = token.span.start
        if name in ("sum", "prod") and self._has_bounds():
            return self._big(name)
        self.advance()
        base: Node | None = None
        power: Node | None = None
        while True:
            if name == "log" and base is None and (self.is_op("_") or self.next.kind == "subscript"):
                base = self._base()
            elif power is None and (self.is_op("^", "**") or self.next.kind == "superscript"):
                power = self._power()
            else:
                break
        if power is not None and is_minus_one(power) and name in _SINGLE_INVERSE:
            name, power = "arc" + name, None
        arguments = self._arguments(token, name)
        if base is not None:
            name, arguments = _log_to(base, arguments)
        found = self._made(name, arguments, self.since(start))
        return found if power is None else Pow(found, power, span=self.since(start))

    def _base(self) -> Node:
        found = self.subscript()
        if len(found) > 1 or (isinstance(found[0], Sym) and found[0].name not in self.scope.symbols):
            name = found[0]
            if not (isinstance(name, Sym) and name.name == "e" and len(found) == 1):
                if self.scope.open and len(found) == 1:
                    return name
                raise ReadingError("the base of this logarithm is not declared", found[0].span)
            return Const("e", span=name.span)
        return found[0]

    def _power(self) -> Node:
        if self.next.kind == "superscript":
            return self.script_power(self.advance())
        mark = self.advance()
        return self.exponent(mark)

    def script_power(self, token: Token) -> Node:
        """The exponent that Unicode superscripts spell."""
        raise NotImplementedError

    def exponent(self, mark: Token) -> Node:
        """The exponent behind ^."""
        raise NotImplementedError

    def _arguments(self, token: Token, name: str) -> tuple[Node, ...]:
        after = self.next
        if after.text in ("(", "[") and after.kind == "open":
            opened = self.advance()
            with self.inside(_CLOSERS[after.text]):
                found = self._call_items(token, name)
            self.close(opened)
            return tuple(found)
        if after.text == "{" and after.kind == "open":
            return (self.braces(),)
        if name in SEVERAL or name in DERIVATIVES:
            raise ReadingError(f"`{token.text}` needs parentheses: {token.text}(…)", token.span)
        if not self.starts_operand() and not self.is_op("-"):
            raise ReadingError(f"`{token.text}` of what? Write {token.text}(…)", token.span)
        if name in ("sqrt", "cbrt"):
            return (self.factor(),)
        return (self.juxtaposed(whole=name in ARRAY_FUNCTIONS),)

    def _call_items(self, token: Token, name: str) -> list[Node]:
        if self.next.kind == "close":
            raise ReadingError(f"`{token.text}` of what? Nothing stands in its parentheses", token.span)
        found = [self.expression()]
        while self.accept(",") or (name == "binomial" and self.accept(";")):
            quoted = self._quoted_order() if name == "norm" else None
            found.append(quoted or self.expression())
        return found

    def _quoted_order(self) -> Node | None:
        """NumPy's and MATLAB's `norm(A, 'fro')`, and `norm(x, inf)`."""
        match = re.compile(r"\s*['\"]?(fro|F|nuc|inf|np\.inf)['\"]?\s*(?=\))").match(self.text, self.end)
        if match is None:
            return None
        while self.next.span.end <= match.end() and self.next.kind != "stop":
            self.advance()
        return Sym(
            "F" if match[1] in ("fro", "F") else match[1].removeprefix("np."), span=Span(*match.span(1))
        )

    def _made(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """The node of a function that has one of its own, else a call."""
        makers: dict[str, Callable[[Node], Node]] = {
            "transpose": lambda arg: Transpose(arg, span=span),
            "inv": lambda arg: Inverse(arg, span=span),
            "pinv": lambda arg: PseudoInverse(arg, span=span),
        }
        count = len(arguments)
        wanted = _TAKES.get(name, 1 if name not in (*SEVERAL, "norm", *DERIVATIVES, "hadamard") else count)
        if count != wanted:
            plural = "argument" if wanted == 1 else "arguments"
            raise ReadingError(f"`{name}` takes {wanted} {plural}, not {count}", span)
        if name in makers:
            return makers[name](arguments[0])
        if name == "norm" and count <= 2:
            return Norm(arguments[0], self.order_of(arguments[1]) if count == 2 else "", span=span)
        if name in ("kron", "hadamard", "dot"):
            kind = {"kron": "kron", "hadamard": "entry", "dot": "dot"}
            return Mul(kind[name], arguments, span=span)  # type: ignore[arg-type]  # the table holds kinds
        if name == "outer":
            return Mul("product", (arguments[0], Transpose(arguments[1], span=arguments[1].span)), span=span)
        return Call(name, arguments, span=span)

    # ---------------------------------------------------------------- sums and expectations

    def _has_bounds(self) -> bool:
        after = self.look()
        return after.kind == "subscript" or (after.kind == "op" and after.text in ("_", "^"))

    def _big(self, name: str) -> Node:
        start = self.advance().span.start
        upper: Node | None = None
        if self.is_op("^"):
            upper = self.exponent(self.advance())
        if self.next.kind == "subscript":
            indices, lower = self.subscript(), None
        else:
            indices, lower = self._bound()
        if upper is None and (self.is_op("^") or self.next.kind == "superscript"):
            upper = self._power()
        names = [one.name for one in indices if isinstance(one, Sym)]
        if len(names) != len(indices) or not names:
            raise ReadingError("a sum runs over an index, as in sum_i or sum_{i=1}^n", self.since(start))
        before = self.bound
        self.bound |= frozenset(names)
        try:
            body = self.term()
        finally:
            self.bound = before
        span = self.since(start)
        for index in reversed(names):
            body = Big("sum" if name == "sum" else "prod", body, index, lower, upper, span=span)
        return body

    def _bound(self) -> tuple[tuple[Node, ...], Node | None]:
        """What stands under a big sum: `i`, `{i,j}`, `{i=1}`."""
        braced = self.look().text == "{" and self.look().kind == "open"
        if not (braced and any(t.text == "=" for t in self.tokens[self.at + 2 : self.at + 6])):
            return self.subscript(), None
        self.advance()
        opened = self.advance()
        with self.inside("}"):
            index = self.advance()
            if not self.accept("="):
                raise self.fail("a sum's bounds are written as in sum_{i=1}^n")
            lower = self.expression()
        self.close(opened)
        return (Sym(index.text, span=index.span),), lower

    def _expectation(self) -> Node:
        """`E(expr; x ~ normal(mu, Sigma))`."""
        start = self.advance().span.start
        opened = self.advance()
        with self.inside(")"):
            body = self.expression()
            if not self.accept(";"):
                raise self.fail("an expectation says over what: E(…; x ~ normal(mu, Sigma))")
            self.spread()
            variable = self.advance()
            if not self.accept("~"):
                raise self.fail("`~` is missing: E(…; x ~ normal(mu, Sigma))")
            distribution = self.advance()
            if distribution.text not in ("normal", "Normal", "N") or self.next.text != "(":
                raise ReadingError("the distribution that is known is normal(mu, Sigma)", distribution.span)
            inner = self.advance()
            with self.inside(")"):
                parameters = self.items()
            self.close(inner)
        self.close(opened)
        if len(parameters) != 2:
            raise ReadingError("normal takes a mean and a covariance", inner.span)
        return Expectation(body, variable.text, "normal", tuple(parameters), span=self.since(start))

    # ---------------------------------------------------------------- LaTeX commands

    def _command(self) -> Node:
        token = self.advance()
        start = token.span.start
        if token.text in ("frac", "tfrac", "dfrac", "cfrac"):
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
            argument = self._latex_argument(token) if braced else self.factor()
            return Call(token.text, (argument,), span=self.since(start))
        if token.text == "nabla":
            raise ReadingError("∇ is an instruction; write the gradient itself", token.span)
        raise ReadingError("a derivative is asked for; write the result itself", token.span)

    def _latex_argument(self, command: Token) -> Node:
        """A braced group, or the single character that LaTeX takes in its place."""
        token = self.next
        if token.kind == "open" and token.text == "{":
            opened = self.advance()
            with self.inside("}"):
                found = self.expression()
            self.close(opened)
            return found
        if token.kind == "number" and len(token.text) > 1 and token.text.isdigit():
            start = token.span.start
            rest = token.text[1:]
            self.tokens[self.at] = Token(
                "number", rest, Span(start + 1, token.span.end), False, Fraction(rest)
            )
            self.end = start + 1
            return Num(Fraction(token.text[0]), span=Span(start, start + 1))
        if token.kind == "run" and len(token.text) > 1:
            letter = token.text[0]
            start = token.span.start
            self.take_letter(letter)
            return Sym(letter, span=Span(start, start + 1))
        if not self.starts_operand():
            raise ReadingError(f"\\{command.text} is missing an argument", command.span)
        return self.operand()


_CLOSERS = {"(": ")", "[": "]"}


def is_minus_one(node: Node) -> bool:
    """Whether an exponent is -1 as typed."""
    return (isinstance(node, Num) and node.value == -1) or (
        isinstance(node, Neg) and isinstance(node.arg, Num) and node.arg.value == 1
    )


def _log_to(base: Node, arguments: tuple[Node, ...]) -> tuple[str, tuple[Node, ...]]:
    if isinstance(base, Const) and base.name == "e":
        return "log", arguments
    if isinstance(base, Num) and base.value in (2, 10):
        return f"log{base.value}", arguments
    return "logbase", (*arguments, base)
