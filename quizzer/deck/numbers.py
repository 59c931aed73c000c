"""Numbers as a deck writes them, exactly: `6.93`, `1/3`, `6.02e23`, `-1_000`; and `within` which bounds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

LARGEST_EXPONENT = 4_000
"""Of a power of ten; more is a slip, and would take for ever to write out."""

_NUMBER = re.compile(
    r"""(?P<sign>[-+−]?)\s*
        (?P<whole>\d[\d_]*)?(?:\.(?P<part>\d*))?
        (?:(?:[eE]|\s*[*x×·]\s*10\s*(?:\^|\*\*))\s*(?P<exponent>[-+−]?\d{1,6}))?
        (?:\s*/\s*(?P<under>\d+))?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Within:
    """How far from the number an answer may be: an absolute distance, or a share of the number."""

    amount: Fraction
    is_share: bool

    def distance(self, number: Fraction) -> Fraction:
        """The absolute distance that is allowed around a number."""
        return self.amount * abs(number) if self.is_share else self.amount


def read_number(text: str) -> Fraction | None:
    """Return the rational that a text spells, or None if it spells none."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or not (match["whole"] or match["part"]):
        return None
    whole = (match["whole"] or "0").replace("_", "")
    part = match["part"] or ""
    exponent = int((match["exponent"] or "0").replace("−", "-"))
    under = int(match["under"] or 1)
    if abs(exponent) > LARGEST_EXPONENT or under == 0 or len(whole) + len(part) > LARGEST_EXPONENT:
        return None
    value = Fraction(int(whole + part), 10 ** len(part)) * Fraction(10) ** exponent / under
    return -value if match["sign"] in ("-", "−") else value


def read_within(text: str) -> Within | None:
    """Return what `0.01`, `1%` or `±0.5` allows, or None if it is neither a number nor a share."""
    bare = text.strip().removeprefix("±").removeprefix("+-").strip()
    is_share = bare.endswith("%")
    amount = read_number(bare.removesuffix("%"))
    if amount is None or amount < 0:
        return None
    return Within(amount / 100 if is_share else amount, is_share)
