"""A card's fields as its deck's author would write them: what every way out starts from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.card_reading import REVERSED
from quizzer.deck.cards import (
    ChoiceAnswer,
    ClozeAnswer,
    MathAnswer,
    NumberAnswer,
    Recall,
    Steps,
    TextAnswer,
)
from quizzer.exchange.drafts import Draft, DraftDeck

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from quizzer.deck.cards import Card, Deck, SingleQuestion, Step
    from quizzer.deck.spelt import Spelt
    from quizzer.exchange.drafts import Value


def deck_record(deck: Deck) -> DraftDeck:
    """A deck as it would be written again, comments and layout aside.

    Its declarations stand at the deck; a card has those that are its own, or differ.
    """
    twins = {card.id for card in deck.cards if card.reverse}
    cards = tuple(
        Draft(card_record(card, deck.symbols, is_reversed=card.id + REVERSED in twins))
        for card in deck.cards
        if not card.reverse
    )
    return DraftDeck(deck.name, cards, deck.about, dict(deck.symbols), deck.slug, deck.lang)


def card_record(
    card: Card, outer: Mapping[str, str] | None = None, *, is_reversed: bool = False
) -> dict[str, Value]:
    """The card's fields; of its declarations those that `outer` does not make already."""
    record: dict[str, Value] = {"id": card.id}
    if not isinstance(card.question, ClozeAnswer | Recall):
        record["prompt"] = card.prompt.text
    if symbols := _own(card.symbols, outer or {}):
        record["symbols"] = symbols
    if card.vary:
        record["vary"] = {name: _texts(values) for name, values in card.vary.items()}
    if isinstance(card.question, Steps):
        record["steps"] = [_step(step, card.symbols) for step in card.question.steps]
    else:
        record |= question_record(card.question, card.prompt.text)
    if card.hints:
        record["hint"] = _one_or_more(_texts(card.hints))
    if card.note is not None:
        record["note"] = card.note.text
    if card.tags:
        record["tags"] = list(card.tags)
    if card.family:
        record["family"] = card.family
    if card.images:
        record["images"] = [
            {"path": one.path.text, "alt": one.alt} if one.alt else one.path.text for one in card.images
        ]
    if is_reversed:
        record["reverse"] = "true"
    if card.lang:
        record["lang"] = card.lang
    return record


def question_record(asked: SingleQuestion, prompt: str) -> dict[str, Value]:
    """The fields of one question; `prompt` is what a `recall` asks."""
    match asked:
        case MathAnswer():
            return _math(asked)
        case TextAnswer(accepted):
            return {"text": _one_or_more(_texts(accepted))}
        case NumberAnswer(value, within):
            number: dict[str, Value] = {"number": value.text}
            return number if within is None else {**number, "within": within.text}
        case ChoiceAnswer(options):
            return {"choices": [("=" if one.is_right else "") + one.text.text for one in options]}
        case ClozeAnswer(whole=whole):
            return {"cloze": whole.text}
        case Recall(answer_text):
            return {"recall": prompt, "answer-text": answer_text.text}


def _math(asked: MathAnswer) -> dict[str, Value]:
    record: dict[str, Value] = {"answer": _one_or_more(_texts(asked.answers))}
    if asked.verify is not None:
        record["verify"] = asked.verify.text
    if asked.restated:
        record["not"] = _one_or_more(_texts(asked.restated))
    if asked.mistakes:
        record["mistakes"] = [{"answer": one.answer.text, "say": one.say.text} for one in asked.mistakes]
    if asked.form:
        record["form"] = asked.form
    if asked.layout:
        record["layout"] = asked.layout
    return record


def _step(step: Step, outer: Mapping[str, str]) -> dict[str, Value]:
    record: dict[str, Value] = {}
    if not isinstance(step.question, ClozeAnswer | Recall):
        record["prompt"] = step.prompt.text
    if symbols := _own(step.symbols, outer):
        record["symbols"] = symbols
    record |= question_record(step.question, step.prompt.text)
    if step.hints:
        record["hint"] = _one_or_more(_texts(step.hints))
    if step.note is not None:
        record["note"] = step.note.text
    return record


def _own(symbols: Mapping[str, str], outer: Mapping[str, str]) -> dict[str, Value]:
    return {name: kind for name, kind in symbols.items() if outer.get(name) != kind}


def _texts(texts: Iterable[Spelt]) -> list[Value]:
    return [one.text for one in texts]


def _one_or_more(texts: list[Value]) -> Value:
    return texts[0] if len(texts) == 1 else texts
