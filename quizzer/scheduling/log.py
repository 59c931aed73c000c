"""The review log's row: something the learner did, kept for ever and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Literal, TypeAlias, get_args

Kind: TypeAlias = Literal[
    "review",
    "repeat",
    "undo",
    "override",
    "suspend",
    "resume",
    "bury",
    "alias",
    "exam",
    "reset",
    "flag",
    "unflag",
]
"""A reset has the card begin anew, as one never asked; what was answered before it stays in the log.
A flag marks a card for the learner to come back to, and bears on no schedule."""
KINDS: frozenset[str] = frozenset(get_args(Kind))
ALIAS_OF = "card:"
"""What an alias refers to: this and the old key."""
RANDOM_BYTES = 10
"""How many random bytes an id takes."""

_ACTS_ON_A_ROW = ("undo", "override")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Review:
    """One row of the log.

    Raises:
        ValueError: the fields contradict one another; one sentence.
    """

    id: str
    """UUIDv7, made before the row is written: an answer given twice to the disk is one row."""
    device: str
    card: str
    """"deck/card-id"; of an alias the new key."""
    at: datetime
    """Aware, with the learner's local offset."""
    kind: Kind
    instance: str = ""
    """What a parametric card asked, as JSON."""
    typed: str = ""
    verdict: str = ""
    """The verdict's code and, after it, those of the diagnoses: "different transpose"."""
    quality: int | None = None
    """0 to 5. A review without one waits for the learner's own grade, an override."""
    first_key: float | None = None
    """Seconds to the first key."""
    seconds: float | None = None
    """Seconds in all."""
    hints: int = 0
    refers: str = ""
    """Of an undo or override the id of the row it acts on, of an alias "card:" and the old key."""

    @property
    def judged(self) -> str:
        """The verdict's code alone, such as "different"; "" where there was none."""
        return self.verdict.partition(" ")[0]

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The codes of what was diagnosed, such as "transpose"."""
        return tuple(self.verdict.split()[1:])

    def __post_init__(self) -> None:
        if problem := _contradiction(self):
            raise ValueError(f"review {self.id or '(no id)'}: {problem}")


def _contradiction(row: Review) -> str:
    if not (row.id and row.card):
        return "it needs an id and a card"
    if row.at.tzinfo is None or row.at.utcoffset() is None:
        return f"its time {row.at} does not say its offset from UTC"
    if row.kind not in KINDS:
        return f"no kind {row.kind!r}, only {', '.join(sorted(KINDS))}"
    if row.quality is not None and not 0 <= row.quality <= 5:
        return f"a quality is a whole number from 0 to 5, not {row.quality}"
    if row.hints < 0 or not (_is_duration(row.first_key) and _is_duration(row.seconds)):
        return "hints and seconds count from 0"
    if row.kind in _ACTS_ON_A_ROW and not row.refers:
        return f"an {row.kind} says which row it acts on"
    if row.kind == "override" and row.quality is None:
        return "an override says the quality"
    if row.kind == "alias" and row.refers in (f"{ALIAS_OF}{row.card}", ALIAS_OF):
        return "an alias names another key"
    if row.kind == "alias" and not row.refers.startswith(ALIAS_OF):
        return f"an alias refers to {ALIAS_OF!r} and the old key"
    return ""


def _is_duration(seconds: float | None) -> bool:
    return seconds is None or (isfinite(seconds) and seconds >= 0)


def uuid7(at: datetime, randomness: bytes) -> str:
    """An id that sorts by its time, to the millisecond (RFC 9562, 5.7): 48 bits of time, 74 of `randomness`.

    Raises:
        ValueError: not ten bytes, or a time that 48 bits of milliseconds since 1970 cannot hold.
    """
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"an id takes {RANDOM_BYTES} random bytes, not {len(randomness)}")
    milliseconds = (at - _EPOCH) // _MILLISECOND
    if not 0 <= milliseconds < 1 << 48:
        raise ValueError(f"{at} lies outside the times of an id")
    noise = int.from_bytes(randomness, "big")
    high, low = noise >> 62 & 0xFFF, noise & (1 << 62) - 1
    digits = f"{milliseconds << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
