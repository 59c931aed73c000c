"""`quizzer export`: decks to Anki, tables, Markdown, JSON, or a sheet of rules to print."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.deck.problems import render, visible
from quizzer.errors import ExportRefused, UsageError
from quizzer.exchange.records import card_record, deck_record

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Deck
    from quizzer.exchange.drafts import Value

ENDINGS = (".apkg", ".csv", ".tsv", ".md", ".json", ".html")


def run(options: argparse.Namespace, around: Surroundings) -> int:
    """Write the decks into one file, or with --format alone onto the standard output."""
    target = None if options.to is None else Path(options.to).expanduser()
    ending = f".{options.format}" if options.format else target.suffix.lower() if target else ""
    if ending not in ENDINGS:
        raise UsageError(f"--to ends in one of {', '.join(ENDINGS)}: that says what is written")
    if target is None and ending == ".apkg":
        raise UsageError("a package of Anki's is written to a file: name it with --to")
    loaded = open_decks(options.decks, around.places.decks, bundled_folder())
    for problem in loaded.problems:
        print(render(problem), file=sys.stderr)
    if not loaded.decks:
        raise ExportRefused("nothing is written: none of the decks can be read")
    if target is None:
        sys.stdout.write(_text(loaded.decks, ending))
    elif target.exists() and not options.force:
        raise UsageError(f"{target} is there already; --force writes over it")
    elif ending == ".apkg":
        _package(target, loaded.decks)
    else:
        _write(target, _text(loaded.decks, ending).encode("utf-8", "backslashreplace"))
    if target is not None:
        cards = sum(not card.reverse for deck in loaded.decks for card in deck.cards)
        print(visible(f"{target}: {cards} {'card' if cards == 1 else 'cards'}."), file=sys.stderr)
    _tell_varying(loaded.decks, ending)
    return int(any(problem.severity == "error" for problem in loaded.problems))


def _text(decks: Sequence[Deck], ending: str) -> str:
    match ending:
        case ".csv" | ".tsv":
            from quizzer.exchange.tables import table_text

            rows = [row for deck in decks for row in _rows(deck)]
            return table_text(rows, "\t" if ending == ".tsv" else ",")
        case ".md":
            from quizzer.exchange.markdown_writing import markdown_text

            return markdown_text(decks)
        case ".json":
            from quizzer.exchange.json_form import json_text

            return json_text(deck_record(deck) for deck in decks)
        case _:
            from quizzer.exchange.sheet import sheet_html

            return sheet_html(decks)


def _rows(deck: Deck) -> list[tuple[Mapping[str, Value], str]]:
    """The fields of each card, with all of its declarations: a row stands by itself."""
    twins = {card.id for card in deck.cards if card.reverse}
    records = [
        card_record(card, is_reversed=f"{card.id}~reversed" in twins)
        for card in deck.cards
        if not card.reverse
    ]
    kinds = ("answer", "text", "number", "choices", "cloze", "recall", "steps")
    return [(record, next(kind for kind in kinds if kind in record)) for record in records]


def _package(target: Path, decks: Sequence[Deck]) -> None:
    from quizzer.exchange.anki_writing import write_package

    changed = {deck.slug: int(deck.path.stat().st_mtime) for deck in decks}
    new = target.with_name(f".{target.name}.new")
    try:
        write_package(new, decks, changed, _media(decks))
        new.replace(target)
    except OSError as error:
        new.unlink(missing_ok=True)
        raise ExportRefused(f"{target} cannot be written: {error.strerror or error}") from error


def _media(decks: Sequence[Deck]) -> dict[str, bytes]:
    """The pictures that cards show, by the last part of their path; one that is not there is said."""
    found: dict[str, bytes] = {}
    for deck in decks:
        for card in deck.cards:
            for image in card.images:
                path = deck.path.parent / Path(image.path.text).expanduser()
                try:
                    found[path.name] = path.read_bytes()
                except OSError as error:
                    said = f"{card.key}: its picture {path} cannot be read: {error.strerror or error}"
                    print(visible(said), file=sys.stderr)
    return found


def _write(target: Path, data: bytes) -> None:
    new = target.with_name(f".{target.name}.new")
    try:
        new.write_bytes(data)
        new.replace(target)
    except OSError as error:
        raise ExportRefused(f"{target} cannot be written: {error.strerror or error}") from error


def _tell_varying(decks: Sequence[Deck], ending: str) -> None:
    """Say what the other form cannot hold."""
    varying = sum(bool(card.vary) for deck in decks for card in deck.cards)
    if varying and ending in (".apkg", ".md", ".html"):
        back = "comes" if varying == 1 else "come"
        whole = f", and {back} back whole from it" if ending == ".apkg" else ""
        many = "card that varies is" if varying == 1 else "cards that vary are"
        print(f"{varying} {many} shown there with one choice of values{whole}.", file=sys.stderr)
