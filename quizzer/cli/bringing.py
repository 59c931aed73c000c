"""`quizzer import`: notes, flashcards, tables and Anki packages as decks, with an account of every piece."""

from __future__ import annotations

import shlex
import sys
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.finding import bundled_folder
from quizzer.deck.loading import load_source
from quizzer.deck.problems import render, visible
from quizzer.deck.source import Source
from quizzer.errors import ImportRefused, UsageError
from quizzer.exchange.account import report_lines, summary_of
from quizzer.exchange.anki_package import MOST_MEDIUM
from quizzer.exchange.drafts import slug_of
from quizzer.exchange.settling import problems_of, settled
from quizzer.exchange.sources import MOST_PACKAGE, checked_file, format_of, is_package, read_text
from quizzer.exchange.yaml_text import deck_text
from quizzer.study.when import counted

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from quizzer.cli.surroundings import Surroundings
    from quizzer.exchange.account import Account, Entry
    from quizzer.exchange.brought import Brought
    from quizzer.exchange.drafts import DraftDeck

_STANDARD_OUTPUT = "-"


@dataclass(frozen=True, slots=True)
class _Made:
    """A deck ready to be written."""

    deck: DraftDeck
    brought: Brought
    source: Path
    target: Path


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Bring the files in; 1 where a person has something to decide, the sentences are on standard error."""
    made = [one for name in options.files for one in _brought(Path(name).expanduser(), options, around)]
    targets = [one.target for one in made]
    twice = next((target for target in targets if targets.count(target) > 1 and target.name != "-"), None)
    if twice is not None:
        raise UsageError(
            f"{twice} would be written twice: give --into a folder, or import one file at a time"
        )
    _refuse_overwriting(made, force=options.force or options.dry_run)
    errors = 0
    for one in made:
        errors += _tell(one, options)
        if options.dry_run:
            continue
        _write(one, force=options.force)
        if options.history:
            _keep_history(one, around)
        bundled = bundled_folder()
        if (
            bundled is not None
            and one.target.parent == around.places.decks
            and (bundled / one.target.name).exists()
        ):
            said = f"{one.target.name} stands in for the deck of that name that comes with the program."
            print(visible(said), file=sys.stderr)
        if one.target.name != _STANDARD_OUTPUT:
            print(
                visible(f"{one.target}: {counted(len(one.deck.cards), 'card')}. {_next(one.target, around)}"),
                file=sys.stderr,
            )
    if options.dry_run:
        print("Nothing was written: --dry-run.", file=sys.stderr)
    return int(errors > 0)


def _brought(path: Path, options: argparse.Namespace, around: Surroundings) -> list[_Made]:
    found = _read(path, options)
    made = []
    for one in found:
        if not one.deck.cards:
            told = "; ".join(report_lines(one.account)[:3])
            raise ImportRefused(f"{path} has no question in it" + (f": {told}" if told else ""))
        deck, _ = settled(one.deck)
        made.append(_Made(deck, one, path, _target(path, deck, options, around, alone=len(found) == 1)))
    return made


def _read(path: Path, options: argparse.Namespace) -> list[Brought]:
    if options.format == "anki" or (options.format is None and is_package(path)):
        from quizzer.exchange.anki_reading import read_package

        checked_file(path, MOST_PACKAGE)
        return read_package(path)
    text = read_text(path, options.encoding)
    spaced = path.stem.replace("-", " ").replace("_", " ").strip()
    name = spaced[:1].upper() + spaced[1:] or "Imported"
    try:
        match options.format or format_of(path, text):
            case "csv":
                from quizzer.exchange.tables import read_table

                return [_with_pictures(read_table(text, name), path)]
            case "json":
                from quizzer.exchange.json_form import read_json

                return [_with_pictures(one, path) for one in read_json(text, name)]
            case "questions":
                from quizzer.exchange.questions_in_markdown import read_questions

                return [read_questions(text, name)]
            case _:
                from quizzer.exchange.notes import read_note

                pictures = _Pictures(path)
                brought = read_note(text, name, pictures.find)
                return [replace(brought, media=pictures.found)]
    except ImportRefused as error:
        told = str(error)
        raise ImportRefused(told if told.startswith(str(path)) else f"{path}: {told}") from None


@dataclass
class _Pictures:
    """The pictures of a note: beside it, or in a folder below, as Obsidian looks; put beside the deck."""

    note: Path
    found: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    def find(self, name: str) -> str | None:
        """The path from the deck's folder that a picture will have; None if there is none of that name."""
        wanted = Path(name)
        if wanted.is_absolute() or ".." in wanted.parts:
            return None
        for folder in (".", "attachments", "assets", "images", "media", "img", "figures"):
            path = self.note.parent / folder / wanted
            if path.is_file() and path.stat().st_size <= MOST_MEDIUM:
                placed = f"{slug_of(self.note.stem, 'note')}-media/{wanted.name}"
                self.found[placed] = path.read_bytes
                return placed
        return None


def _with_pictures(brought: Brought, source: Path) -> Brought:
    """A table's or a JSON's deck with the pictures that lie beside it; of those that do not, it is said."""
    found: dict[str, Callable[[], bytes]] = {}
    missing: list[str] = []
    for card in brought.deck.cards:
        images = card.fields.get("images", [])
        for image in [images] if isinstance(images, str | dict) else images:
            name = str(image.get("path", "") if isinstance(image, dict) else image)
            place = source.parent / name
            if not Path(name).is_absolute() and ".." not in Path(name).parts and place.is_file():
                found[name] = place.read_bytes
            else:
                missing.append(name)
    if missing:
        names = ", ".join(dict.fromkeys(missing))
        brought.account.notices.append(f"Put beside the deck the pictures that are not here: {names}")
    return replace(brought, media={**brought.media, **found})


def _target(
    path: Path, deck: DraftDeck, options: argparse.Namespace, around: Surroundings, *, alone: bool
) -> Path:
    into = options.into
    if into == _STANDARD_OUTPUT:
        return Path(_STANDARD_OUTPUT)
    name = f"{slug_of(path.stem if alone else deck.name, 'imported')}.yaml"
    if into is None:
        return around.places.decks / name
    target = Path(into).expanduser()
    if target.suffix.lower() in (".yaml", ".yml"):
        if not alone:
            raise UsageError(f"{path} holds several decks: give --into a folder")
        return target
    return target / name


def _refuse_overwriting(made: Sequence[_Made], *, force: bool) -> None:
    there = next((one.target for one in made if one.target.name != "-" and one.target.exists()), None)
    if there is not None and not force:
        raise UsageError(f"{there} is there already; --force writes over it, --into names another file")


def _tell(one: _Made, options: argparse.Namespace) -> int:
    """Print the account, and what is to be decided; how many of that are errors."""
    account = _as_settled(one)
    err = sys.stderr
    if options.report:
        for line in report_lines(account):
            print(line, file=err)
    else:
        for notice in account.notices:
            print(visible(notice), file=err)
        for entry in account.entries:
            if entry.fate == "left out":
                print(_left_out(entry), file=err)
    print(visible(f"{one.source}: {summary_of(account.entries)}"), file=err)
    problems = problems_of(one.deck, one.target)
    for problem in problems:
        print(render(problem), file=err)
    decided = [
        card for card in one.deck.cards if any(said.startswith("To be decided") for said in card.comments)
    ]
    for card in decided:
        said = next(said for said in card.comments if said.startswith("To be decided"))
        print(visible(f"{card.id}: {said}"), file=err)
    return sum(problem.severity == "error" for problem in problems)


def _left_out(entry: Entry) -> str:
    text = " ".join(entry.text.split())[:60]
    return visible(f"{entry.line:>5}  left out: {entry.kind} {text}: {entry.said}")


def _as_settled(one: _Made) -> Account:
    """The account, with cards that the checks made a `recall` called so."""
    from quizzer.exchange.account import Account

    before = {card.id: card.kind for card in one.brought.deck.cards}
    changed = {
        card.id for card in one.deck.cards if card.kind == "recall" and before.get(card.id) != "recall"
    }
    entries = [
        replace(entry, fate="recall")
        if entry.fate in ("checked", "card")
        and (entry.said.split(" ")[0] in changed or entry.text in changed)
        else entry
        for entry in one.brought.account.entries
    ]
    return Account(entries, one.brought.account.notices)


def _write(one: _Made, *, force: bool) -> None:
    text = deck_text(one.deck)
    if one.target.name == _STANDARD_OUTPUT:
        sys.stdout.write(text)
        return
    new = one.target.with_name(f".{one.target.name}.new")
    try:
        one.target.parent.mkdir(parents=True, exist_ok=True)
        for name, content in one.brought.media.items():
            place = one.target.parent / name
            place.parent.mkdir(parents=True, exist_ok=True)
            picture = content()
            if place.exists() and place.read_bytes() == picture:
                continue
            if place.exists() and not force and place.read_bytes() != picture:
                raise UsageError(f"{place} is there already, and is another picture; --force writes over it")
            place.write_bytes(picture)
        new.write_text(text, encoding="utf-8", newline="")
        new.replace(one.target)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise ImportRefused(f"{one.target} cannot be written: {error.strerror or error}") from error


def _keep_history(one: _Made, around: Surroundings) -> None:
    """Append what another program's log knows of these cards to ours; given twice, it is kept once."""
    from quizzer.exchange.history import rows_of
    from quizzer.storage.log import ReviewLog

    if one.target.name == _STANDARD_OUTPUT:
        raise UsageError("--history needs a deck that is written: give --into a file")
    read, _, _ = load_source(Source(one.target, deck_text(one.deck)))
    slug = read.slug if read is not None else one.target.stem
    with ReviewLog.open(around.places.data) as log:
        rows = rows_of(one.brought.reviews, one.deck, slug, log.device, around.now().tzinfo)
        new = log.extend(rows)
    print(f"{new} of {len(rows)} past answers are new to the log.", file=sys.stderr)


def _next(target: Path, around: Surroundings) -> str:
    known_by = target.stem if target.parent == around.places.decks else str(target)
    return f"Look through it, then: quizzer study {shlex.quote(known_by)}"
