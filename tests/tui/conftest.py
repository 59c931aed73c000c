"""A stage for the terminal UI: an app over a small deck, a clock that stands still, a log that is a list."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from quizzer.deck.loading import load
from quizzer.tui.app import QuizzerApp, StudyRequest
from quizzer.tui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator, Sequence

    from textual.pilot import Pilot

    from quizzer.deck.cards import Deck
    from quizzer.scheduling.log import Review

HERE = Path(__file__).parent
MORNING = datetime(2026, 11, 25, 10, 0, tzinfo=timezone(timedelta(hours=1)))


class Stage:
    """What a test sees of a running app."""

    def __init__(self, app: QuizzerApp, pilot: Pilot[None], rows: list[Review]) -> None:
        self.app = app
        self.pilot = pilot
        self.rows = rows
        """What was kept, in order."""

    @property
    def session(self):
        return self.app.screen.session

    async def press(self, *keys: str) -> None:
        """Press keys one by one, and wait for what they lead to."""
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text, character by character."""
        await self.pilot.press(*["space" if character == " " else character for character in text])
        await self.settle()

    async def settle(self) -> None:
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def lines(self) -> list[str]:
        """The screen as text."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips(self.app.size)]

    def text(self) -> str:
        return "\n".join(self.lines())

    def styled(self) -> str:
        """The screen as text, and below it where which styles stand."""
        return "\n".join([*self.lines(), "", *_runs(self.app)]) + "\n"


def _runs(app: QuizzerApp) -> Iterator[str]:
    """`3:5 Different: bold error`, for each stretch of cells whose style is not the plain one."""
    names = ("text-success", "text-error", "text-warning", "text-accent")
    roles = {app.theme_variables[name].lower()[:7]: name.removeprefix("text-") for name in names}
    for row, strip in enumerate(app.screen._compositor.render_strips(app.size)):
        column = 0
        for segment in strip:
            style = segment.style
            marks = []
            if style is not None and segment.text.strip():
                marks += [name for name in ("bold", "italic", "underline", "reverse") if getattr(style, name)]
                colour = style.color.get_truecolor().hex if style.color else ""
                marks += [roles[colour]] if colour in roles else []
            if marks:
                yield f"{row}:{column} {segment.text.strip()}: {' '.join(marks)}"
            column += segment.cell_length


class Opener:
    """Opens apps over the deck of every kind."""

    def __init__(self) -> None:
        loaded = load([HERE / "every-kind.yaml"])
        assert not loaded.problems
        self.decks: Sequence[Deck] = loaded.decks
        self.rows: list[Review] = []
        self.at = MORNING

    def cards(self, *ids: str):
        by_id = {card.id: card for deck in self.decks for card in deck.cards}
        return [by_id[one] for one in ids]

    @contextlib.asynccontextmanager
    async def __call__(self, *ids: str, size=(80, 24), keep=None, calm=0.0, **more) -> AsyncIterator[Stage]:
        """An app that asks these cards at once, or stands at home if none is named."""
        start = StudyRequest(self.cards(*ids)) if ids else None
        app = QuizzerApp(
            self.decks,
            more.pop("problems", ()),
            list(self.rows),
            device="desk",
            keep=keep or self.rows.extend,
            now=lambda: self.at,
            random_bytes=_counting(),
            start=start,
            theme=more.pop("theme", "textual-dark"),
            **more,
        )
        app.desk.calm = calm
        async with app.run_test(size=size, notifications=True) as pilot:
            stage = Stage(app, pilot, self.rows)
            await stage.settle()
            yield stage


def _counting():
    """Random bytes that a test can foretell, never the same twice."""
    calls = iter(range(10**6))
    return lambda number: next(calls).to_bytes(number, "big")


@pytest.fixture
def open_app() -> Opener:
    return Opener()


@pytest.fixture
def golden(request):
    """Compares a screen with its golden file; `GOLDEN=write pytest` writes it anew, to be looked at."""

    def compare(name: str, found: str) -> None:
        path = HERE / "golden" / f"{name}.txt"
        if os.environ.get("GOLDEN") == "write":
            path.parent.mkdir(exist_ok=True)
            path.write_text(found, encoding="utf-8")
        assert found == path.read_text(encoding="utf-8")

    return compare


@pytest.fixture
def shelf(tmp_path, open_app):
    """A deck of one's own in a folder that may be written to."""
    own = tmp_path / "decks"
    own.mkdir()
    shutil.copyfile(HERE / "every-kind.yaml", own / "every-kind.yaml")
    open_app.decks = load([own / "every-kind.yaml"]).decks
    return Shelf(own, tmp_path / "data", environment={"EDITOR": "vi"})


@pytest.fixture
def editor(monkeypatch):
    """An editor that replaces texts in the file it is opened on."""
    opened: list[list[str]] = []
    edits: list[tuple[str, str]] = []

    def run(command, **_):
        opened.append(command)
        path = Path(command[-1])
        text = path.read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, encoding="utf-8")
        return subprocess.CompletedProcess(command, 0)

    monkeypatch.setattr("quizzer.tui.editing.subprocess.run", run)
    monkeypatch.setattr("quizzer.tui.app.QuizzerApp.suspend", lambda _: contextlib.nullcontext())
    return opened, edits
