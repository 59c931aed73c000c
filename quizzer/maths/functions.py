"""Reading a function with its arguments: with parentheses or without, its power and base before them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.maths.names import ARRAY_FUNCTIONS, DERIVATIVES, METHODS, SEVERAL
from quizzer.maths.subscripts import Subscripts
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import (
    Call,
    Const,
    Div,
    Inverse,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Pow,
    ProductKind,
    PseudoInverse,
    SetOf,
    Span,
    Sym,
    Transpose,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_SINGLE_INVERSE = {"sin", "cos", "tan", "sec", "csc", "cot", "sinh", "cosh", "tanh", "sech", "csch", "coth"}
_TAKES = {
    **dict.fromkeys(("binomial", "root", "logbase", "atan2", "mod", "kron", "outer", "dot", "solve"), 2),
    **dict.fromkeys(("cross", "matmul", "power", "pow", "matrixpower", "divide"), 2),
}
_ANY = (*SEVERAL, "norm", *DERIVATIVES, "hadamard")
_PRODUCTS: dict[str, ProductKind] = {"kron": "kron", "hadamard": "entry", "dot": "dot", "matmul": "product"}
_ORDER = re.compile(r"\s*(?:(?:ord|p)\s*=\s*)?(['\"]?)(fro|F|inf|np\.inf|1|2)\1\s*(?=\))")
_AXIS = ("axis", "dim", "keepdims", "keepdim")
_CLOSERS = {"(": ")", "[": "]", "\\{": "\\}"}


class Functions(Subscripts):
    """The readings of functions."""

    def declared_call(self, token: Token) -> Node:
        """A call of a declared function; `f^2(x)` is f(x)²."""
        self.advance()
        power = self._power() if self.is_op("^", "**") or self.next.kind == "superscript" else None
        if self.next.text not in ("(", "{"):
            if self.is_op("'"):
                raise ReadingError(f"`{token.text}'` is a derivative; write it out", self.next.span)
            raise ReadingError(f"`{token.text}` is a function: write {token.text}(…)", token.span)
        opened = self.advance()
        with self.inside(")"):
            found = self.items()
        self.close(opened)
        wanted = len(self.scope.symbols[token.text].arguments)
        span = self.since(token.span.start)
        if len(found) != wanted:
            raise ReadingError(f"`{token.text}` takes {_counted(wanted)}, not {len(found)}", span)
        call = Call(token.text, tuple(found), span=span)
        return call if power is None else Pow(call, power, span=span)

    def function(self, token: Token, name: str) -> Node:
        """A function of its own arguments."""
        start = token.span.start
        self.advance()
        base: Node | None = None
        power: Node | None = None
        while True:
            if (
                name in ("log", "norm")
                and base is None
                and (self.is_op("_") or self.next.kind == "subscript")
            ):
                base = self._base() if name == "log" else self.subscript()[0]
            elif power is None and (self.is_op("^", "**") or self.next.kind == "superscript"):
                power = self._power()
            else:
                break
        if power is not None and is_minus_one(power) and name in _SINGLE_INVERSE:
            name, power = "arc" + name, None
        arguments = self._arguments(token, name)
        if base is not None:
            name, arguments = _log_to(base, arguments) if name == "log" else (name, (*arguments, base))
        found = self.made(name, arguments, self.since(start))
        return found if power is None else Pow(found, power, span=self.since(start))

    def method(self, owner: Node) -> Node:
        """`A.sum()`, `A.dot(B)`, `x.norm()`: a function of what stands before the point."""
        token = self.advance()
        name = METHODS.get(token.text)
        if name is None:
            raise ReadingError(f"no method `{token.text}` is read", token.span)
        opened = self.advance()
        found: list[Node] = []
        if not (self.next.kind == "close" and self.next.text == ")"):
            with self.inside(")"):
                found = self._call_items(token, name, owned=True)
        self.close(opened)
        return self.made(name, (owner, *found), self.since(owner.span.start))

    def _base(self) -> Node:
        found = self.subscript()
        first = found[0]
        if len(found) == 1 and isinstance(first, Sym) and first.name not in self.scope.symbols:
            if first.name == "e":
                return Const("e", span=first.span)
            if self.scope.open or first.name in self.scope.dimensions or first.name in self.bound:
                return first
        elif len(found) == 1:
            return first
        raise ReadingError("the base of this logarithm is not declared", first.span)

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

    # ---------------------------------------------------------------- arguments

    def _arguments(self, token: Token, name: str) -> tuple[Node, ...]:
        after = self.next
        if after.kind == "open" and after.text in _CLOSERS:
            opened = self.advance()
            with self.inside(_CLOSERS[after.text]):
                found = self._call_items(token, name)
            self.close(opened)
            return tuple(found)
        if after.text == "{" and after.kind == "open":
            return self._unpacked(self.braces(), name)
        if name in SEVERAL or name in DERIVATIVES or name in _TAKES:
            raise ReadingError(f"`{token.text}` needs parentheses: {token.text}(…)", token.span)
        if not self.starts_operand() and not self.is_op("-"):
            raise ReadingError(f"`{token.text}` of what? Write {token.text}(…)", token.span)
        if name in ("sqrt", "cbrt"):
            with self.inside(self.closer, by_space=self.by_space):
                return (self.factor(),)
        with self.inside(self.closer, by_space=self.by_space):
            return (self.juxtaposed(whole=name in ARRAY_FUNCTIONS),)

    def starts_operand(self) -> bool:
        """Whether what stands next can begin an operand."""
        raise NotImplementedError

    def _call_items(self, token: Token, name: str, *, owned: bool = False) -> list[Node]:
        if self.next.kind == "close":
            raise ReadingError(f"`{token.text}` of what? Nothing stands in its parentheses", token.span)
        found: list[Node] = []
        while not found or self.accept(",", ";"):
            if self.next.text in _AXIS and self.look().text == "=":
                raise ReadingError(
                    f"`{self.next.text}` is not read; A 1 sums along rows, 1^T A down columns",
                    self.next.span,
                )
            quoted = self._quoted_order() if name == "norm" and (found or owned) else None
            found.append(quoted or self.expression())
        return list(self._unpacked(found[0], name)) if len(found) == 1 else found

    def _unpacked(self, only: Node, name: str) -> tuple[Node, ...]:
        r"""The arguments of `\max\{a, b\}` and `max({a, b})`."""
        return only.items if isinstance(only, SetOf) and name in ("min", "max", "gcd", "lcm") else (only,)

    def _quoted_order(self) -> Node | None:
        """NumPy's and MATLAB's `norm(A, 'fro')`, `norm(x, ord=1)` and `norm(x, inf)`."""
        match = _ORDER.match(self.text, self.end)
        if match is None:
            return None
        while self.next.span.end <= match.end() and self.next.kind != "stop":
            self.advance()
        order, span = match[2].removeprefix("np."), Span(*match.span(2))
        if order.isdigit():
            return Num(Fraction(order), span=span)
        return Sym("F" if order in ("fro", "F") else order, span=span)

    # ---------------------------------------------------------------- nodes

    def made(self, name: str, arguments: tuple[Node, ...], span: Span) -> Node:
        """The node of a function that has one of its own, else a call."""
        count = len(arguments)
        wanted = _TAKES.get(name, count if name in _ANY else 1)
        if count != wanted or (name == "norm" and count > 2):
            raise ReadingError(_wrong_count(name, wanted, count), span)
        if name in _PRODUCTS:
            return Mul(_PRODUCTS[name], arguments, span=span)
        if name == "norm":
            return Norm(arguments[0], self.order_of(arguments[1]) if count == 2 else "", span=span)
        if name in _MAKERS:
            return _MAKERS[name](arguments, span)
        if name == "pow":
            return Pow(arguments[0], arguments[1], self.numpy, span=span)
        return Call(name, arguments, span=span)


def _matrix_power(arguments: tuple[Node, ...], span: Span) -> Node:
    base, exponent = arguments
    return Inverse(base, span=span) if is_minus_one(exponent) else Pow(base, exponent, span=span)


_TWO, _ONE = Num(Fraction(2)), Num(Fraction(1))
_MAKERS: dict[str, Callable[[tuple[Node, ...], Span], Node]] = {
    "transpose": lambda args, span: Transpose(args[0], span=span),
    "inv": lambda args, span: Inverse(args[0], span=span),
    "pinv": lambda args, span: PseudoInverse(args[0], span=span),
    "array": lambda args, _: args[0],
    "square": lambda args, span: Pow(args[0], _TWO, entrywise=True, span=span),
    "reciprocal": lambda args, span: Div(_ONE, args[0], entrywise=True, span=span),
    "power": lambda args, span: Pow(args[0], args[1], entrywise=True, span=span),
    "divide": lambda args, span: Div(args[0], args[1], entrywise=True, span=span),
    "adjugate": lambda args, span: Mul(
        "product", (Call("det", args, span=span), Inverse(args[0], span=args[0].span)), span=span
    ),
    "matrixpower": _matrix_power,
    "solve": lambda args, span: Mul("product", (Inverse(args[0], span=args[0].span), args[1]), span=span),
    "outer": lambda args, span: Mul("product", (args[0], Transpose(args[1], span=args[1].span)), span=span),
}
"""The nodes of functions that are another spelling of something."""


def _counted(count: int) -> str:
    words = ("no", "one", "two", "three", "four")
    number = words[count] if count < len(words) else str(count)
    return f"{number} argument{'' if count == 1 else 's'}"


def _wrong_count(name: str, wanted: int, count: int) -> str:
    if name == "log" and count == 2:
        return "`log` takes one argument, its base goes below: log_b(x)"
    if name in ("sum", "prod"):
        return f"`{name}` takes one array; over an index write {name}_{{k=1}}^n"
    return f"`{name}` takes {_counted(2 if name == 'norm' else wanted)}, not {count}"


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
