"""`quizzer new` and `quizzer add`: a deck to begin with, and one card more."""

from __future__ import annotations

import re
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.cli.asking import again, asked_for
from quizzer.cli.editor import open_in_editor
from quizzer.cli.schemas import write_schema
from quizzer.deck.adding import added, declared
from quizzer.deck.checking import check
from quizzer.deck.finding import bundled_folder, is_path, open_decks
from quizzer.deck.loading import load_source
from quizzer.deck.problems import Problem, in_file_order, render, visible
from quizzer.deck.source import read_source
from quizzer.deck.writing import AddingError, new_deck, replace_file
from quizzer.errors import QuizzerError, UsageError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Deck
    from quizzer.deck.writing import Value

_KINDS = ("answer", "text", "number", "choice", "cloze", "recall")


def begin(options: argparse.Namespace, around: Surroundings) -> int:
    """`quizzer new`: write a deck to begin with, open it in the editor, check what was saved."""
    path = _path_of(options.name, around.places.decks)
    if path.exists():
        raise UsageError(f"{path} is there already; `quizzer add` puts a card into it")
    name = options.name if path.stem != Path(options.name).stem else _title(path.stem)
    if options.ask:
        text = asked_for(name, path, input)
        if text is None:
            print("No card, no deck: nothing was written.", file=sys.stderr)
            return 1
    else:
        text = new_deck(name)
    _write(path, text)
    write_schema(path.parent)
    print(visible(f"{path}: {'the deck' if options.ask else 'a deck with two cards to begin with'}"))
    is_edited = not options.no_edit and not options.ask and sys.stdin.isatty()
    is_edited = is_edited and open_in_editor(path, around.environment)
    problems = _told(path)
    while is_edited and again(problems, input):
        open_in_editor(path, around.environment)
        problems = _told(path)
    if not problems:
        known_by = path.stem if path.parent == around.places.decks else str(path)
        print(visible(f"It is in order. Study it: quizzer study {shlex.quote(known_by)}"))
    return int(any(problem.severity == "error" for problem in problems))


def add(options: argparse.Namespace, around: Surroundings) -> int:
    """`quizzer add`: put one card into a deck, if the deck is in order with it."""
    deck = _one_deck(options.deck, around)
    source = read_source(deck.path)
    if isinstance(source, Problem):
        raise UsageError(source.headline)
    try:
        found = added(source, deck, _fields(options, deck))
    except AddingError as error:
        raise UsageError(str(error)) from None
    for problem in found.problems:
        print(render(problem))
    if not found.is_sound:
        print("Nothing was written.", file=sys.stderr)
        return 1
    _write(deck.path, found.text)
    verified = " Its answer was verified." if options.verify else ""
    print(visible(f"{deck.path}: {len(deck.cards) + 1} cards now.{verified}"))
    return 0


def _title(stem: str) -> str:
    """A file's name as a deck's."""
    spaced = stem.replace("-", " ").replace("_", " ")
    return spaced[:1].upper() + spaced[1:]


def _path_of(name: str, folder: Path) -> Path:
    named = Path(name).expanduser()
    if named.suffix in (".yaml", ".yml"):
        return named
    if named.parent != Path() or not name.strip() or name.startswith("."):
        raise UsageError(f"{name!r} is no name of a deck; a file ends in .yaml")
    word = re.sub(r'[\s:*?"<>|\\]+', "-", name.strip().lower()).strip("-")  # what no file system refuses
    return folder / f"{word or 'deck'}.yaml"


def _one_deck(name: str, around: Surroundings) -> Deck:
    bundled = bundled_folder()
    opened = open_decks([name], around.places.decks, bundled)
    decks = opened.decks
    if not decks and opened.problems:
        raise UsageError(f"no card goes into it before this is put right: {opened.problems[0].headline}")
    if len(decks) != 1:
        raise UsageError(f"`{name}` names {len(decks)} decks that can be read; a card goes into one")
    (deck,) = decks
    if bundled is not None and deck.path.is_relative_to(bundled) and not is_path(name):
        raise UsageError(
            f"{deck.path} comes with the program and is replaced when that is updated; copy it to"
            f" {around.places.decks} first"
        )
    return deck


def _fields(options: argparse.Namespace, deck: Deck) -> Mapping[str, Value]:
    given = [kind for kind in _KINDS if getattr(options, kind)]
    if len(given) != 1:
        raise UsageError("a card has one of --answer, --text, --number, --choice, --cloze and --recall")
    (kind,) = given
    if kind == "recall" and not options.answer_text:
        raise UsageError("--recall needs --answer-text: what is shown to compare with")
    if kind in ("recall", "cloze") and options.prompt:
        raise UsageError(f"--{kind} is the question: leave --prompt out")
    if kind not in ("recall", "cloze") and not options.prompt:
        raise UsageError("a card needs a --prompt")
    if options.id and any(card.id == options.id for card in deck.cards):
        raise UsageError(f"{deck.path} has a card `{options.id}` already")
    fields: dict[str, Value] = {}
    for name in ("id", "prompt"):
        if getattr(options, name):
            fields[name] = getattr(options, name)
    if options.symbols:
        fields["symbols"] = declared(options.symbols)
    value = getattr(options, kind)
    name = {"choice": "choices"}.get(kind, kind)
    is_one = isinstance(value, list) and len(value) == 1 and kind != "choice"
    fields[name] = value[0] if is_one else value
    optional = {
        "answer-text": options.answer_text,
        "within": options.within,
        "verify": options.verify,
        "hint": options.hint,
        "note": options.note,
        "tags": options.tag,
        "family": options.family,
    }
    return {**fields, **{name: value for name, value in optional.items() if value}}


def _told(path: Path) -> list[Problem]:
    found = _problems(path)
    for problem in found:
        print(render(problem))
    return found


def _problems(path: Path) -> list[Problem]:
    source = read_source(path)
    if isinstance(source, Problem):
        return [source]
    deck, problems, _ = load_source(source)
    return in_file_order([*problems, *(check([deck]) if deck is not None else ())])


def _write(path: Path, text: str) -> None:
    """The whole file or nothing of it."""
    try:
        replace_file(path, text)
    except OSError as error:
        raise QuizzerError(f"{path} cannot be written: {error.strerror or error}") from error
