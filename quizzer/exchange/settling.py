"""The last word on drafts: the deck's own checks are run over them, and what fails is mended or kept apart.

An imported card that the checks refuse is no card that teaches: it becomes one that the learner grades by
looking, and says in a comment what is to be decided.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.checking import check
from quizzer.deck.loading import load_source
from quizzer.deck.problems import in_file_order
from quizzer.deck.source import Source
from quizzer.exchange.yaml_text import deck_text
from quizzer.maths.typeset.prose import prose_problems

if TYPE_CHECKING:
    from quizzer.deck.problems import Problem
    from quizzer.exchange.drafts import Draft, DraftDeck, Value

_CARD = re.compile(r"cards\[(\d+)\]")
_ROUNDS = 3
_KEPT = ("id", "hint", "note", "tags", "family", "images", "lang")


def settled(deck: DraftDeck) -> tuple[DraftDeck, list[Problem]]:
    """The deck with every card that the checks refuse made a `recall`, and what is still to be decided."""
    problems = problems_of(deck)
    for _ in range(_ROUNDS):
        refused: dict[int, list[str]] = {}
        for problem in problems:
            place = _CARD.match(problem.field)
            if problem.severity == "error" and place:
                refused.setdefault(int(place[1]), []).append(problem.message)
        if not refused:
            break
        cards = tuple(
            as_recall(card, refused[at]) if at in refused else card for at, card in enumerate(deck.cards)
        )
        if cards == deck.cards:
            break
        deck = replace(deck, cards=cards)
        problems = problems_of(deck)
    return deck, problems


def problems_of(deck: DraftDeck, path: Path = Path("import.yaml")) -> list[Problem]:
    """What `quizzer check` will say of the deck's file."""
    return check_text(deck_text(deck), path)


def check_text(text: str, path: Path) -> list[Problem]:
    """What `quizzer check` will say of a deck's text; pictures are looked for only once they are there."""
    loaded, found, _ = load_source(Source(path, text))
    found = [*found, *(check([loaded]) if loaded is not None else ())]
    return in_file_order(one for one in found if "there is no file" not in one.message)


def as_recall(card: Draft, reasons: list[str]) -> Draft:
    """The card as one that is graded by looking, whatever is wrong with it."""
    fields = dict(card.fields)
    if card.kind == "recall":
        said = f"To be decided: {'; '.join(dict.fromkeys(reasons))}."
        return replace(card, fields=_as_code(fields), comments=(*card.comments, said))
    question = _first(fields, "prompt", "cloze")
    answer = (
        _shown(fields.get(card.kind, ""))
        if card.kind != "cloze"
        else question.replace("{{", "").replace("}}", "")
    )
    question = re.sub(r"\{\{(.*?)\}\}", "…", question) if card.kind == "cloze" else question
    kept = {name: value for name, value in fields.items() if name in _KEPT}
    front = {"id": kept.pop("id")} if "id" in kept else {}
    told = [*front.items(), ("recall", question or "?"), ("answer-text", answer or "?"), *kept.items()]
    said = f"To be decided: {'; '.join(dict.fromkeys(reasons))}."
    return replace(card, fields=dict(told), comments=(*card.comments, said))


def _as_code(fields: dict[str, Value]) -> dict[str, Value]:
    """A recall whose formulas cannot be set: its dollar signs are shown as they are."""
    return {
        name: _escaped(value)
        if name in ("recall", "answer-text", "note") and isinstance(value, str)
        else value
        for name, value in fields.items()
    }


def _escaped(text: str) -> str:
    """The text with its formulas as code; all of it as code where dollar signs are left over."""
    if not prose_problems(text):
        return text
    made = re.sub(r"\$\$?([^$`]+)\$\$?", r"`\1`", text)
    return made if "$" not in made else f"`{text.replace('`', ' ').strip()}`"


def _first(fields: dict[str, Value], *names: str) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, str):
            return value
    return ""


def _shown(value: Value) -> str:
    """A field's content for looking at: formulas as code."""
    if isinstance(value, str):
        return value if "$" in value else f"`{value}`"
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_shown(one)}" for name, one in value.items())
    return "\n".join(f"- {_shown(one)}" for one in value)
