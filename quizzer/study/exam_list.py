"""`exams.toml`, read and written: one sentence with file, line and what is allowed for every slip in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from quizzer.errors import UsageError
from quizzer.maths.names import nearest
from quizzer.study.exams import MINUTES_A_DAY, PASS_MARK, Exam, Part, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from quizzer.study.exams import PartKind

LONGEST_NAME = 80
_MOST_MINUTES = 24 * 60
_MOST_WEIGHT = 1000
_HEADER = re.compile(r"[ \t]*\[\[[ \t]*exam[ \t]*\]\][ \t]*(#.*)?")

NAME_RULE = f"a name of at most {LONGEST_NAME} characters"
DAY_RULE = "a day such as 2026-12-12"
MINUTES_RULE = f"whole minutes from 1 to {_MOST_MINUTES}"
PASS_RULE = "a whole number from 0 to 100 (per cent of the marks)"  # noqa: S105 - a mark, no password
WEIGHT_RULE = f"a weight above 0 and at most {_MOST_WEIGHT}"
_PARTS_RULE = f'names in a list, ["a", "b"], or names with weights, {{ "a" = 2, "b" = 1 }}: {WEIGHT_RULE}'


@dataclass(frozen=True, slots=True)
class _Entry:
    """One `[[exam]]` of a file, with the place to name in what is said of it."""

    fields: Mapping[str, object]
    path: str
    text: str
    first: int
    """Its lines, counted from 1, and the one after its last."""
    after: int

    def wrong(self, field: str, message: str) -> UsageError:
        """What is raised about a field."""
        pattern = re.compile(rf"""[ \t]*["']?{re.escape(field)}["']?[ \t]*[=.]""")
        lines = self.text.split("\n")[self.first - 1 : self.after - 1]
        line = next((k for k, one in enumerate(lines, self.first) if pattern.match(one)), self.first)
        return UsageError(f"{self.path}:{line}: {message}")


def read_exams(text: str, path: str) -> tuple[Exam, ...]:
    """The exams of a file, in its order.

    Args:
        text: what the file holds.
        path: how it is called in what is said of it.

    Raises:
        UsageError: it is no TOML, or says what no exam has; one sentence with file and line.
    """
    import tomllib  # noqa: PLC0415 - 17 ms, which only those pay who have an exam

    text = text.replace("\r\n", "\n")
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"{path}: this is no TOML: {error}.") from error
    if extra := [name for name in found if name != "exam"]:
        line = next((k for k, one in enumerate(text.split("\n"), 1) if extra[0] in one), 1)
        raise UsageError(f"{path}:{line}: `{extra[0]}` is unknown; every exam begins with a line [[exam]]")
    tables = found.get("exam", [])
    if not (isinstance(tables, list) and all(isinstance(one, dict) for one in tables)):
        raise UsageError(f"{path}:1: every exam begins with a line [[exam]]")
    lines = _lines_of(text)
    entries = [
        _Entry(table, path, text, *(lines[place] if len(lines) == len(tables) else (1, text.count("\n") + 2)))
        for place, table in enumerate(tables)
    ]
    exams: list[Exam] = []
    for entry in entries:
        exam = _exam(entry)
        if any(folded(one.name) == folded(exam.name) for one in exams):
            raise entry.wrong("name", f"there are two exams called {exam.name!r}: name one of them otherwise")
        exams.append(exam)
    return tuple(exams)


def with_exam(text: str, exam: Exam) -> str:
    """The file's text with one more exam at its end."""
    before = f"{text.rstrip()}\n\n" if text.strip() else ""
    return before + written(exam)


def without_exam(text: str, name: str) -> str | None:
    """The file's text without the exam of this name, all else as it is; None where it has none, or not so.

    A table that is not written as `[[exam]]` on a line of its own is left for its author to take out.
    """
    text = text.replace("\r\n", "\n")
    exams = read_exams(text, "")
    lines = _lines_of(text)
    if len(lines) != len(exams):
        return None
    for exam, (first, after) in zip(exams, lines, strict=True):
        if folded(exam.name) == folded(name):
            kept = text.split("\n")
            upto = _begins(kept, after) if after <= len(kept) else after
            left = "\n".join([*kept[: _begins(kept, first) - 1], *kept[upto - 1 :]])
            return left if read_exams(left, "") == tuple(one for one in exams if one is not exam) else None
    return None


def written(exam: Exam) -> str:
    """An exam as TOML."""
    lines = [
        "[[exam]]",
        f"name = {_quoted(exam.name)}",
        f"on = {exam.on.isoformat()}",
        *(
            f"{field} = {{ {', '.join(f'{_quoted(one.name)} = {weight_text(one.weight)}' for one in own)} }}"
            for field, kind in (("decks", "deck"), ("tags", "tag"))
            if (own := [one for one in exam.parts if one.kind == kind])
        ),
        f"minutes = {exam.minutes_a_day}  # a day",
        f"pass = {exam.pass_mark}  # per cent of the marks",
    ]
    return "\n".join(lines) + "\n"


def weight_text(weight: Fraction) -> str:
    """A weight in digits, such as 2 or 1.5."""
    return str(weight.numerator) if weight.denominator == 1 else f"{float(weight):.6f}".rstrip("0")


# ---------------------------------------------------------------- one value at a time


def read_day(value: object) -> date | None:
    """A day, from TOML's own or from text; None where it is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def read_weight(value: object) -> Fraction | None:
    """A weight, from TOML's numbers or from text; None where it is none."""
    if isinstance(value, str):
        if not re.fullmatch(r"\d{1,4}(\.\d{1,6})?", value, re.ASCII):
            return None
        weight = Fraction(value)
    elif isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= _MOST_WEIGHT:
        return None
    else:
        weight = Fraction(str(value)) if isinstance(value, int) else Fraction(f"{value:.6f}")
    return weight if 0 < weight <= _MOST_WEIGHT else None


def read_minutes(value: object) -> int | None:
    """Minutes a day; None where they are none."""
    return _whole(value, 1, _MOST_MINUTES)


def read_pass(value: object) -> int | None:
    """A pass mark in per cent; None where it is none."""
    return _whole(value, 0, 100)


def read_name(value: object) -> str | None:
    """A name; None where it is none."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME:
        return None
    return value.strip() if value.isprintable() else None


def _whole(value: object, least: int, most: int) -> int | None:
    is_whole = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
    return value if is_whole else None  # type: ignore[return-value]


_FIELDS: dict[str, tuple[str, Callable[[object], object]]] = {
    "name": (NAME_RULE, read_name),
    "on": (DAY_RULE, read_day),
    "minutes": (MINUTES_RULE, read_minutes),
    "pass": (PASS_RULE, read_pass),
    "decks": (_PARTS_RULE, lambda value: _parts(value, "deck")),
    "tags": (_PARTS_RULE, lambda value: _parts(value, "tag")),
}


def _exam(entry: _Entry) -> Exam:
    found: dict[str, object] = {}
    for field, value in entry.fields.items():
        if field not in _FIELDS:
            guess = nearest(field, list(_FIELDS))
            known = f"did you mean `{guess}`?" if guess else f"known are {', '.join(_FIELDS)}"
            raise entry.wrong(field, f"an exam has no `{field}`; {known}")
        allowed, read = _FIELDS[field]
        found[field] = read(value)
        if found[field] is None:
            raise entry.wrong(field, f"`{field}` is {allowed}, not {_spelt(value)}")
    for field in ("name", "on"):
        if field not in found:
            raise entry.wrong(field, f"an exam needs `{field}`: {_FIELDS[field][0]}")
    name, on = found["name"], found["on"]
    minutes, mark = found.get("minutes", MINUTES_A_DAY), found.get("pass", PASS_MARK)
    assert isinstance(name, str) and isinstance(on, date) and isinstance(minutes, int)  # noqa: PT018
    assert isinstance(mark, int)
    return Exam(name, on, (*_found(found, "decks"), *_found(found, "tags")), minutes, mark)


def _found(found: Mapping[str, object], field: str) -> tuple[Part, ...]:
    parts = found.get(field, ())
    assert isinstance(parts, tuple)
    return parts


def _parts(value: object, kind: PartKind) -> tuple[Part, ...] | None:
    if isinstance(value, list):
        value = dict.fromkeys(value, 1) if all(isinstance(one, str) for one in value) else None
    if not isinstance(value, dict):
        return None
    parts: list[Part] = []
    for name, given in value.items():
        weight = read_weight(given)
        if weight is None or read_name(name) is None:
            return None
        parts.append(Part(kind, name.strip(), weight))
    return tuple(parts)


def _spelt(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str | int | float | date):
        return repr(value) if isinstance(value, str) else str(value)
    return str(value)[:60]


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _lines_of(text: str) -> Sequence[tuple[int, int]]:
    """Of each `[[exam]]` its line, counted from 1, and the line after its last."""
    lines = text.split("\n")
    starts = [k for k, line in enumerate(lines, 1) if _HEADER.fullmatch(line)]
    return list(zip(starts, [*starts[1:], len(lines) + 1][: len(starts)], strict=True))


def _begins(lines: Sequence[str], header: int) -> int:
    """The line of a header, or of the comments that stand right above it and so belong to it."""
    while header > 1 and header - 2 < len(lines) and lines[header - 2].lstrip().startswith("#"):
        header -= 1
    return header
