r"""Reading sums and products over an index, `\sum_{k=1}^n`, and a deck's expectations."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.maths.compared_indices import Pair, pair_of
from quizzer.maths.functions import Functions
from quizzer.maths.runs import unknown
from quizzer.maths.tokens import ReadingError
from quizzer.maths.tree import Big, Call, Expectation, Node, Sub, Sym, walk

if TYPE_CHECKING:
    from quizzer.maths.tokens import Token


class Sums(Functions):
    """The readings that bind a name."""

    def has_bounds(self) -> bool:
        """Whether what stands next carries an index or a bound."""
        after = self.look()
        return after.kind == "subscript" or (after.kind == "op" and after.text in ("_", "^"))

    def big(self, name: str) -> Node:
        r"""`\sum_k`, `\sum_{k=1}^n`, `\sum_{i,j}` with the term behind it."""
        begun = self.advance()
        start = begun.span.start
        upper: Node | None = None
        if self.is_op("^"):
            upper = self.exponent(self.advance())
            if not (self.is_op("_") or self.next.kind == "subscript"):
                raise self.fail(_OVER, self.since(start))
        if self.is_op("_") and (pair := self._pair()):
            return self._over_pair(name, pair, begun)
        names, lower = self._script_bound() if self.next.kind == "subscript" else self._bound()
        if upper is None and (self.is_op("^") or self.next.kind == "superscript"):
            upper = self._power()
        if not names or not all(isinstance(one, Sym) for one in names):
            raise ReadingError(_OVER, self.since(start))
        indices = [one.name for one in names if isinstance(one, Sym)]
        before = self.bound
        self.bound |= frozenset(indices)
        try:
            with self.inside(self.closer, by_space=self.by_space):
                body = self.term()
        finally:
            self.bound = before
        span = self.since(start)
        for index in reversed(indices):
            body = Big("sum" if name == "sum" else "prod", body, index, lower, upper, span=span)
        return body

    def _pair(self) -> Pair | None:
        """Takes `_{i<j}` and its like, if that stands next."""
        last = self.at + 2
        while self.tokens[min(last, len(self.tokens) - 1)].kind in ("run", "name", "number", "op"):
            last += 1
        if self.look().text != "{" or last >= len(self.tokens) or self.tokens[last].text != "}":
            return None
        found = pair_of(self.tokens[self.at + 2 : last])
        if found is not None and isinstance(found.upper, Sym) and not self._is_known(found.upper.name):
            raise ReadingError(unknown(found.upper.name, self.scope, called=False), found.upper.span)
        if found is not None:
            self.at, self.end = last + 1, self.tokens[last].span.end
        return found

    def _is_known(self, name: str) -> bool:
        return name in self.scope.symbols or name in self.scope.dimensions or self.scope.open

    def _over_pair(self, name: str, pair: Pair, begun: Token) -> Node:
        taken = pair.second in self.bound | self.scope.indices or self._is_index_before(pair.second, begun)
        if self.is_op("^"):
            pair = replace(pair, upper=self._power())
        before = self.bound
        self.bound |= {pair.first, pair.second}
        try:
            with self.inside(self.closer, by_space=self.by_space):
                body = self.term()
        finally:
            self.bound = before
        both = not (taken and pair.relation == "!=")
        found = pair.over("sum" if name == "sum" else "prod", body, both=both)
        return replace(found, span=self.since(begun.span.start))

    def _is_index_before(self, letter: str, start: Token) -> bool:
        """Whether a letter is an index further left: of x_i sum_{j ≠ i} x_j the i is free."""
        read = self.tokens[: self.tokens.index(start)]
        behind = [
            place + 1 + (read[place + 1].text == "{") for place, one in enumerate(read) if one.text == "_"
        ]
        scripts = (inner.text for one in read if one.kind == "subscript" for inner in one.inside)
        plain = (read[place].text for place in behind if place < len(read))
        return any(letter in text for text in (*scripts, *plain))

    def extreme(self, name: str) -> Node:
        r"""`\max_i x_i`, the largest entry: every index of the term is one that is written below."""
        start = self.advance().span.start
        indices = self.subscript()
        letters = {one.name for one in indices if isinstance(one, Sym)}
        before = self.bound
        self.bound |= letters
        try:
            with self.inside(self.closer, by_space=self.by_space):
                body = self.term()
        finally:
            self.bound = before
        entries = (node for node in walk(body) if isinstance(node, Sub))
        carried = {one.name for node in entries for one in node.indices if isinstance(one, Sym)}
        if not letters or carried != letters:
            raise ReadingError(
                f"`{name}` runs over every index of its term, as in {name}_i x_i", self.since(start)
            )
        return Call(name, (body,), span=self.since(start))

    def _script_bound(self) -> tuple[tuple[Node, ...], Node | None]:
        """`∑ₖ` and `∑ₖ₌₁`."""
        token = self.next
        if not any(one.text == "=" for one in token.inside):
            return self.subscript(), None
        self.advance()
        if len(token.inside) != 3 or token.inside[1].text != "=":
            raise ReadingError(_OVER, token.span)
        return self._indices(token.inside[0]), self._indices(token.inside[2])[0]

    def _bound(self) -> tuple[tuple[Node, ...], Node | None]:
        """What stands under a big sum: `i`, `{i,j}`, `{i=1}`, `{i,j=1}`, and `i=1` without braces."""
        behind, further = self.look(), self.look(2)
        if behind.kind in ("run", "name") and further.text == "=":
            self.advance()
            index = self.advance()
            self.advance()
            return (_index(index),), self.operand()
        braced = behind.kind == "open" and behind.text in ("{", "(")
        if not (braced and any(t.text == "=" for t in self.tokens[self.at + 2 : self.at + 6])):
            return self.subscript(), None
        self.advance()
        opened = self.advance()
        with self.inside("}"):
            names = [_index(self.advance())]
            while self.accept(","):
                names.append(_index(self.advance()))
            if not self.accept("="):
                raise self.fail(_OVER)
            lower = self.expression()
        self.close(opened)
        return tuple(names), lower

    def operand(self) -> Node:
        """A number, a name, a call or a bracket."""
        raise NotImplementedError

    def expectation(self) -> Node:
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


_OVER = "a sum runs over an index, as in sum_i or sum_{i=1}^n"


def _index(token: Token) -> Node:
    if token.kind not in ("run", "name"):
        raise ReadingError(_OVER, token.span)
    return Sym(token.text, span=token.span)
