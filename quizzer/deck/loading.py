"""Decks from files: everything that can be asked, and everything that is wrong, at once.

Loading reads no formula and no answer, so that a large deck is there before the learner looks up.
"""

from __future__ import annotations

import gc
import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.card_reading import CardReader
from quizzer.deck.cards import ClozeAnswer, Deck, NumberAnswer, Recall, TextAnswer
from quizzer.deck.declared import NOTHING, Declarations
from quizzer.deck.fields import Complaints, Fields
from quizzer.deck.problems import Problem, in_file_order
from quizzer.deck.source import Source, read_source
from quizzer.deck.spelt import Spelt, problem_at
from quizzer.deck.yaml_faults import read_nodes
from quizzer.deck.yaml_nodes import Mapping, Sequence

if TYPE_CHECKING:
    from collections import abc
    from collections.abc import Iterator

    from quizzer.deck.cards import Card
    from quizzer.deck.yaml_nodes import Node

DECK_FIELDS = frozenset(("deck", "about", "id", "symbols", "cards", "include", "lang"))
MOST_PROBLEMS = 1_000
"""Of one file; nobody reads more."""

_SLUG = re.compile(r"[^/\s~{}\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Loaded:
    """Decks that can be asked, and what is wrong with their files, in the order of the files."""

    decks: tuple[Deck, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(slots=True)
class _Shelf:
    """The decks read so far, their files, and what was found on the way."""

    decks: list[Deck] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: set[Path] = field(default_factory=set)
    slugs: dict[str, Path] = field(default_factory=dict)
    waiting: list[tuple[Path, Spelt | None]] = field(default_factory=list)
    """Files to read, and the text of the `include:` that named them."""


def load(paths: abc.Sequence[Path]) -> Loaded:
    """Read the decks of these files and of those that they include, each file once.

    Nothing is raised: a file that cannot be read is a problem as well.
    """
    shelf = _Shelf(waiting=[(path, None) for path in reversed(paths)])
    while shelf.waiting:
        path, include = shelf.waiting.pop()
        real = path.resolve() if path.exists() else path.absolute()
        if real in shelf.seen:
            continue
        shelf.seen.add(real)
        source = read_source(path)
        if isinstance(source, Problem):
            shelf.problems.append(source if include is None else _not_included(include, source))
        else:
            with _no_collecting():
                _shelve(shelf, source)
    return Loaded(tuple(shelf.decks), tuple(shelf.problems))


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Keep the garbage collector out: nothing that is built is garbage, and it would walk all of it again.

    Frozen and unfrozen at once, what was built counts as old, and isn't walked as young either.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def load_source(source: Source) -> tuple[Deck | None, list[Problem], tuple[Spelt, ...]]:
    """Read one deck; return it, what is wrong with it, and the files that it includes."""
    reading = read_nodes(source)
    complaints = Complaints(source, reading.problems)
    root = _root(reading.root, complaints, has_more=bool(reading.problems))
    if root is None:
        return None, complaints.problems, ()
    fields = Fields(root, (), complaints)
    fields.check_names(DECK_FIELDS, "a deck")
    declarations = Declarations()
    declared = declarations.inside(NOTHING, fields)
    name, about, lang = fields.text("deck"), fields.text("about"), fields.text("lang")
    title = name.text if name is not None else source.path.stem
    reader = CardReader(
        _slug(fields, source.path),
        title,
        declared if declared is not None else NOTHING,
        "" if lang is None else lang.text,
        declarations,
    )
    include = fields.texts("include")
    cards = _cards(fields, reader, reading.blanked, is_all=bool(include))
    if declared is None:  # an answer would be read with the wrong letters
        cards = [card for card in cards if not _reads_letters(card)]
    deck = Deck(
        title,
        reader.slug,
        source.path,
        tuple(cards),
        "" if about is None else about.text,
        reader.declared.symbols,
        reader.lang,
    )
    return deck, complaints.problems, include


def _reads_letters(card: Card) -> bool:
    """Whether an answer to a card is mathematics, in the letters that are declared."""
    match card.question:
        case TextAnswer() | NumberAnswer() | Recall():
            return False
        case ClozeAnswer(gaps=gaps):
            return any("$" in gap.answer.text for gap in gaps)
    return True


def _shelve(shelf: _Shelf, source: Source) -> None:
    """Read one file onto the shelf."""
    deck, problems, include = load_source(source)
    folder = source.path.parent
    shelf.waiting += [((folder / Path(one.text).expanduser()), one) for one in reversed(include)]
    if deck is not None:
        other = shelf.slugs.setdefault(deck.slug, source.path)
        if other is not source.path:
            message = f"the deck {other} is known as `{deck.slug}` too, and history follows that name"
            problems.append(
                Problem(
                    source.path, 1, 1, "id", message, "give one of them an `id:`", "error", source.line(1)
                )
            )
        elif deck.cards or include:
            shelf.decks.append(deck)
    found = in_file_order(problems)
    if len(found) > MOST_PROBLEMS:
        rest = len(found) - MOST_PROBLEMS
        last = replace(found[MOST_PROBLEMS], message=f"and {rest:,} problems more", hint="", length=1)
        found = [*found[:MOST_PROBLEMS], last]
    shelf.problems += found


def _root(root: Node | None, complaints: Complaints, *, has_more: bool) -> Mapping | None:
    """Return the file's mapping, or complain that there is none."""
    if isinstance(root, Mapping):
        return root
    hint = "it begins with `deck:`, a name, and `cards:`, a list of cards"
    if isinstance(root, Sequence):
        complaints.at(root, (), "a deck is a mapping, and this is a list", "write `cards:` above the list")
    elif isinstance(root, Spelt) and root.text:
        complaints.at(root, (), "a deck is a mapping, and this is a text", hint)
    elif not has_more:
        complaints.problems.append(Problem(complaints.source.path, 1, 1, "", "the file is empty", hint))
    return None


def _cards(fields: Fields, reader: CardReader, blanked: set[int], *, is_all: bool) -> list[Card]:
    """Return the cards of a deck; `is_all` says that it may have none of its own."""
    node = fields.mapping.entries.get("cards")
    if node is None:
        if not is_all:
            fields.missing("the deck has no cards", "add `cards:` with a list of cards")
        return []
    if not isinstance(node, Sequence):
        if isinstance(node, Spelt) and not node.text:
            fields.complain("cards", "the deck has no cards", "each begins with a dash")
        else:
            fields.complain("cards", "`cards` is a list", "each card begins with a dash")
        return []
    if not node.items:
        fields.complain("cards", "the deck has no cards")
    found: list[Card] = []
    complaints = fields.complaints
    for at, item in enumerate(node.items):
        where = ("cards", at)
        if isinstance(item, Mapping):
            found += reader.cards(Fields(item, where, complaints, "vary" in item.entries), at)
        elif at not in blanked:
            complaints.at(
                item, where, "a card is a mapping of fields", "such as `- prompt: …`, `  answer: …`"
            )
    return found


def _slug(fields: Fields, path: Path) -> str:
    """Return what the log knows the deck by: its `id:`, else its file's name."""
    own = fields.text("id")
    if own is not None:
        if _SLUG.fullmatch(own.text):
            return own.text
        fields.complaints.at(own, ("id",), "an id is one word without spaces, slashes, braces and ~")
    name = unicodedata.normalize("NFC", path.name)
    for ending in (".yaml", ".yml", ".deck"):
        name = name.removesuffix(ending)
    return re.sub(r"[\s/~{}\x00-\x1f\x7f]+", "-", name).strip("-") or "deck"


def _not_included(include: Spelt, problem: Problem) -> Problem:
    message = f"`{include.text}` {problem.message}"
    return problem_at(include, "include", message, hint="the path is taken from this deck's folder")
