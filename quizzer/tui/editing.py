"""A card opened in the learner's editor and taken back changed; decks that were saved, read again."""

from __future__ import annotations

import asyncio
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from textual.app import SuspendNotSupported

from quizzer.deck.reloading import reload
from quizzer.study.changed_cards import successors, taken_over, with_cards
from quizzer.tui import when
from quizzer.tui.editor import NoEditorError, command, editor_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from textual.app import App

    from quizzer.deck.cards import Card, Deck
    from quizzer.deck.reloading import Reloaded
    from quizzer.tui.answering import AnsweringScreen
    from quizzer.tui.desk import Desk


def edit(screen: AnsweringScreen) -> None:
    """Open the card that stands there at its line, wait, and go on with the card as it is then."""
    if screen.session.asked is None:
        return
    card = screen.session.queue[0].card
    after = opened(screen.app, screen.desk, card, screen.say)
    if after is not None:
        screen.say(after.told(take(screen, reload(screen.desk.decks), card)))


class Opened(NamedTuple):
    """What became of an editor that was opened and left."""

    editor: str
    code: int
    """Its exit code."""
    copy: Path | None
    """The learner's own copy of a deck that came along, if one had to be made."""

    def told(self, said: str) -> str:
        """A sentence about the cards, with what else there is to say."""
        if self.code:
            said = f"{self.editor} ended with {self.code}. {said}"
        return f"{said} The deck came with the program; your own copy is {self.copy}." if self.copy else said


def opened(app: App[None], desk: Desk, card: Card, say: Callable[[str], None]) -> Opened | None:
    """Open a card's file at its line, and wait; None, once it is said why, if there is nothing to open."""
    deck = desk.deck_of(card)
    if deck is None or desk.shelf is None:
        return None
    try:
        words = editor_of(desk.shelf.environment)
        path = desk.shelf.own_copy(deck)
    except (NoEditorError, OSError) as error:
        say(f"The card is not opened: {error}")
        return None
    if path != deck.path:
        desk.decks = [replace(one, path=path) if one is deck else one for one in desk.decks]
        desk.watch.look_at(one.path for one in desk.decks)
    try:
        with app.suspend():
            code = _ended(command(words, path, line_of(card)))
    except SuspendNotSupported:
        say("This terminal cannot be handed to an editor.")
        return None
    if isinstance(code, OSError):
        say(f"The editor {words[0]} cannot be started: {code.strerror or code}.")
        return None
    desk.watch.saved()
    return Opened(words[0], code, path if path != deck.path else None)


def _ended(words: Sequence[str]) -> int | OSError:
    """The exit code of a program, or why it cannot be started: raised, that would leave the app suspended."""
    try:
        return subprocess.run(words, check=False).returncode  # noqa: S603
    except OSError as error:
        return error


def line_of(card: Card) -> int:
    """The line of the file on which a card begins, counted from 1."""
    return card.prompt.source.place(card.start)[0]


def read_again(screen: AnsweringScreen) -> None:
    """Read the decks again behind the screen, and go on with what is good of them."""

    async def read() -> None:
        found = await asyncio.to_thread(reload, screen.desk.decks)
        if screen.is_attached and not screen.judging and (found.changed or found.removed or found.added):
            said = take(screen, found, None)
            screen.say(said)
        elif screen.is_attached and found.problems:
            screen.desk.problems = found.problems
            screen.say(told_of_problems(found))

    screen.run_worker(read(), group="decks", exclusive=True)


def take(screen: AnsweringScreen, found: Reloaded, edited: Card | None) -> str:
    """Go on with decks read anew; a sentence about what that changes."""
    desk, session = screen.desk, screen.session
    was = [card for deck in desk.decks for card in deck.cards]
    now = [card for deck in found.decks for card in deck.cards]
    desk.decks = [_narrowed(deck, screen) for deck in found.decks]
    desk.problems = found.problems
    names = successors(was, now)
    session, rows = taken_over(session, names, now, desk.moment(desk.now()))
    if not screen.kept(rows):
        return "The cards are as they were."
    gone = found.removed - names.keys()
    screen.session = with_cards(session, now, gone)
    stood = session.outcome is not None and session.outcome.kind != "slip"
    if screen.session is not session and not (stood and screen.session.asked is not None):
        screen.ask()
    screen.refresh_bindings()
    return _told(found, names.keys(), edited)


def _narrowed(deck: Deck, screen: AnsweringScreen) -> Deck:
    assert screen.desk.shelf is not None
    keeps = screen.desk.shelf.keeps
    return replace(deck, cards=tuple(card for card in deck.cards if keeps(card)))


def _told(found: Reloaded, renamed: AbstractSet[str], edited: Card | None) -> str:
    if found.kept or any(one.severity == "error" for one in found.problems):
        return told_of_problems(found)
    if edited is not None:
        if edited.key in found.removed and edited.key not in renamed:
            return "The card is taken out of its deck."
        is_other = edited.key in found.changed or edited.key in found.removed
        said = "The card is changed; r tries it as it is now." if is_other else "The card is as it was."
        others = len(found.changed - {edited.key})
        return f"{said} {when.counted(others, 'other card')} changed." if others else said
    told = []
    if changed := len(found.changed):
        told.append(f"{when.counted(changed, 'card')} changed")
    if added := len(found.added):
        told.append(f"{when.counted(added, 'new card')}, asked from the next sitting on")
    if removed := len(found.removed):
        told.append(f"{when.counted(removed, 'card')} taken out")
    return (
        f"A deck was saved: {', '.join(told)}." if told else "A deck was saved; its cards are as they were."
    )


def told_of_problems(found: Reloaded) -> str:
    """What is wrong with decks that were read again, and what is kept of them."""
    errors = [one for one in found.problems if one.severity == "error"] or list(found.problems)
    first = errors[0]
    more = f" ({when.counted(len(errors) - 1, 'more problem')})" if len(errors) > 1 else ""
    stay = "stays" if len(found.kept) == 1 else "stay"
    kept = f" {when.counted(len(found.kept), 'card')} {stay} as last saved well." if found.kept else ""
    return f"{first.headline}{more}.{kept}".replace("..", ".")
