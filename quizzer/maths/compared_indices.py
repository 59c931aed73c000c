r"""Sums over pairs of indices that are compared: `\sum_{i<j}`, `\sum_{1 \le i < j \le n}`, `\sum_{j \ne i}`.

They are sums with bounds: i < j is i from 1 to j − 1, and j ≠ i is j up to i − 1 and j from i + 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from quizzer.maths.tree import Add, Big, Mul, Neg, Node, Num, Sym

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quizzer.maths.tokens import Token

_ONE = Num(Fraction(1))
_TURNED = {">": "<", ">=": "<="}
_BELOW = ("<", "<=")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two indices, how the first one is compared with the second, and how far the second one runs."""

    first: str
    relation: str
    second: str
    upper: Node | None = None

    def over(self, kind: Literal["sum", "prod"], body: Node, *, both: bool) -> Node:
        """The sum or product of a term; with `both` the second index runs too, else it is free."""
        here = Sym(self.second)
        if self.relation == "!=":
            below = Big(kind, body, self.first, _ONE, Add((here, Neg(_ONE))), span=body.span)
            above = Big(kind, body, self.first, Add((here, _ONE)), self.upper, span=body.span)
            parts = (below, above)
            found: Node = Add(parts) if kind == "sum" else Mul("product", parts)
        else:
            last = here if self.relation == "<=" else Add((here, Neg(_ONE)))
            found = Big(kind, body, self.first, _ONE, last, span=body.span)
        return Big(kind, found, self.second, None, self.upper, span=body.span) if both else found


def pair_of(inside: Sequence[Token]) -> Pair | None:
    """What the tokens between the braces below a sum compare; None if they are something else."""
    spelt = [token.text for token in inside]
    upper: Node | None = None
    if spelt[:2] in (["1", "<="], ["0", "<"]):
        inside, spelt = inside[2:], spelt[2:]
    if len(spelt) == 5 and spelt[3] == "<=":
        last = inside[4]
        upper = Num(last.value, span=last.span) if last.value is not None else Sym(last.text, span=last.span)
        spelt = spelt[:3]
    if len(spelt) != 3 or not all(len(one) == 1 and one.isalpha() for one in (spelt[0], spelt[2])):
        return None
    first, relation, second = spelt
    if relation in _TURNED:
        first, relation, second = second, _TURNED[relation], first
    if first == second or relation not in (*_BELOW, "!="):
        return None
    return Pair(first, relation, second, upper)
