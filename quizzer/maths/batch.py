"""The judge for scripts: JSON lines in, one JSON line's worth of verdict out for each, in the same order.

In:  {"id", "expected", "answer", "symbols": {"A": "matrix(n,n)"}, "form"?, "not"?, "layout"?, "mistakes"?}
Out: {"id", "verdict", "certainty", "diagnoses": [{"code", "message"}], "witness"?, "message"?, "span"?, "ms"}

>>> lines = ['{"id": 1, "expected": "2 x", "answer": "x + x", "symbols": {"x": "scalar"}}', "{"]
>>> [(one["id"], one["verdict"]) for one in graded(lines)]
[(1, 'equivalent'), (None, 'error')]
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from quizzer.maths.declarations import DeclarationError
from quizzer.maths.forms import FormError
from quizzer.maths.grade import grade
from quizzer.maths.names import GREEK
from quizzer.maths.shapes import ShapeError
from quizzer.maths.tokens import ReadingError
from quizzer.maths.verdict import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzer.maths.verdict import Verdict
    from quizzer.maths.witness import Rows, Shown

LONGEST_LINE = 1_000_000
"""Characters that one line may have."""

_FIELDS = ("id", "expected", "answer", "symbols", "form", "not", "layout", "mistakes")


class _BadLine(Exception):
    """A line that asks no question: one sentence that says why."""


@dataclass(frozen=True, slots=True)
class _Question:
    expected: tuple[str, ...]
    answer: str
    symbols: tuple[tuple[str, str], ...] | str
    form: str
    restated: tuple[str, ...]
    layout: str | None
    mistakes: tuple[Mistake, ...]


def graded(lines: Iterable[str | bytes]) -> Iterator[dict[str, Any]]:
    """Judge line by line; a bad line gives `"verdict": "error"` with a message, and the rest go on.

    Args:
        lines: JSON, with or without the line's end; bytes are read as UTF-8. Empty lines are passed over.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answered(line, number)


def _answered(line: str | bytes, number: int) -> dict[str, Any]:
    found: dict[str, Any] = {}
    try:
        found = _fields(line)
        question = _question(found)
        verdict = _judged(question)
    except _BadLine as error:
        return _error(found, number, str(error))
    except DeclarationError as error:
        return _error(found, number, f"symbols: {error}")
    except FormError as error:
        return _error(found, number, f"form: {error}")
    except (ReadingError, ShapeError) as error:
        return _error(found, number, f"what the author wrote: {error}")
    except (ArithmeticError, LookupError, MemoryError, RecursionError, TypeError, ValueError) as error:
        return _error(found, number, f"the judge failed on this line: {type(error).__name__}")
    return {"id": found.get("id"), **as_json(verdict)}


@lru_cache(maxsize=4096)
def _judged(question: _Question) -> Verdict:
    """The verdict; of many learners some type the same."""
    return grade(
        question.expected,
        question.answer,
        dict(question.symbols) if isinstance(question.symbols, tuple) else question.symbols,
        form=question.form,
        restated=question.restated,
        layout=question.layout,
        mistakes=question.mistakes,
    )


def _error(found: Mapping[str, Any], number: int, message: str) -> dict[str, Any]:
    return {
        "id": found.get("id"),
        "verdict": "error",
        "certainty": "none",
        "diagnoses": [],
        "message": f"line {number}: {message}",
        "ms": 0.0,
    }


def _fields(line: str | bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise _BadLine(f"the line is longer than {LONGEST_LINE:,} characters")
    try:
        text = line.decode("utf-8-sig") if isinstance(line, bytes) else line.removeprefix("\ufeff")
        text.encode("utf-8")  # what an undecodable byte was read as cannot be written again
    except UnicodeError:
        raise _BadLine("the line is not UTF-8") from None
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        raise _BadLine(f"not JSON: {error.msg} at column {error.colno}") from None
    except RecursionError:
        raise _BadLine("not JSON: it is nested too deep") from None
    except ValueError:  # a number of more digits than Python converts
        raise _BadLine("not JSON: a number is too long") from None
    if not isinstance(found, dict):
        raise _BadLine("a line must be a JSON object")
    return found


def _question(found: dict[str, Any]) -> _Question:
    if isinstance(found.get("id"), dict | list):
        del found["id"]
        raise _BadLine("`id` must be a string or a number")
    unknown = [name for name in found if name not in _FIELDS]
    if unknown:
        raise _BadLine(f"no field `{unknown[0][:40]}`: known are {', '.join(_FIELDS)}")
    for name in ("expected", "answer"):
        if name not in found:
            raise _BadLine(f"`{name}` is missing")
    return _Question(
        expected=_texts(found, "expected"),
        answer=_text(found, "answer"),
        symbols=_symbols(found.get("symbols", {})),
        form=_text(found, "form"),
        restated=_texts(found, "not"),
        layout=_text(found, "layout") or None,
        mistakes=_mistakes(found.get("mistakes", [])),
    )


def _text(found: Mapping[str, Any], name: str) -> str:
    value: object = found.get(name)
    if value is None and name != "answer":
        return ""
    if not isinstance(value, str):
        raise _BadLine(f"`{name}` must be a string")
    return _writable(value, name)


def _texts(found: Mapping[str, Any], name: str) -> tuple[str, ...]:
    value: object = found.get(name)
    if value is None and name != "expected":
        return ()
    texts = value if isinstance(value, list) else [value]
    kept = [_writable(text, name) for text in texts if isinstance(text, str)]
    if not texts or len(kept) < len(texts):
        raise _BadLine(f"`{name}` must be a string or a list of strings")
    return tuple(kept)


def _writable(text: str, name: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeError:
        raise _BadLine(f"`{name}` has half of a character (a lone surrogate)") from None
    return text


def _symbols(value: object) -> tuple[tuple[str, str], ...] | str:
    if value is None:
        return ()
    if isinstance(value, str):
        return _writable(value, "symbols")
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        for one in (*value.keys(), *value.values()):
            _writable(one, "symbols")
        return tuple(value.items())
    raise _BadLine('`symbols` must be an object such as {"A": "matrix(n, n)"}, or a string')


def _mistakes(value: object) -> tuple[Mistake, ...]:
    if value is None:
        return ()
    if not isinstance(value, list):
        raise _BadLine('`mistakes` must be a list of {"answer", "say"}')
    found = []
    for one in value:
        texts = (one.get("answer"), one.get("say", "")) if isinstance(one, dict) else (None, None)
        if not isinstance(texts[0], str) or not isinstance(texts[1], str):
            raise _BadLine('`mistakes` must be a list of {"answer", "say"}')
        found.append(Mistake(_writable(texts[0], "mistakes"), _writable(texts[1], "mistakes")))
    return tuple(found)


# ---------------------------------------------------------------- one verdict


def as_json(verdict: Verdict) -> dict[str, Any]:
    """A verdict as a JSON object; `ms` are milliseconds, `span` is `[start, end]` in columns from 0."""
    found: dict[str, Any] = {
        "verdict": verdict.kind,
        "certainty": verdict.certainty,
        "diagnoses": [{"code": one.code, "message": one.message} for one in verdict.diagnoses],
    }
    if verdict.witness is not None:
        found["witness"] = _witness(verdict.witness)
    if verdict.message:
        found["message"] = verdict.message
    if verdict.span is not None:
        found["span"] = list(verdict.span)
    found["ms"] = round(verdict.seconds * 1000, 3)
    return found


def _witness(shown: Shown) -> dict[str, Any]:
    found: dict[str, Any] = {
        "values": {name: _plain(rows) for name, rows in shown.names},
        "expected": _plain(shown.expected),
        "answer": None if shown.answer is None else _plain(shown.answer),
    }
    if shown.sizes:
        found["sizes"] = dict(shown.sizes)
    return found


def _plain(rows: Rows) -> Any:
    """A scalar as a number, an array as a list of rows; what is no real number stays text."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return _number(rows[0][0])
    return [[_number(cell) for cell in row] for row in rows]


def _number(text: str) -> int | float | str:
    ascii_text = text.replace("−", "-")
    try:
        return int(ascii_text)
    except ValueError:
        pass
    try:
        value = float(ascii_text)
    except ValueError:
        return ascii_text
    # JSON has no infinity, and a number of thirty digits would lose what tells it from its neighbour
    finite = value == value and abs(value) != float("inf")  # noqa: PLR0124 - the test for a NaN
    return value if finite and len(ascii_text) < 18 else ascii_text


# ---------------------------------------------------------------- for a person

_HEADLINES = {
    "equivalent": "equivalent",
    "wrong-form": "wrong-form: equivalent, but not in the form asked for",
    "different": "different",
    "mis-shaped": "mis-shaped: the sizes do not fit",
    "malformed": "malformed: it cannot be read",
    "undecided": "undecided",
}


def as_text(verdict: Verdict, answer: str = "") -> str:
    """A verdict for a person, in plain lines without colour.

    Args:
        verdict: what is to be said.
        answer: what was typed, to point into.
    """
    lines = [_HEADLINES[verdict.kind] + _certainty(verdict)]
    if verdict.span is not None and answer and "\n" not in answer:
        start, end = verdict.span
        lines += [f"  {answer}", f"  {' ' * start}{'^' * max(end - start, 1)}"]
    lines += [f"  {_sentence(one.message)}" for one in verdict.diagnoses]
    if verdict.message:
        lines.append(f"  {_sentence(verdict.message)}")
    if verdict.witness is not None:
        lines += _told(verdict.witness)
    return "\n".join(lines)


def _certainty(verdict: Verdict) -> str:
    if verdict.certainty == "proved":
        return " (proved)"
    if verdict.certainty == "sampled" and verdict.points > 1:
        return f" (agrees at {verdict.points} random points)"
    return ""


def _sentence(text: str) -> str:
    """With a capital and a full stop; a name that it begins with, such as x or mu, keeps its case."""
    text = text if text.endswith((".", "?", "!")) else text + "."
    word = text.partition(" ")[0]
    is_name = len(word) == 1 or word in GREEK.values() or not (word.isascii() and word.isalpha())
    return text if is_name else text[:1].upper() + text[1:]


def _told(shown: Shown) -> list[str]:
    pairs = [f"{name} = {_in_a_row(rows)}" for name, rows in shown.names]
    lines = [f"  For example, with {', '.join(pairs)}:"] if pairs else ["  In numbers:"]
    answer = "no value" if shown.answer is None else _in_a_row(shown.answer)
    return [*lines, f"    asked: {_in_a_row(shown.expected)}", f"    yours: {answer}"]


def _in_a_row(rows: Rows) -> str:
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    return "[" + "; ".join(", ".join(row) for row in rows) + "]"
