"""The JSON Schema of decks, by which editors complete and check while one types.

It is made from the names that the loader knows; the loader says more, and with better sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from quizzer.deck.card_reading import CARD_FIELDS, STEP_FIELDS, STEP_KINDS
from quizzer.deck.questions import KINDS, LAYOUTS, OF_KIND, WITHOUT_PROMPT
from quizzer.maths.forms import FORMS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DRAFT = "http://json-schema.org/draft-07/schema#"

_TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""What YAML guesses at does not matter: everything is read as text."""
_FLAG: dict[str, Any] = {"enum": [True, False, "true", "false", "yes", "no", "on", "off"]}


def _list(item: Mapping[str, Any], least: int = 1) -> dict[str, Any]:
    return {"type": "array", "items": item, "minItems": least}


def _any(*kinds: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": list(kinds)}


_TEXTS = _any(_TEXT, _list(_TEXT))


def _described(kind: Mapping[str, Any], description: str) -> dict[str, Any]:
    return {**kind, "description": description}


def _mapping(properties: Mapping[str, Any], required: Iterable[str] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


_MISTAKE = _mapping(
    {
        "answer": _described(_TEXT, "The wrong answer, as one would type it."),
        "say": _described(
            _TEXT, "What to say of it: a sentence that teaches without giving the answer away."
        ),
    },
    ("answer", "say"),
)
_IMAGE = _mapping(
    {
        "path": _described(_TEXT, "The picture's file, from the deck's folder."),
        "alt": _described(_TEXT, "What is shown in words in its place."),
    },
    ("path",),
)
_SYMBOLS: dict[str, Any] = {
    "type": "object",
    "additionalProperties": _TEXT,
    "description": "What the letters are, such as `A, B: matrix(n, n)` or `x: vector(n)`.",
}
_VARY: dict[str, Any] = {
    "type": "object",
    "minProperties": 1,
    "propertyNames": {"pattern": "^[A-Za-z][A-Za-z0-9_]*$"},
    "additionalProperties": _TEXTS,
    "description": "Values of each placeholder `{k}`; a fresh instance each time. `1..9` is a range.",
}

_FIELDS: dict[str, dict[str, Any]] = {
    "id": _described(_TEXT, "What history follows: one word, unique in the deck, never changed."),
    "prompt": _described(_TEXT, "The question; mathematics stands between $ signs, in LaTeX."),
    "answer": _described(_TEXTS, "Mathematics, judged by meaning; of several any is right."),
    "text": _described(_TEXTS, "Words; what stands between slashes is a regular expression."),
    "number": _described(_TEXT, "A number."),
    "choices": _described(_list(_TEXT, 2), "Choices, shuffled when asked; = marks what is right."),
    "cloze": _described(_TEXT, "A text with {{gaps}}, or {{gaps::and what is shown in their place}}."),
    "recall": _described(_TEXT, "A question that the learner grades, once `answer-text` is shown."),
    "steps": {},
    "verify": _described(
        _TEXT,
        "An expression that gives the answer, or an equation that `answer` solves;"
        " it may use diff, grad, jacobian, hessian, E.",
    ),
    "not": _described(_TEXTS, "What only restates the question, and so is no answer."),
    "mistakes": _described(
        _any(_MISTAKE, _list(_MISTAKE)), "Wrong answers foreseen, and what to say of them."
    ),
    "form": _described({"enum": list(FORMS)}, "The form that is asked for."),
    "layout": _described({"enum": list(LAYOUTS)}, "`any` takes the transpose too."),
    "within": _described(_TEXT, "How far from the number is right: 0.01, or 1%."),
    "answer-text": _described(_TEXT, "What a `recall` shows when it was tried."),
    "hint": _described(_TEXTS, "Hints, shown one after another when asked for."),
    "note": _described(_TEXT, "What is shown with the right answer."),
    "tags": _described(_TEXTS, "What the card is about."),
    "family": _described(_TEXT, "Cards of one family are not asked back to back."),
    "symbols": _SYMBOLS,
    "vary": _VARY,
    "reverse": _described(_FLAG, "Whether the answer is shown and the prompt asked for, too."),
    "images": _described(_any(_TEXT, _IMAGE, _list(_any(_TEXT, _IMAGE))), "Pictures, opened on a key."),
    "lang": _described(_TEXT, "The language of the words, such as en or de."),
}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 7) of a deck."""
    step = _question_schema(STEP_FIELDS, STEP_KINDS, {})
    steps = _described(_list({"$ref": "#/definitions/step"}), "Questions, each judged before the next.")
    deck = _mapping(
        {
            "deck": _described(_TEXT, "The deck's name, as shown."),
            "id": _described(_TEXT, "What the log knows the deck by; else its file's name."),
            "about": _described(_TEXT, "What it is about, its conventions, its sources."),
            "symbols": _SYMBOLS,
            "lang": _FIELDS["lang"],
            "include": _described(_TEXTS, "Other deck files, from this one's folder."),
            "cards": _list({"$ref": "#/definitions/card"}),
        }
    )
    return {
        "$schema": DRAFT,
        "title": "A quizzer deck",
        **deck,
        "anyOf": [{"required": ["cards"]}, {"required": ["include"]}],
        "definitions": {"card": _question_schema(CARD_FIELDS, KINDS, {"steps": steps}), "step": step},
    }


def _question_schema(
    names: Iterable[str], kinds: Iterable[str], more: Mapping[str, dict[str, Any]]
) -> dict[str, Any]:
    """Return the schema of what has exactly one kind, and only fields that belong to that kind."""
    fields = {name: more.get(name, _FIELDS[name]) for name in sorted(names)}
    return {**_mapping(fields), "oneOf": [_kind(kind) for kind in kinds]}


def _kind(kind: str) -> dict[str, Any]:
    required = [kind] if kind in WITHOUT_PROMPT else ["prompt", kind]
    foreign = [{"required": [name]} for name in _foreign(kind)]
    if kind == "recall":
        required.append("answer-text")
    return {"required": required, "not": {"anyOf": foreign}}


def _foreign(kind: str) -> list[str]:
    """Return the fields that only other kinds have."""
    owned = [name for names in OF_KIND.values() for name in names]
    found = [name for name in (*KINDS, *owned) if name != kind and name not in OF_KIND[kind]]
    return sorted({*found, *(("prompt",) if kind in WITHOUT_PROMPT else ())})
