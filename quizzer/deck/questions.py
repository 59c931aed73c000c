"""The kinds of question, one key each: from a mapping's fields to what is asked.

    answer  text  number  choices  cloze  recall  steps

A kind is a function and a row in a table. Mathematics is not read here: a deck loads before it is needed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    Mistake,
    NumberAnswer,
    Option,
    Recall,
    TextAnswer,
)
from quizzer.deck.cloze import ClozeError, read_cloze
from quizzer.deck.numbers import read_number, read_within
from quizzer.deck.patterns import runs_away

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from quizzer.deck.cards import SingleQuestion
    from quizzer.deck.fields import Fields
    from quizzer.deck.spelt import Spelt

OF_KIND: dict[str, frozenset[str]] = {
    "answer": frozenset(("verify", "not", "mistakes", "form", "layout")),
    "text": frozenset(),
    "number": frozenset(("within",)),
    "choices": frozenset(),
    "cloze": frozenset(),
    "recall": frozenset(("answer-text",)),
    "steps": frozenset(),
}
"""The fields that only one kind reads."""
KINDS = tuple(OF_KIND)
MISTAKE_FIELDS = frozenset(("answer", "say"))
WITHOUT_PROMPT = ("cloze", "recall")
"""Kinds whose own text is the prompt."""
LAYOUTS = ("any",)

_OWNED = {name: kind for kind, names in OF_KIND.items() for name in names}
_FOREIGN = {kind: _OWNED.keys() - names for kind, names in OF_KIND.items()}


def kind_of(fields: Fields, kinds: tuple[str, ...], known: Collection[str]) -> str | None:
    """Return the one kind that a mapping names, or complain that there is none, or that there are several."""
    names = fields.mapping.entries.keys()
    found = [kind for kind in kinds if kind in names]
    if len(found) == 1:
        kind = found[0]
        if not names.isdisjoint(_FOREIGN[kind]):
            for name in names & _FOREIGN[kind]:
                fields.complain(name, f"`{name}` belongs to `{_OWNED[name]}`, and this asks for `{kind}`")
        return kind
    if found:
        several = " and ".join(f"`{kind}`" for kind in found)
        second = max(found, key=lambda kind: fields.mapping.keys[kind])
        fields.complain(second, f"one key says what is asked for, and here are {several}", "take one out")
    elif not fields.misspells(kinds, known):
        any_of = ", ".join(f"`{kind}`" for kind in kinds)
        fields.missing("nothing says what is asked for", f"add one of {any_of}")
    return None


def question(kind: str, fields: Fields) -> SingleQuestion | None:
    """Return what a mapping asks for, or None once it has been complained of."""
    return _READERS[kind](fields)


def _math(fields: Fields) -> MathAnswer | None:
    entries = fields.mapping.entries
    answers = fields.texts("answer")
    layout = fields.text("layout") if "layout" in entries else None
    if layout is not None and layout.text not in LAYOUTS:
        known = ", ".join(f"`{one}`" for one in LAYOUTS)
        fields.complaints.at(
            layout, (*fields.where, "layout"), f"no layout `{layout.text}`", f"there is {known}"
        )
        layout = None
    if not answers:
        return None
    form = fields.text("form") if "form" in entries else None
    return MathAnswer(
        answers,
        fields.text("verify"),
        fields.texts("not") if "not" in entries else (),
        _mistakes(fields) if "mistakes" in entries else (),
        None if form is None else form.text,
        None if layout is None else layout.text,
        form,
    )


def _mistakes(fields: Fields) -> tuple[Mistake, ...]:
    found = []
    for one in fields.mappings("mistakes"):
        one.check_names(MISTAKE_FIELDS, "a mistake")
        answer, say = one.text("answer"), one.text("say")
        if answer is not None and say is not None:
            found.append(Mistake(answer, say))
            continue
        for name, told in (("answer", "the wrong answer"), ("say", "what to say of it")):
            if name not in one:
                one.missing(f"a mistake has a field `{name}`, {told}")
    return tuple(found)


def _text(fields: Fields) -> TextAnswer | None:
    accepted = fields.texts("text")
    before = len(fields.complaints.problems)
    for one in accepted:
        pattern = pattern_of(one)
        if pattern is None:
            continue
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            message = f"the regular expression cannot be read: {error.msg}"
            offset = min(1 + (error.pos or 0), len(one.text) - 1)
            fields.complaints.at(one, (*fields.where, "text"), message, offset=offset)
        else:
            if "(" in pattern and runs_away(pattern):
                message = "some answers would take this regular expression for ever: it repeats a repeat"
                hint = (
                    "write (a+) or (a)+ in place of (a+)+, and end what is repeated with a letter of its own"
                )
                fields.complaints.at(one, (*fields.where, "text"), message, hint)
    if accepted and all(pattern_of(one) is not None for one in accepted):
        message = "there is no plain text to show as the answer, only regular expressions"
        fields.complain("text", message, "put the words first, then what else is accepted")
    if not accepted or len(fields.complaints.problems) > before:
        return None
    return TextAnswer(accepted)


def pattern_of(text: Spelt) -> str | None:
    """Return the regular expression between slashes; None for words."""
    words = text.text
    return words[1:-1] if len(words) > 2 and words[0] == words[-1] == "/" else None


def _number(fields: Fields) -> NumberAnswer | None:
    value, within = fields.text("number"), fields.text("within")
    if value is None:
        return None
    if not _is_open(value, fields) and read_number(value.text) is None:
        message = f"`{_short(value.text)}` is not a number"
        hint = "write 6.93, 1/3 or 6.02e23; what is an expression goes under `answer`"
        if read_number(value.text.replace(",", ".", 1)) is not None:
            point, bare = value.text.replace(",", "."), value.text.replace(",", "")
            hint = f"write {point}" + (f", or {bare}" if re.search(r",\d{3}\b", value.text) else "")
        fields.complaints.at(value, (*fields.where, "number"), message, hint)
        return None
    if within is not None and not _is_open(within, fields) and read_within(within.text) is None:
        message = f"`{_short(within.text)}` is neither a distance such as 0.01 nor a share such as 1%"
        fields.complaints.at(within, (*fields.where, "within"), message)
        return None
    return NumberAnswer(value, within)


def _is_open(text: Spelt, fields: Fields) -> bool:
    """Whether only an instance says what the text is."""
    return fields.is_parametric and "{" in text.text


def _choices(fields: Fields) -> ChoiceAnswer | None:
    options = tuple(
        Option(one.sliced(1, len(one.text)), is_right=True)
        if one.text.startswith("=")
        else Option(one, is_right=False)
        for one in fields.texts("choices")
    )
    if len(options) < 2:
        if options:
            fields.complain("choices", "one choice is no choice", "give at least two")
        return None
    right = sum(option.is_right for option in options)
    if right == 0:
        fields.complain("choices", "none of the choices is right", "put = before each that is")
    elif right == len(options):
        fields.complain("choices", "all of the choices are right", "only those that are begin with =")
    else:
        return ChoiceAnswer(options)
    return None


def _cloze(fields: Fields) -> ClozeAnswer | None:
    text = fields.text("cloze")
    if text is None:
        return None
    try:
        return read_cloze(text)
    except ClozeError as error:
        where = (*fields.where, "cloze")
        fields.complaints.at(text, where, str(error), error.hint, offset=error.offset)
    return None


def _recall(fields: Fields) -> Recall | None:
    answer = fields.text("answer-text")
    if "answer-text" not in fields:
        message = "a `recall` has an `answer-text`, which is shown when it was tried"
        fields.complain("recall", message)
    return None if answer is None else Recall(answer)


_READERS: dict[str, Callable[[Fields], SingleQuestion | None]] = {
    "answer": _math,
    "text": _text,
    "number": _number,
    "choices": _choices,
    "cloze": _cloze,
    "recall": _recall,
}


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
