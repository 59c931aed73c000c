"""A card opened in the learner's editor from where one browses; the decks read again once it is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.reloading import reload
from quizzer.errors import StorageError
from quizzer.study.adoption import adopted
from quizzer.study.changed_cards import successors
from quizzer.tui.editing import opened, told_of_problems

if TYPE_CHECKING:
    from quizzer.deck.cards import Card
    from quizzer.tui.browse import BrowseScreen


def edit(screen: BrowseScreen, card: Card) -> str:
    """Open a card's file at its line, wait, and take the decks as they are then.

    The history of a card without an id of its own goes on under the key that its new prompt gives it.

    Returns:
        What became of the card, in a sentence; "" if nothing was opened and that is said already.
    """
    desk = screen.desk

    def say(text: str) -> None:
        screen.tell(text, "warning")

    after = opened(screen.app, desk, card, say)
    if after is None:
        return ""
    was = desk.cards
    found = reload(desk.decks)
    names = successors(was, [one for deck in found.decks for one in deck.cards])
    at = desk.now()
    try:
        desk.keep([adopted(old, new, at, desk.device, desk.random_bytes(10)) for old, new in names.items()])
    except StorageError as error:
        say(f"Not kept, so the cards are as they were: {error}")
        return ""
    desk.decks, desk.problems = found.decks, found.problems
    if found.kept or any(one.severity == "error" for one in found.problems):
        return after.told(told_of_problems(found))
    if card.key in found.removed and card.key not in names:
        return after.told("The card is taken out of its deck.")
    changed = card.key in found.changed or card.key in found.removed
    return after.told("The card is changed." if changed else "The card is as it was.")
