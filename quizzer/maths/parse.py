r"""From text to tree: the grammar of typed mathematics, its precedence that of the written kind.

    statement  = relations joined by `or`, `and`, commas
    relation   = union ((= | < | <= | …) union)*
    union      = expression (∪ expression)*
    expression = sign? term ((+ | - | ±) term)*
    term       = factor ((* | · | @ | ⊙ | ⊗ | / | ⊘ | nothing at all) factor)*      from the left
    factor     = operand (' | ⊤ | ! | ^exponent | _subscript | Unicode scripts)*
    operand    = number | name | function arguments | bracket | bars | sum | LaTeX command

Juxtaposition binds as every product does: `1/2x` is `1/2 · x`. Nothing typed is ever executed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from quizzer.maths.names import FUNCTIONS, NEED_PARENTHESES
from quizzer.maths.operands import Operands, is_minus_one
from quizzer.maths.tokens import ReadingError, Token, tokens
from quizzer.maths.tree import (
    Add,
    And,
    Call,
    Div,
    Filled,
    Interval,
    Inverse,
    Matrix,
    Mul,
    Neg,
    Node,
    Norm,
    Num,
    Or,
    Pow,
    ProductKind,
    PseudoInverse,
    Relation,
    RelationKind,
    SetOf,
    Span,
    Sub,
    Transpose,
    Tuple,
    Union,
    children,
)

if TYPE_CHECKING:
    from quizzer.maths.declarations import Scope

_RELATIONS = ("=", "!=", "<", "<=", ">", ">=", "in")
_PRODUCTS: dict[str, ProductKind] = {
    "*": "product",
    "×": "product",
    "@": "product",
    "·": "dot",
    "⊙": "entry",
    "⊗": "kron",
}
_STAYS_INSIDE = ("diag", "transpose", "inv", "pinv", "outer")  # `tr A diag(s)` is the trace of the product
_MOST_MARKS = 40
_DEEPEST_TREE = 150


def parse(text: str, scope: Scope, *, verify: bool = False, drop_left: bool = False) -> Node:
    """Read a text as mathematics.

    Args:
        text: what was typed, in ASCII, Unicode or LaTeX.
        scope: what the letters are.
        verify: whether derivatives and expectations may be used.
        drop_left: whether a restated left side (`∇f = …`, `= …`) is dropped.

    Raises:
        ReadingError: with one sentence and the columns that it speaks of.
    """
    read, numpy = _prepared(_lexed(text, drop_left=drop_left), verify=verify)
    if drop_left:
        read = _without_left(read)
    parser = Parser(text, list(read), scope, verify=verify, numpy=numpy)
    found = parser.whole()
    if parser.met_plus_minus:
        other = Parser(text, list(read), scope, verify=verify, numpy=numpy)
        other.sign = -1
        found = _either(found, other.whole())
    if drop_left and isinstance(found, Or) and not any(isinstance(part, Relation) for part in found.parts):
        found = SetOf(found.parts, span=found.span)  # x = 1 or x = 2, where the values are asked for
    _refuse_deep(found)
    return found


def _lexed(text: str, *, drop_left: bool) -> list[Token]:
    """The tokens; what cannot be read in a left side that is to be dropped anyway is passed over."""
    try:
        return list(tokens(text))
    except ReadingError as error:
        cut = text.rfind("=") + 1
        if not drop_left or error.span.start >= cut or text[max(cut - 2, 0) : cut] in ("<=", ">=", "!="):
            raise
        return list(tokens(" " * cut + text[cut:]))


def _prepared(read: list[Token], *, verify: bool) -> tuple[list[Token], bool]:
    """The tokens without what only sets or imports, and whether the text is NumPy's."""
    kept: list[Token] = []
    numpy, depth, spaced = False, 0, False
    for token in read:
        numpy |= token.text in ("@", "np.")
        depth += {"begin": 1, "end": -1}.get(token.kind, 0)
        if token.kind == "op" and (
            token.text == "np." or (token.text == "~" and not verify) or (token.text == "&" and depth == 0)
        ):
            spaced = spaced or token.spaced or token.text != "np."
            continue
        kept.append(replace(token, spaced=True) if spaced else token)
        spaced = False
    return kept, numpy


_PARTS = ("or", "and", ",", ";")


def _without_left(read: list[Token]) -> list[Token]:
    """Each part of the answer without what stands before its last `=`, `∈` or arrow."""
    depth, start = 0, 0
    kept: list[Token] = []
    for token in read:
        depth += {"open": 1, "begin": 1, "close": -1, "end": -1}.get(token.kind, 0)
        kept.append(token)
        if depth > 0 or token.kind not in ("op", "run"):
            continue
        if token.text in ("=", "in", "→", ":") and token.kind == "op":
            del kept[start:]
        elif token.text in _PARTS:
            start = len(kept)
    return kept


def _either(plus: Node, minus: Node) -> Node:
    if isinstance(plus, Relation):
        return Or((plus, minus), span=plus.span)
    return SetOf((plus, minus), span=plus.span)


def _refuse_deep(root: Node) -> None:
    level = [root]
    for _ in range(_DEEPEST_TREE):
        level = [below for node in level for below in children(node)]
        if not level:
            return
    raise ReadingError(f"this is nested more than {_DEEPEST_TREE} deep", root.span)


class Parser(Operands):
    """One reading of one text, by recursive descent."""

    def whole(self) -> Node:
        """All of the text.

        Raises:
            ReadingError: if it does not end where its meaning does.
        """
        if len(self.tokens) == 1:
            raise ReadingError("there is nothing to read", self.next.span)
        found = self.statement()
        self.accept(",", ";")
        if self.at < len(self.tokens) - 1:
            raise self.fail(self.unexpected())
        return found

    def statement(self) -> Node:
        """Relations joined by `or`, `and` or commas; expressions with commas are a tuple."""
        start = self.next.span.start
        parts = [self._conjunction()]
        while self._word("or"):
            parts.append(self._conjunction())
        if len(parts) > 1:
            return Or(tuple(parts), span=self.since(start))
        items = parts
        while self.is_op(",", ";") and self.look().kind != "stop":
            self.advance()
            self._word("or")
            items.append(self._conjunction())
        if len(items) == 1:
            return items[0]
        span = self.since(start)
        if all(isinstance(one, Relation) for one in items):
            lefts = {cast("Relation", one).left for one in items}
            return Or(tuple(items), span=span) if len(lefts) == 1 else And(tuple(items), span=span)
        first = items[0]
        if isinstance(first, Relation) and first.kind == "=":  # x = 1, 2
            rest = (Relation("=", first.left, one, span=one.span) for one in items[1:])
            return Or((first, *rest), span=span)
        return Tuple(tuple(items), span=span)

    def _word(self, word: str) -> bool:
        if self.next.text == word and self.next.kind in ("run", "op", "name"):
            self.advance()
            return True
        return False

    def _conjunction(self) -> Node:
        start = self.next.span.start
        parts = [self._relation()]
        while self._word("and"):
            parts.append(self._relation())
        return parts[0] if len(parts) == 1 else And(tuple(parts), span=self.since(start))

    def _relation(self) -> Node:
        start = self.next.span.start
        left = self._union()
        found: list[Node] = []
        while self.is_op(*_RELATIONS):
            kind = cast("RelationKind", self.advance().text)
            right = self._union()
            if kind == "in":
                right = _as_set(right)
            found.append(Relation(kind, left, right, span=self.since(start)))
            left = right
        if not found:
            return left
        return found[0] if len(found) == 1 else And(tuple(found), span=self.since(start))

    def _union(self) -> Node:
        start = self.next.span.start
        parts = [self.expression()]
        while self.accept("∪"):
            parts.append(self.expression())
        if len(parts) == 1:
            return parts[0]
        return Union(tuple(_as_set(part) for part in parts), span=self.since(start))

    # ---------------------------------------------------------------- sums and products

    def expression(self) -> Node:
        """A sum; a bare term where nothing is added."""
        start = self.next.span.start
        terms = [self._signed_term()]
        while self.is_op("+", "-", "±"):
            if self.by_space and self.next.spaced and not self.look().spaced:
                break  # [1 -2] has two entries
            negative = self._sign(self.advance())
            began = self.next.span.start
            inner = self._signed_term() if self.is_op("+", "-", "±") else self.term()
            terms.append(Neg(inner, span=self.since(began)) if negative else inner)
        if len(terms) == 1:
            return terms[0]
        return Add(tuple(terms), span=self.since(start))

    def _sign(self, token: Token) -> bool:
        if token.text == "±":
            self.met_plus_minus = True
            return self.sign < 0
        return token.text == "-"

    def _signed_term(self) -> Node:
        start = self.next.span.start
        negative = self._signs()
        found = self.term()
        return Neg(found, span=self.since(start)) if negative else found

    def _signs(self) -> bool:
        negative = False
        while self.is_op("+", "-", "±"):
            negative ^= self._sign(self.advance())
        return negative

    def term(self) -> Node:
        """Factors joined by any kind of product or quotient, from the left."""
        start = self.next.span.start
        left = self.factor()
        made_here = False  # a product that stood in brackets takes no further factor
        while not self.closes_bars():
            operator = self._operator()
            if operator is None:
                break
            if operator == "":
                right = self._neighbour()
                operator = "product"
            else:
                right = self._signed_factor()
            span = self.since(start)
            if operator in ("/", "⊘"):
                left = Div(left, right, operator == "⊘" or self.numpy, span=span)
                made_here = False
            elif isinstance(left, Mul) and left.kind == operator and operator != "dot" and made_here:
                left = Mul(left.kind, (*left.factors, right), span=span)
            else:
                left = Mul(cast("ProductKind", operator), (left, right), span=span)
                made_here = True
        return left

    def _operator(self) -> str | None:
        """The product that stands next, taken; "" for juxtaposition; None where the term ends."""
        token = self.next
        if token.kind == "op" and token.text in _PRODUCTS:
            self.advance()
            return "entry" if self.numpy and token.text == "*" else _PRODUCTS[token.text]
        if token.kind == "op" and token.text in ("/", "⊘"):
            self.advance()
            return token.text
        if self.by_space and token.spaced:
            return None
        return "" if self.starts_operand() else None

    def _neighbour(self) -> Node:
        """The factor that stands beside the last one without a sign between."""
        token, before = self.next, self.tokens[self.at - 1]
        if token.kind == "number" and before.kind == "number":
            raise self.fail(self.unexpected())
        found = self.factor()
        if isinstance(found, Num) and token.text == "1":
            return Filled(1, span=found.span)  # A 1: the vector of ones; beside a scalar it is 1
        return found

    def _signed_factor(self) -> Node:
        start = self.next.span.start
        negative = self._signs()
        found = self.factor()
        return Neg(found, span=self.since(start)) if negative else found

    def juxtaposed(self, *, whole: bool) -> Node:
        """Factors side by side: the argument of a function without parentheses.

        With `whole`, parentheses go on (`tr A (B + C)`); without, they end it (`sin x (1 + y)`).
        """
        start = self.next.span.start
        negative = self._signs()
        factors = [self.factor()]
        while self.starts_operand() and not self.closes_bars() and not (self.by_space and self.next.spaced):
            self.spread()
            if self._is_function() or (not whole and self.next.kind not in ("number", "name", "command")):
                break
            factors.append(self._neighbour())
        span = self.since(start)
        found = factors[0] if len(factors) == 1 else Mul("product", tuple(factors), span=span)
        return Neg(found, span=span) if negative else found

    def _is_function(self) -> bool:
        name = self.next.text
        if self.next.kind != "name" or name in self.scope.symbols or name not in FUNCTIONS:
            return False
        called = self.look().kind == "open"
        return (called or name not in NEED_PARENTHESES) and FUNCTIONS[name] not in _STAYS_INSIDE

    # ---------------------------------------------------------------- powers and other marks

    def factor(self) -> Node:
        """An operand with everything that is hung on it."""
        start = self.next.span.start
        found = self.operand()
        for _ in range(_MOST_MARKS):
            token = self.next
            if self.by_space and token.spaced:
                return found
            if token.kind == "superscript":
                found = self._script(found, self.advance())
            elif token.kind == "subscript" or (token.kind == "op" and token.text == "_"):
                found = self._entry(found, start)
            elif token.kind != "op":
                return found
            elif token.text in ("'", "⊤", ".T"):
                self.advance()
                found = _marked(found, "T", self.since(start))
            elif token.text in ("^", "**", ".^"):
                found = self._raised(found, self.advance())
            elif token.text == "!":
                self.advance()
                found = Call("factorial", (found,), span=self.since(start))
            else:
                return found
        raise self.fail(f"more than {_MOST_MARKS} marks stand behind one factor")

    def _entry(self, found: Node, start: int) -> Node:
        indices = self.subscript()
        if isinstance(found, Norm) and not found.order and len(indices) == 1:
            return Norm(found.arg, self.order_of(indices[0]), span=self.since(start))
        if isinstance(found, Num) and found.value == 1 and len(indices) == 1:
            return Filled(1, indices, span=self.since(start))
        if isinstance(found, Filled) and not found.sizes:
            return Filled(found.value, indices, span=self.since(start))
        return Sub(found, indices, span=self.since(start))

    def _raised(self, base: Node, mark: Token) -> Node:
        start = base.span.start
        special = self._special()
        if special:
            return _marked(base, special, self.since(start))
        entrywise = mark.text == ".^" or (self.numpy and mark.text == "**")
        exponent = self.exponent(mark)
        span = self.since(start)
        if is_minus_one(exponent) and not entrywise:
            return Inverse(base, span=span)
        return Pow(base, exponent, entrywise, span=span)

    def _special(self) -> str:
        """Takes `T`, `-T` or `+` where one is the whole exponent, and tells which; else ""."""
        opened = self.next if self.next.kind == "open" and self.next.text in ("{", "(") else None
        place = self.at + 1 if opened else self.at
        sign = "-" if self.tokens[place].text == "-" else ""
        token = self.tokens[min(place + len(sign), len(self.tokens) - 1)]
        after = self.tokens[min(place + len(sign) + 1, len(self.tokens) - 1)]
        if opened is not None:
            if after.kind != "close" or not (self._is_transpose(token) or (token.text == "+" and not sign)):
                return ""
            self.at = place + len(sign) + 2
            self.end = after.span.end
            return "+" if token.text == "+" else sign + "T"
        if token.text == "+" and not sign and not (after.kind == "number" and not after.spaced):
            self.advance()
            return "+"
        if not self._is_transpose(token, within=True):
            return ""
        if sign:
            self.advance()
        if token.kind != "run":
            self.advance()
        else:
            self.take_letter("T")
        return sign + "T"

    def _is_transpose(self, token: Token, *, within: bool = False) -> bool:
        if token.kind == "op":
            return token.text in ("⊤", "'")
        if "T" in self.scope.symbols or token.kind not in ("run", "name"):
            return False
        if within and token.kind == "run":
            return token.text.startswith("T") and token.text not in self.scope.symbols
        return token.text == "T"

    def exponent(self, mark: Token) -> Node:
        """What stands behind ^: a signed operand with powers of its own, or a group."""
        start = self.next.span.start
        negative = self._signs()
        if not self.starts_operand() or self.closes_bars():
            hint = "; for a transpose type ^T or '" if self.scope.has_arrays else ""
            raise self.fail(f"a power is missing after {mark.text}{hint}", mark.span)
        with self.inside(self.closer, by_space=self.by_space):
            found = self.operand()
            while self.next.kind == "subscript" or self.is_op("_"):
                found = self._entry(found, start)
            if self.is_op("^", "**"):
                found = self._raised(found, self.advance())
            elif self.next.kind == "superscript":
                found = self._script(found, self.advance())
        return Neg(found, span=self.since(start)) if negative else found

    def _script(self, base: Node, token: Token) -> Node:
        span = Span(base.span.start, token.span.end)
        spelt = "".join(one.text for one in token.inside)
        if spelt in ("T", "-T", "+") and not ("T" in spelt and "T" in self.scope.symbols):
            return _marked(base, spelt, span)
        if spelt.endswith("T") and "T" not in self.scope.symbols:
            inner = Pow(base, self.script_power(token, drop=1), span=span)
            return Transpose(inner, span=span)
        exponent = self.script_power(token)
        return Inverse(base, span=span) if is_minus_one(exponent) else Pow(base, exponent, span=span)

    def script_power(self, token: Token, drop: int = 0) -> Node:
        """The exponent that Unicode superscripts spell."""
        inside = list(token.inside[: len(token.inside) - drop])
        read = [*inside, Token("stop", "", token.span)]
        inner = Parser(self.text, read, self.scope, verify=False, numpy=self.numpy)
        inner.bound = self.bound
        return inner.whole()


def _marked(base: Node, mark: str, span: Span) -> Node:
    if mark == "+":
        return PseudoInverse(base, span=span)
    if isinstance(base, Num) and base.value == 1:
        base = Filled(1, span=base.span)  # 1ᵀ is a row of ones
    if mark == "-T":
        return Transpose(Inverse(base, span=span), span=span)
    return Transpose(base, span=span)


def _as_set(node: Node) -> Node:
    """A pair, read as the interval that it is beside ∪ and ∈."""
    match node:
        case Tuple(items=(low, high)):
            return Interval(low, high, closed_low=False, closed_high=False, span=node.span)
        case Matrix(rows=((low, high),)):
            return Interval(low, high, closed_low=True, closed_high=True, span=node.span)
        case _:
            return node
