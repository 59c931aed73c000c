"""A question and its answer, as other programs have them, made the kind of card that can judge the answer.

A formula becomes an `answer` if the program can read it, with what its letters may be; and with a `verify` if
the question ends in what computes it. A number becomes a `number`, a few words a `text`, the rest a `recall`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.deck.numbers import read_number
from quizzer.exchange.asking import derivative_of, meanings_in_words
from quizzer.exchange.context import Context
from quizzer.exchange.drafts import Draft
from quizzer.exchange.equations import told
from quizzer.exchange.gaps import clozes_of
from quizzer.exchange.letters import names_used
from quizzer.exchange.prose import prose_of
from quizzer.exchange.tex import chain_of, membership, tidy, unspaced, with_money

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.exchange.asking import Meaning
    from quizzer.exchange.drafts import Value

LONGEST_WORDS = 60
"""Characters of an answer in words that a person types."""

_ONE_FORMULA = re.compile(r"\$\$?((?:[^$\\]|\\.)+)\$\$?\.?$", re.DOTALL)
_MARKUP = re.compile(r"[`*]|!\[|\n|^\s*(?:[-+*]|\d+[.)])\s|\$|^/.*/$")
_ESCAPE = re.compile(r"\\([\\$*_`])")
_IN_WORDS = re.compile(
    r"(?:^|\bthe |[.:] )(?P<noun>derivative|gradient|Hessian|Jacobian)(?: matrix)? of (?:the function )?"
    r"(?:\$[^$=]+\$ ?= ?)?\$(?:[^$=]+=)?(?P<body>[^$=]+)\$"
    r"(?:,? (?:with respect to|w\.?r\.?t\.?|by) (?:the \w+ )?\$(?P<by>[^$]+)\$)?"
    r"(?P<rest>,? (?:for|where|with|in|if|assuming|when|whose)\b[^?]*)?\s*[.?:]?\s*$",
    re.IGNORECASE,
)
_LAST_FORMULA = re.compile(r"\$\$?((?:[^$\\]|\\.)+?)\$\$?\s*(?:=\s*)?(?:\?|…|\.\.\.|is|:|\.)*\s*$")


def proposed(
    front: str,
    back: str,
    extra: Mapping[str, Value] | None = None,
    *,
    is_typed: bool = False,
    is_reversed: bool = False,
) -> tuple[Draft, str]:
    """A card of a question and an answer, and what is said of it in the account.

    Args:
        front: the question, as a deck's prose.
        back: the answer, likewise.
        extra: fields that the card has in any case.
        is_typed: whether the other program asked for the answer to be typed.
        is_reversed: whether it is asked the other way round, too.
    """
    front, back = with_money(front), with_money(back)
    rest = dict(extra or {})
    if is_reversed:
        rest["reverse"] = "true"
    words = _ESCAPE.sub(r"\1", back.strip())
    formula = _ONE_FORMULA.match(back.strip())
    if formula and "$" not in formula[1]:
        return _of_formula(front, formula[1], back, rest)
    if not _MARKUP.search(back.strip()) and words:
        if read_number(words) is not None and not is_reversed:
            return Draft({"prompt": front, "number": words, **rest}), "a number"
        if len(words) <= LONGEST_WORDS or is_typed:
            return Draft({"prompt": front, "text": words, **rest}), "words"
    return Draft({"recall": front, "answer-text": back.strip(), **rest}), "graded by looking"


def proposed_clozes(text: str, extra: Mapping[str, Value] | None = None) -> list[Draft]:
    """A card for each number of a text's gaps."""
    found = clozes_of(with_money(text))
    name = (extra or {}).get("id")
    drafts = []
    for number, cloze in found:
        rest = dict(extra or {})
        if isinstance(name, str) and len(found) > 1:
            rest["id"] = f"{name}-c{number}"
        front = {"id": rest.pop("id")} if "id" in rest else {}
        drafts.append(Draft({**front, "cloze": cloze, **rest}, source_key=number))
    return drafts


def _of_formula(front: str, formula: str, back: str, rest: dict[str, Value]) -> tuple[Draft, str]:
    right = chain_of(unspaced(tidy(formula)))
    context = Context().with_text(front).with_bold(formula)
    question = prose_of(front) if "\n" not in front else front
    left, meant = _asked_for(front, context)
    is_answer = len(right) == 1 or (len(right) == 2 and right[0] == left)
    recall = Draft({"recall": question, "answer-text": back.strip(), **rest})
    if not is_answer:
        return recall, "graded by looking"
    found = told(left, right[-1], context, meant) if left or meant else None
    if found is None or found.fate == "untold":
        found = told("?", right[-1], context, [])
    if found.fate == "refuted":
        comment = f"To be decided: the program refutes this answer: {found.reason.rstrip('.')}."
        note = f"Not so as it stands: {found.reason.rstrip('.')}. Put the card right before learning it."
        return Draft({**recall.fields, "note": note}, (comment,)), "refuted, and so graded by looking"
    if found.fate == "untold":
        return Draft(recall.fields, (f"Graded by looking: {found.reason}.",)), found.reason
    condition = f"where {found.conditions}" if found.conditions else ""
    prompt = f"{question.rstrip(' .')}, {condition}." if condition else question
    fields: dict[str, Value] = {"prompt": f"{prompt} {found.words}".strip()}
    if found.symbols:
        fields["symbols"] = dict(found.symbols)
    fields["answer"] = found.answer
    if found.restated:
        fields["not"] = found.restated
    if found.verify:
        fields["verify"] = found.verify
        return Draft({**fields, **rest}, found.remarks), "verified"
    comment = "Unchecked: the letters are declared by how they look; a `verify` would compute the answer."
    return Draft({**fields, **rest}, (comment,)), "mathematics, unchecked"


def _asked_for(front: str, context: Context) -> tuple[str, list[Meaning] | None]:
    """The formula that a question asks for, or what its words ask for; ("", None) where that is open.

    "Derivative of $x^2$" asks for one thing, "Trace: $AB$" for another; of "Where is $f$ zero?"
    nothing can be told.
    """
    front = re.sub(r"\*\*?(?=\S)|(?<=\S)\*\*?", "", front)
    if words := _IN_WORDS.search(front):
        body = unspaced(tidy(words["body"]))
        names = [use.name for use in names_used((body,))]
        taken = unspaced(tidy(words["by"] or ""))
        inside = membership(taken)
        by = inside[0] if inside else taken or (names[0] if len(names) == 1 else "")
        return "", meanings_in_words(words["noun"], body, by, context) if by else None
    asked = _LAST_FORMULA.search(front)
    if asked is None:
        return "", None
    formula = unspaced(tidy(asked[1]))
    left = formula.rstrip("= ")
    before = front[: asked.start()].strip()
    is_plain = not before or before.endswith(":") or formula.endswith("=") or "=" in front[asked.end(1) :]
    if "=" in left or not (is_plain or derivative_of(left) is not None):
        return "", None
    return left, None
