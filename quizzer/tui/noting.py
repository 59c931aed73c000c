"""Filing a remark on the card that stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.tui.note_form import NoteForm

if TYPE_CHECKING:
    from quizzer.deck.cards import Card, Deck
    from quizzer.tui.answering import AnsweringScreen


def note(screen: AnsweringScreen) -> None:
    """Ask for a remark and file it beside the deck."""
    asked, desk = screen.session.asked, screen.desk
    deck = desk.deck_of(asked.card) if asked is not None else None
    if asked is None or deck is None or desk.shelf is None:
        return
    card = asked.card

    def file(text: str | None) -> None:
        if text:
            screen.say(_filed(screen, deck, card, text))

    draft = desk.drafts.get(_draft_of(card), "")
    screen.app.push_screen(NoteForm(desk.remarks_on(card), draft), file)


def _draft_of(card: Card) -> str:
    return f"remark {card.key}"


def _filed(screen: AnsweringScreen, deck: Deck, card: Card, text: str) -> str:
    assert screen.desk.shelf is not None
    try:
        path = screen.desk.shelf.remarks.file(deck, card, text, screen.desk.now())
    except (OSError, ValueError) as error:
        screen.desk.drafts[_draft_of(card)] = text
        return f"The remark is not filed: {error}. n has it again."
    screen.desk.drafts.pop(_draft_of(card), None)
    screen.show_about()
    return f"Filed in {path}."
