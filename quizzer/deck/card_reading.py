"""One card: from its mapping to a frozen value, or to complaints."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from zlib import crc32

from quizzer.deck.cards import Card, Image, MathAnswer, Recall, Step, Steps, TextAnswer
from quizzer.deck.declared import Declarations
from quizzer.deck.fields import as_text
from quizzer.deck.questions import KINDS, OF_KIND, WITHOUT_PROMPT, kind_of, pattern_of, question
from quizzer.deck.spelt import Spelt
from quizzer.deck.yaml_nodes import Mapping, Sequence

if TYPE_CHECKING:
    from collections import abc

    from quizzer.deck.cards import Question
    from quizzer.deck.declared import Declared
    from quizzer.deck.fields import Fields

STEP_KINDS = tuple(kind for kind in KINDS if kind != "steps")
STEP_FIELDS = frozenset(
    (
        "prompt",
        "symbols",
        "hint",
        "note",
        *STEP_KINDS,
        *(name for names in OF_KIND.values() for name in names),
    )
)
CARD_FIELDS = STEP_FIELDS | {
    "id",
    "steps",
    "tags",
    "family",
    "vary",
    "reverse",
    "images",
    "lang",
}
IMAGE_FIELDS = frozenset(("path", "alt"))
REVERSED = "~reversed"
"""What the id of a reversed twin ends in."""

_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<path>[^)]+)\)")
_RANGE = re.compile(r"\s*(-?\d{1,6})\s*\.\.\s*(-?\d{1,6})\s*")
_MOST_VALUES = 1_000
_PLACEHOLDER = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
_ID = re.compile(r"[^\s/~{}\x00-\x1f\x7f]+")
_LONGEST_ID = 120


@dataclass(slots=True)
class CardReader:
    """What the cards of one deck have in common, and the ids that are taken."""

    slug: str
    deck: str
    declared: Declared
    lang: str = ""
    declarations: Declarations = field(default_factory=Declarations)
    taken: dict[str, int] = field(default_factory=dict)
    """The line at which each id stands."""

    def cards(self, fields: Fields, number: int) -> list[Card]:
        """Return the card of a mapping, and its reversed twin if it has one; none if it can't be asked."""
        entries = fields.mapping.entries
        fields.check_names(CARD_FIELDS, "a card")
        kind = kind_of(fields, KINDS, CARD_FIELDS)
        vary = _vary(fields) if "vary" in entries else {}
        first = {name: values[0].text for name, values in (vary or {}).items()}
        declared = self.declarations.inside(self.declared, fields, first)
        prompt = self._prompt(kind, fields)
        asked: Question | None = None
        if kind == "steps":
            asked = self._steps(fields, declared, first)
        elif kind is not None:
            asked = question(kind, fields)
        hints = fields.texts("hint") if "hint" in entries else ()
        note = fields.text("note") if "note" in entries else None
        lang = fields.text("lang") if "lang" in entries else None
        family = fields.text("family") if "family" in entries else None
        tags = _tags(fields) if "tags" in entries else ()
        images = _images(fields) if "images" in entries else ()
        own = fields.text("id")
        name = self._id(fields, own, prompt)
        if prompt is None or asked is None or declared is None or vary is None or name is None:
            return []
        card = Card(
            f"{self.slug}/{name}",
            self.deck,
            name,
            prompt,
            asked,
            declared.symbols,
            declared.scope,
            hints,
            note,
            tags,
            family.text if family is not None else "",
            vary,
            lang.text if lang is not None else self.lang,
            images,
            fields.mapping.start,
            own is not None,
            number=number,
        )
        if "reverse" in entries and fields.flag("reverse"):
            twin = _reversed(card, fields)
            return [card] if twin is None else [card, twin]
        return [card]

    def _prompt(self, kind: str | None, fields: Fields) -> Spelt | None:
        own = fields.text("prompt")
        if kind in WITHOUT_PROMPT:
            if "prompt" in fields:
                fields.complain(
                    "prompt", f"a `{kind}` is its own prompt", f"put the text under `{kind}` alone"
                )
            return fields.text(kind) if kind == "recall" else _quiet_text(fields, kind)
        if "prompt" not in fields and not fields.misspells(("prompt",), CARD_FIELDS):
            fields.missing("the card has no prompt", "add `prompt:` with the question")
        return own

    def _steps(
        self, fields: Fields, declared: Declared | None, values: abc.Mapping[str, str]
    ) -> Steps | None:
        found: list[Step] = []
        each = fields.mappings("steps")
        before = len(fields.complaints.problems)
        for one in each:
            one.check_names(STEP_FIELDS, "a step")
            kind = kind_of(one, STEP_KINDS, STEP_FIELDS)
            prompt = self._prompt(kind, one)
            asked = None if kind is None else question(kind, one)
            inner = None if declared is None else self.declarations.inside(declared, one, values)
            if prompt is not None and asked is not None and inner is not None:
                found.append(
                    Step(
                        prompt,
                        asked,
                        inner.symbols,
                        inner.scope,
                        one.texts("hint"),
                        one.text("note"),
                        one.mapping.start,
                    )
                )
        if not each and len(fields.complaints.problems) == before:
            fields.complain("steps", "there are no steps")
        return Steps(tuple(found)) if found and len(found) == len(each) else None

    def _id(self, fields: Fields, own: Spelt | None, prompt: Spelt | None) -> str | None:
        where = (*fields.where, "id")
        if own is not None:
            name = own.text
            if not _ID.fullmatch(name) or len(name) > _LONGEST_ID:
                hint = "such as `trace-cyclic`"
                message = "an id is one word without spaces, slashes, braces and ~"
                fields.complaints.at(own, where, message, hint)
                return None
        elif prompt is not None:
            name = id_from(prompt.text)
        else:
            return None
        line = self.taken.get(name)
        if line is None:
            self.taken[name] = fields.mapping.start
            return name
        line = fields.mapping.source.place(line)[0]
        if own is not None:
            message = f"the id `{name}` is taken by the card in line {line}"
            fields.complaints.at(own, where, message, "an id is unique in its deck: history follows it")
        else:
            assert prompt is not None
            message = f"the card in line {line} asks the same, and neither has an id of its own"
            fields.complaints.at(
                prompt, (*fields.where, "prompt"), message, "give each an `id:`, or take one out"
            )
        return None


def id_from(prompt: str) -> str:
    """Return a stable id for a card that has none: words of its prompt, and a checksum of all of it."""
    spaced = " ".join(prompt.split())
    words = re.findall(r"[a-z0-9]+", re.sub(r"\\[A-Za-z]+", " ", spaced).lower())
    return "-".join((*words[:6], f"{crc32(spaced.encode()):08x}"))


def _quiet_text(fields: Fields, kind: str) -> Spelt | None:
    """Return a text that is read, and complained of, elsewhere."""
    node = fields.mapping.entries[kind]
    return node if isinstance(node, Spelt) and node.text.strip() else None


def _tags(fields: Fields) -> tuple[str, ...]:
    texts = fields.texts("tags")
    if len(texts) == 1 and "," in texts[0].text:
        return tuple(filter(None, (part.strip() for part in texts[0].text.split(","))))
    return tuple(one.text for one in texts)


def _images(fields: Fields) -> tuple[Image, ...]:
    """Return pictures, each a path, Markdown's `![alt](path)`, or a mapping."""
    node = fields.mapping.entries["images"]
    where = (*fields.where, "images")
    if isinstance(node, Sequence):
        items = [(item, (*where, at)) for at, item in enumerate(node.items)]
    else:
        items = [(node, where)]
    found = []
    for item, place in items:
        if isinstance(item, Mapping):
            found.append(_pictured(type(fields)(item, place, fields.complaints)))
        elif (text := as_text(item, place, fields.complaints)) is not None:
            found.append(_image(text))
    return tuple(one for one in found if one is not None)


def _pictured(one: Fields) -> Image | None:
    one.check_names(IMAGE_FIELDS, "an image")
    path, alt = one.text("path"), one.text("alt")
    if "path" not in one:
        one.missing("an image has a `path`")
    return None if path is None else Image(path, alt.text if alt is not None else "")


def _image(text: Spelt) -> Image:
    markdown = _IMAGE.fullmatch(text.text)
    if markdown is None:
        return Image(text)
    return Image(text.sliced(*markdown.span("path")), markdown["alt"])


def _vary(fields: Fields) -> dict[str, tuple[Spelt, ...]] | None:
    """Return the values of each placeholder; None once something has been complained of."""
    node = fields.mapping.entries["vary"]
    where = (*fields.where, "vary")
    if not isinstance(node, Mapping) or not node.entries:
        fields.complain("vary", "`vary` is a mapping from names to lists of values", "such as {k: [2, 3, 5]}")
        return None
    inner = type(fields)(node, where, fields.complaints)
    inner.check_names(node.entries.keys(), "`vary`")
    before = len(fields.complaints.problems)
    found: dict[str, tuple[Spelt, ...]] = {}
    for name in node.entries:
        if not _PLACEHOLDER.fullmatch(name):
            inner.complain(name, "a placeholder is a name: letters, digits and _")
        values = inner.texts(name)
        if len(values) == 1 and (ends := _RANGE.fullmatch(values[0].text)):
            first, last = int(ends[1]), int(ends[2])
            if not first <= last < first + _MOST_VALUES:
                inner.complain(name, f"a range goes up, by at most {_MOST_VALUES} values")
                continue
            text = values[0]
            values = tuple(text.replaced([(0, len(text.text), str(one))]) for one in range(first, last + 1))
        found[name] = values
    return found if len(fields.complaints.problems) == before else None


def _reversed(card: Card, fields: Fields) -> Card | None:
    """Return the twin that shows the answer and asks for the prompt."""
    asked = card.question
    if isinstance(asked, TextAnswer):
        shown = next(one for one in asked.accepted if pattern_of(one) is None)
        is_words = "$" not in card.prompt.text and len(card.prompt.text) <= 60
        back: Question = TextAnswer((card.prompt,)) if is_words else Recall(card.prompt)
    elif isinstance(asked, Recall):
        shown, back = asked.answer_text, Recall(card.prompt)
    elif isinstance(asked, MathAnswer):
        shown, back = asked.answers[0], Recall(card.prompt)
        shown = shown.replaced([(0, 0, "`"), (len(shown.text), len(shown.text), "`")])
    else:
        message = "only `text`, `answer` and `recall` can be reversed"
        fields.complain("reverse", message, "take `reverse` out")
        return None
    name = card.id + REVERSED
    return replace(
        card, key=card.key + REVERSED, id=name, prompt=shown, question=back, hints=(), reverse=True
    )
