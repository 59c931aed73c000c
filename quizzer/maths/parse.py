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

import re
from typing import TYPE_CHECKING, cast

from quizzer.maths.lexer import plain, tokens
from quizzer.maths.marks import Marks
from quizzer.maths.names import FUNCTIONS, NEED_PARENTHESES
from quizzer.maths.relations import as_relation, as_set, as_values, either, related
from quizzer.maths.tokens import ReadingError, Token
from quizzer.maths.tree import (
    Add,
    And,
    Call,
    Div,
    Filled,
    Mul,
    Neg,
    Node,
    Num,
    Or,
    ProductKind,
    Relation,
    RelationKind,
    Span,
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
_DEEPEST_TREE = 150
_TRANSPOSED = re.compile(r"\s*(?:\^\s*\{?\s*(?:\\top|\\intercal|⊤|T\b|\\math\w+\s*\{?T\b)|['ᵀ]|\.T\b)")


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
    text = plain(text)
    read, numpy = _prepared(_lexed(text, drop_left=drop_left), verify=verify)
    if drop_left:
        right = _without_left(read)
        if len(right) == 1 < len(read):
            raise ReadingError(f"something is missing after {read[-2].text}", read[-2].span)
        read = right
    parser = Parser(text, list(read), scope, verify=verify, numpy=numpy)
    found = as_values(parser.whole())
    if parser.met_plus_minus:
        other = Parser(text, list(read), scope, verify=verify, numpy=numpy)
        other.sign = -1
        found = either(found, as_values(other.whole()))
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
    for place, token in enumerate(read):
        numpy |= token.text in ("@", "np.")
        depth += _INTO_MATRIX.get(token.kind, 0)
        aligns = token.text == "&" and depth == 0 and not (kept and read[place + 1].text not in _RELATIONS)
        if token.kind == "op" and (aligns or token.text == "np." or (token.text == "~" and not verify)):
            spaced = spaced or token.spaced or token.text != "np."
            continue
        kept.append(token._replace(spaced=True) if spaced else token)
        spaced = False
    return kept, numpy


_INTO_MATRIX = {"begin": 1, "end": -1}
_INTO = {"open": 1, "begin": 1, "close": -1, "end": -1}
"""By how much deeper the tokens behind one of a kind stand."""

_BIG = ("sum", "prod", "Sigma", "Pi")
_PARTS = ("or", "and", ",", ";")


def _without_left(read: list[Token]) -> list[Token]:
    """Each part of the answer without what stands before its last `=`, `∈` or arrow."""
    depth, start = 0, 0
    kept: list[Token] = []
    for place, token in enumerate(read):
        depth += _INTO.get(token.kind, 0)
        kept.append(token)
        if depth > 0 or token.kind not in ("op", "run"):
            continue
        bound = place > 2 and read[place - 2].text == "_" and read[place - 3].text in _BIG  # sum_k=1^n
        if token.text in ("=", "in", "→", ":") and token.kind == "op" and not bound:
            del kept[start:]
        elif token.text in _PARTS:
            start = len(kept)
    return kept


def _refuse_deep(root: Node) -> None:
    level = [root]
    for _ in range(_DEEPEST_TREE):
        level = [below for node in level for below in children(node)]
        if not level:
            return
    raise ReadingError(f"this is nested more than {_DEEPEST_TREE} deep", root.span)


class Parser(Marks):
    """One reading of one text, by recursive descent."""

    def reading(self, read: list[Token]) -> Parser:
        """A parser of other tokens of the same text, in the same light."""
        other = Parser(self.text, read, self.scope, verify=self.verify, numpy=self.numpy)
        other.bound = self.bound
        return other

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
            parts.append(as_relation(self._conjunction(), parts[0]))
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
        if isinstance(items[0], Relation) and items[0].kind == "=":  # x = 1, 2
            return Or(tuple(as_relation(one, items[0]) for one in items), span=span)
        return Tuple(tuple(items), span=span)

    def _word(self, *words: str) -> bool:
        if self.joins(*words):
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
        if self._holds_condition():
            opened = self.advance()
            with self.inside(")"):
                condition = self.statement()
            self.close(opened)
            return condition
        left = self._union()
        found: list[Node] = []
        while self.is_op(*_RELATIONS) or self.joins("in"):
            kind = "in" if self.joins("in") else cast("RelationKind", self.next.text)
            self.advance()
            right = self._union()
            found.append(related(kind, left, right, self.since(start)))
            left = right
        if not found:
            return left
        return found[0] if len(found) == 1 else And(tuple(found), span=self.since(start))

    def _holds_condition(self) -> bool:
        """Whether parentheses around relations open next, with nothing to be done with them."""
        if self.next.text != "(":
            return False
        depth, others, related = 0, 0, False
        for place in range(self.at, len(self.tokens) - 1):
            token = self.tokens[place]
            by = _INTO.get(token.kind, 0)
            depth += by
            others += by if token.text not in ("(", ")") else 0
            bound = self.tokens[place - 2].text == "_"  # sum_k=1^n
            related |= others == 0 and token.kind == "op" and token.text in _RELATIONS and not bound
            if depth == 0 and not related:
                return False
            if depth == 0:
                after = self.tokens[place + 1]
                return after.kind in ("stop", "close") or after.text in ("or", "and", ",", ";")
        return False

    def _union(self) -> Node:
        start = self.next.span.start
        parts = [self.expression()]
        while self._word("∪"):
            parts.append(self.expression())
        if len(parts) == 1:
            return parts[0]
        return Union(tuple(as_set(part) for part in parts), span=self.since(start))

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
        found = terms[0] if len(terms) == 1 else Add(tuple(terms), span=self.since(start))
        if over := self.accept("over", "choose"):
            below = self.expression()
            span = self.since(start)
            return (
                Div(found, below, span=span)
                if over.text == "over"
                else Call("binomial", (found, below), span=span)
            )
        return found

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
        first, start = self.next, self.next.span.start
        left = self.factor()
        if isinstance(left, Num) and first.text == "1" and self._begins_row_of_ones():
            left = Filled(1, span=left.span)  # 1 1ᵀ
        made: list[Node] = []  # the factors of the product being read; one in brackets takes no more of them
        kind, end = "", self.end
        while not self.closes_bars():
            operator = self._operator()
            if operator is None:
                break
            right = self._signed_factor() if operator else self._neighbour()
            operator = operator or "product"
            if made and operator == kind and kind != "dot":
                made.append(right)
            else:
                if made:
                    left = Mul(cast("ProductKind", kind), tuple(made), span=Span(start, end))
                    made = []
                if operator in ("/", "⊘"):
                    left = Div(left, right, operator == "⊘" or self.numpy, span=self.since(start))
                else:
                    made, kind = [left, right], operator
            end = self.end
        return Mul(cast("ProductKind", kind), tuple(made), span=Span(start, end)) if made else left

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
            if before.text == "1" and self._begins_row_of_ones():
                return self.factor()
            raise self.fail(self.unexpected())
        found = self.factor()
        if isinstance(found, Num) and token.text == "1":
            return Filled(1, span=found.span)  # A 1: the vector of ones; beside a scalar it is 1
        return found

    def _begins_row_of_ones(self) -> bool:
        """Whether 1ᵀ stands next, which is never a number."""
        found = self.next.kind == "number" and self.next.text == "1"
        return found and _TRANSPOSED.match(self.text, self.next.span.end) is not None

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
            before = self.tokens[self.at - 1]
            if not whole and (before.kind == "close" or before.text in ("|", "‖")):
                break  # log det(A) x is x times a logarithm
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
