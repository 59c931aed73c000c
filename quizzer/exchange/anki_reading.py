"""Anki packages brought in: a deck for each of theirs, whatever their note types, with tags and media."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.errors import ImportRefused
from quizzer.exchange.account import Account
from quizzer.exchange.anki_collection import read_collection
from quizzer.exchange.anki_form import CARD, FIELDS, FORMS, checksum
from quizzer.exchange.anki_package import opened_package
from quizzer.exchange.anki_templates import answer_of, is_typed, names_in, rendered
from quizzer.exchange.brought import Brought, PastReview
from quizzer.exchange.columns import CellError, checked_record, hoisted
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, slug_of, with_ids
from quizzer.exchange.gaps import clozes_of
from quizzer.exchange.html_text import plain_of
from quizzer.exchange.proposing import proposed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizzer.exchange.account import Fate
    from quizzer.exchange.anki_collection import AnkiAnswer, AnkiCard, AnkiNote, Collection
    from quizzer.exchange.anki_package import Package
    from quizzer.exchange.drafts import Value

QUALITY_OF_BUTTON = {1: 1, 2: 3, 3: 4, 4: 5}
"""From Anki's Again, Hard, Good and Easy to a quality of 0 to 5."""
_MANUAL = 4  # a row of Anki's log that nobody answered
_HELD_TAGS = frozenset(("leech", "marked"))
_PICTURE = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif", ".tif", ".tiff")
_UNSAFE = re.compile(r"[/\\\x00-\x1f\x7f]|^\.{1,2}$|^$|^[A-Za-z]:")


@dataclass(slots=True)
class _Shelf:
    """One deck in the making."""

    name: str
    drafts: list[Draft] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    """Of each draft where it stood in the deck that it went out from; else as it came."""
    account: Account = field(default_factory=Account)
    media: dict[str, Callable[[], bytes]] = field(default_factory=dict)
    slug: str = ""
    notes: int = 0
    is_own: bool = True
    """Whether all its cards were quizzer's once."""


def read_package(path: Path) -> list[Brought]:
    """Bring a package in: a deck for each of its decks that has cards.

    Raises:
        ImportRefused: it is no package, it is damaged, or it has no cards.
    """
    with opened_package(path) as package:
        collection = read_collection(package.collection, path)
    shelves: dict[int, _Shelf] = {}
    for note in collection.notes:
        if not note.cards:
            continue
        home = note.cards[0].deck
        name = collection.decks.get(home, "") or path.stem
        shelf = shelves.setdefault(home, _Shelf(cleaned(name).replace("::", ": ").strip() or path.stem))
        _Bringing(note, shelf, package).bring()
    if not shelves:
        raise ImportRefused(f"{path} has no cards in it")
    return [_brought(shelf, collection) for shelf in shelves.values()]


def _brought(shelf: _Shelf, collection: Collection) -> Brought:
    pairs = sorted(zip(shelf.places, shelf.drafts, strict=True), key=lambda pair: pair[0])
    ordered = [draft for _, draft in pairs]
    symbols, records = hoisted([dict(draft.fields) for draft in ordered])
    drafts = with_ids(replace(draft, fields=record) for draft, record in zip(ordered, records, strict=True))
    known = {key for draft in drafts for key in draft.source_key.split()}
    slug = shelf.slug if shelf.is_own else ""
    deck = DraftDeck(shelf.name, drafts, symbols=symbols, id=slug)
    answers = tuple(_review(one) for one in collection.answers if str(one.card) in known and _counts(one))
    return Brought(deck, shelf.account, shelf.media, answers)


def _counts(answer: AnkiAnswer) -> bool:
    return answer.button in QUALITY_OF_BUTTON and answer.kind < _MANUAL and answer.at > 0


def _review(answer: AnkiAnswer) -> PastReview:
    at = datetime.fromtimestamp(0, UTC) + timedelta(milliseconds=min(answer.at, 1 << 47))
    seconds = max(answer.took, 0) / 1000
    return PastReview(str(answer.card), at, QUALITY_OF_BUTTON[answer.button], seconds)


class _Bringing:
    """One note on its way."""

    def __init__(self, note: AnkiNote, shelf: _Shelf, package: Package) -> None:
        self.note, self.shelf, self.package = note, shelf, package
        self.fields = dict(zip(note.type.fields, note.fields, strict=False))
        shelf.notes += 1
        self.number = shelf.notes

    def bring(self) -> None:
        if self.own():
            return
        self.shelf.is_own = False
        if self.note.type.is_cloze:
            self.cloze()
        elif self.is_reversed():
            self.pair(self.note.cards, is_reversed=True)
        else:
            for card in self.note.cards:
                self.pair((card,))

    def say(self, fate: Fate, text: str, said: str = "") -> None:
        self.shelf.account.add(self.number, f"note ({cleaned(self.note.type.name)})", fate, text, said)

    def put(self, draft: Draft, cards: Iterable[AnkiCard], place: int | None = None) -> None:
        self.shelf.places.append(len(self.shelf.places) if place is None else place)
        key = " ".join(str(card.id) for card in cards)
        self.shelf.drafts.append(replace(draft, line=self.number, source_key=key))

    # ------------------------------------------------------------ our own

    def own(self) -> bool:
        """A card that went out from a deck of quizzer's, with what was edited in Anki since."""
        if self.note.type.name not in {form.name for form in FORMS} or len(self.note.fields) <= CARD:
            return False
        try:
            told = json.loads(self.note.fields[CARD].replace("&amp;", "&"))
            record = checked_record(told["card"])
            shown = {str(name): int(number) for name, number in told["shown"].items()}
            place = int(told["place"])
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, CellError):
            return False
        slug, _, _ = self.note.fields[FIELDS.index("Id")].partition("/")
        self.shelf.slug = self.shelf.slug or slug
        record, comments = self.edited(record, shown)
        tags = self.tags()
        if {"-".join(str(tag).split()) for tag in record.get("tags", [])} != set(tags):
            record["tags"] = list(tags)
        if not record.get("tags"):
            record.pop("tags", None)
        self.pictures(record)
        self.put(Draft(record, comments), self.note.cards, place)
        fate: Fate = "checked" if "verify" in record else "card"
        self.say(fate, self.note.fields[0], "as it went out" if not comments else "edited in Anki")
        return True

    def pictures(self, record: dict[str, Value]) -> None:
        """The pictures of our own card, from the package, where the deck had them."""
        images = record.get("images")
        for image in images if isinstance(images, list) else []:
            path = image["path"] if isinstance(image, dict) else image
            parts = Path(str(path)).parts
            name = parts[-1] if parts else ""
            if name in self.package.media and not any(map(_UNSAFE.search, parts)):
                self.shelf.media[str(path)] = _opener(self.package, name)

    def edited(
        self, record: dict[str, Value], shown: dict[str, int]
    ) -> tuple[dict[str, Value], tuple[str, ...]]:
        comments = []
        for name, text in zip(FIELDS[:4], self.note.fields, strict=False):
            if shown.get(name) == checksum(text):
                continue
            plain = plain_of(text).text
            place = {"Prompt": "prompt", "Note": "note", "Hint": "hint"}.get(name, "answer-text")
            if place == "prompt" and "recall" in record:
                place = "recall"
            elif place == "answer-text" and "text" in record:
                place = "text"
            if place in record and isinstance(record[place], str):
                record[place] = plain
                comments.append(f"Its {place} was edited in Anki.")
            else:
                comments.append(f"To be decided: in Anki its {name} was made: {plain}")
        return record, tuple(comments)

    # ------------------------------------------------------------ theirs

    def tags(self) -> tuple[str, ...]:
        return tuple(cleaned(tag).replace("::", "-") for tag in self.note.tags if tag not in _HELD_TAGS)

    def rest(self, *html: str) -> dict[str, Value]:
        """Tags and pictures; media that are neither here nor safe are said."""
        rest: dict[str, Value] = {}
        if tags := self.tags():
            rest["tags"] = list(tags)
        names = dict.fromkeys(name for part in html for name in plain_of(part).pictures)
        found: list[Value] = [path for path in map(self.medium, names) if path]
        sounds = [name for part in html for name in plain_of(part).sounds]
        if sounds:
            self.say("left out", ", ".join(sounds), "sounds are not played here")
        if found:
            rest["images"] = found
        return rest

    def medium(self, name: str) -> str | None:
        if _UNSAFE.search(name):
            self.say("left out", name, "the name of this picture leads out of its folder")
        elif name not in self.package.media:
            self.say("left out", name, "this picture is not in the package")
        elif not name.lower().endswith(_PICTURE):
            self.say("left out", name, "this is no picture")
        else:
            path = f"{slug_of(self.shelf.name, 'deck')}-media/{name}"
            self.shelf.media[path] = _opener(self.package, name)
            return path
        return None

    def is_reversed(self) -> bool:
        """Whether its two cards ask for one another."""
        if [card.place for card in self.note.cards] != [0, 1] or len(self.note.type.templates) < 2:
            return False
        one, other = self.note.type.templates[:2]
        asked, back = names_in(one.question), names_in(other.question)
        is_crossed = set(back) <= set(names_in(one.answer)) and set(asked) <= set(names_in(other.answer))
        return is_crossed and set(asked) != set(back) and not is_typed(one.question)

    def pair(self, cards: tuple[AnkiCard, ...], *, is_reversed: bool = False) -> None:
        place = cards[0].place
        if place >= len(self.note.type.templates):
            self.say("left out", self.note.fields[0], f"its note type has no card {place + 1}")
            return
        template = self.note.type.templates[place]
        front, back = rendered(template.question, self.fields), answer_of(template.answer, self.fields)
        if is_typed(template.question) and not plain_of(back).text:
            back = self.fields.get(_typed_field(template.question), "")
        asked, told = plain_of(front), plain_of(_without(back, front))
        text = asked.text or ("What is this?" if asked.pictures else "")
        rest = self.rest(front, back)
        if not text:
            self.say("left out", " ".join(self.note.fields), "it asks nothing")
        elif not told.text and not told.pictures:
            self.say("left out", text, "it has no answer")
        else:
            typed = is_typed(template.question)
            answer = told.text or "See the picture."
            card, said = proposed(text, answer, rest, is_typed=typed, is_reversed=is_reversed)
            if is_reversed and card.kind not in ("text", "answer", "recall"):
                card = Draft({name: value for name, value in card.fields.items() if name != "reverse"})
            self.put(card, cards)
            fate: Fate = "checked" if said == "verified" else "recall" if card.kind == "recall" else "card"
            self.say(fate, text, said)

    def cloze(self) -> None:
        template = self.note.type.templates[0]
        shown = next((name for name in names_in(template.question) if name in self.fields), "")
        html = self.fields.get(shown, "")
        behind = " ".join(
            self.fields[name] for name in names_in(template.answer) if name in self.fields and name != shown
        )
        text, extra = plain_of(html).text, plain_of(behind).text
        made = dict(clozes_of(text))
        cards = {str(card.place + 1): card for card in self.note.cards}
        rest = self.rest(html, behind) | ({"note": extra} if extra else {})
        if not made:
            self.say("left out", text, "it has no gap")
        for number, cloze in made.items():
            asked = [card for place, card in cards.items() if place in number.split(",")]
            self.put(Draft({"cloze": cloze, **rest}), asked)
            self.say("card", cloze, "a text with a gap")


def _opener(package: Package, name: str) -> Callable[[], bytes]:
    return lambda: package.medium(name)


def _typed_field(template: str) -> str:
    found = re.search(r"\{\{\s*type:\s*(?:[\w-]+:)*([^{}]+?)\s*\}\}", template)
    return found[1] if found else ""


def _without(back: str, front: str) -> str:
    """The answer without the question, where its template shows that again."""
    return back.replace(front, "", 1) if front and front in back and back != front else back
