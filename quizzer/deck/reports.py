"""Problems for other programs: SARIF 2.1.0 for code scanning, workflow commands for GitHub's annotations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from quizzer.deck.problems import visible

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from quizzer.deck.problems import Problem

SARIF_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

_RULES = {
    "answer": "A mathematical answer is read, shaped, judged against its alternatives and its own verify.",
    "choices": "Some choices are right, some are not, and no two mean the same.",
    "cloze": "A cloze has gaps, closed and outside of formulas.",
    "file": "The file is YAML in UTF-8, a deck, and not too large.",
    "id": "Ids are one word and unique: history follows them.",
    "mistakes": "A mistake is wrong, and something is said of it.",
    "prompt": "A card asks something, its formulas can be set, and no other asks the same.",
    "symbols": "Declarations say what each letter is.",
    "vary": "Every instance of a parametric card is sound.",
    "verify": "An expression that gives the answer can be read.",
}
_OTHER = "A field is one that is known, of its kind, and not empty."


def rule_of(problem: Problem) -> str:
    """Return the rule that a problem breaks: the name of the field, `file` for the whole."""
    names = [name for name in re.findall(r"[a-z-]+", problem.field) if name not in ("cards", "steps")]
    if not names:
        return "file" if not problem.field else "card"
    return names[0] if names[0] in _RULES else "field"


def sarif(problems: Iterable[Problem], version: str) -> dict[str, Any]:
    """Return a SARIF log of one run; `version` is the program's."""
    results = [_result(problem) for problem in problems]
    used = sorted({result["ruleId"] for result in results})
    rules = [{"id": rule, "shortDescription": {"text": _RULES.get(rule, _OTHER)}} for rule in used]
    driver = {"name": "quizzer check", "version": version, "rules": rules}
    return {
        "$schema": SARIF_SCHEMA,
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }


def _result(problem: Problem) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(problem.path)}}
    if problem.line:
        place["region"] = {
            "startLine": problem.line,
            "startColumn": problem.column,
            "endColumn": problem.end_column,
        }
    text = visible(problem.message) + (f" ({visible(problem.hint)})" if problem.hint else "")
    return {
        "ruleId": rule_of(problem),
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }


def _uri(path: Path) -> str:
    if path.is_absolute():
        return path.as_uri()
    return re.sub(
        r"[^\w./~-]", lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), path.as_posix()
    )


def github(problem: Problem) -> str:
    """Return a problem as the workflow command that makes an annotation of it."""
    where = {"file": problem.path.as_posix()}
    if problem.line:
        where |= {
            "line": str(problem.line),
            "col": str(problem.column),
            "endColumn": str(problem.end_column),
        }
    where["title"] = visible(problem.field or "deck")
    fields = ",".join(f"{name}={_escaped(value, ',:')}" for name, value in where.items())
    text = visible(problem.message) + (f"\n{visible(problem.hint)}" if problem.hint else "")
    return f"::{problem.severity} {fields}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text
