"""Markdown notes brought in: headings become tags, rules become cards, and every block is accounted for.

A numbered rule, a bold title or a heading begins a unit. A displayed equation asks for its right side; what
stands before it says what its letters are, and a sentence behind it under which condition it holds. What
states no equation that can be told is kept as a card graded by looking, with a comment that says why.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.exchange.account import Account
from quizzer.exchange.blocks import Block, blocks_of
from quizzer.exchange.brought import Brought
from quizzer.exchange.drafts import Draft, DraftDeck, cleaned, slug_of, with_ids
from quizzer.exchange.equations import Told, told
from quizzer.exchange.note_pieces import Piece, Section
from quizzer.exchange.note_questions import full, given, noted, prompt_of
from quizzer.exchange.note_tables import rows_in
from quizzer.exchange.note_units import Unit, condition_behind, said_in, units_of
from quizzer.exchange.proposing import proposed
from quizzer.exchange.prose import embedded, prose_of, raw_prose
from quizzer.exchange.statements import defined_in, stated_in
from quizzer.exchange.tex import chain_of, equations_in, membership, rows_of, tidy, unspaced, without_aside

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from quizzer.exchange.account import Fate
    from quizzer.exchange.context import Context
    from quizzer.exchange.drafts import Value
    from quizzer.exchange.note_tables import Row
    from quizzer.exchange.statements import Stated

_PATIENCE = 120.0
"""Seconds that the equations of one note may take."""
_THROUGHOUT = re.compile(
    r"\b(?:throughout|in this section|below|let|assume that|from now on)\b", re.IGNORECASE
)
_WORDY: tuple[str, ...] = ("text", "item", "quotation")


def read_note(text: str, name: str, find: Callable[[str], str | None] = lambda _: None) -> Brought:
    """Bring a Markdown note in.

    Args:
        text: the note.
        name: what the deck will be called.
        find: the path, from the deck's folder, of a picture that the note names; None where there is none.
    """
    return _Reader(text, name, find).brought()


class _Reader:
    def __init__(self, text: str, name: str, find: Callable[[str], str | None]) -> None:
        self.blocks = blocks_of(cleaned(text))
        self.name, self.find = name, find
        self.cards: list[Draft] = []
        self.pieces: list[Piece] = []
        self.section = Section()
        self.until = time.monotonic() + _PATIENCE
        self.asked: dict[tuple[str, str], int] = {}
        """The number of the card that has an answer and a question already."""

    def brought(self) -> Brought:
        for unit in units_of(self.blocks):
            if unit.blocks and unit.blocks[0].kind == "heading":
                self.end_section(unit)
            self.unit(unit)
        self.end_section(None)
        cards = with_ids(self.cards)
        account = Account()
        for piece in sorted(self.pieces, key=lambda one: one.block.line):
            said = piece.said
            if piece.card is not None:
                said = cards[piece.card].id + (f" ({said})" if said else "")
            account.add(piece.block.line, piece.block.kind, piece.fate, piece.block.text, said)
        return Brought(DraftDeck(self.name, cards), account)

    # ------------------------------------------------------------ a section

    def end_section(self, unit: Unit | None) -> None:
        """Give what no card has used to one; begin the next section."""
        section = self.section
        home = section.using_card if section.using_card is not None else section.first_card
        if home is None and (section.words or section.pictures):
            home = self.left_over(section.words or section.pictures)
        if home is not None:
            self.put_pictures(home, section.pictures)
            words = [block for block in section.words if not self.has_piece(block)]
            if words:
                told = " ".join(full(prose_of(said_in(block))) for block in words)
                self.cards[home] = noted(self.cards[home], f"From the notes: {told}")
                self.pieces += [Piece(block, "context", home, "in its note") for block in words]
        if unit is not None:
            self.section = Section()

    def has_piece(self, block: Block) -> bool:
        return any(piece.block is block for piece in self.pieces)

    def left_over(self, blocks: list[Block]) -> int:
        """A card for texts of a section that states nothing."""
        unit = Unit("", blocks, self.headings)
        text = "\n".join(f"- {prose_of(said_in(block))}" for block in blocks if block.kind != "picture")
        title = self.headings[-1] if self.headings else self.name
        why = "no equation stands here: write the question that it answers"
        card = self.add_recall(
            unit, f"What do the notes say of {title}?", text or "See the picture.", why, blocks[0].line
        )
        self.pieces += [Piece(block, "recall", card, "") for block in blocks if block.kind != "picture"]
        return card

    def put_pictures(self, home: int, pictures: list[Block]) -> None:
        found: list[Value] = []
        missing: list[str] = []
        for block in pictures:
            for name, alt in embedded(block.text):
                path = self.find(name)
                if path is None:
                    missing.append(name)
                    self.pieces.append(
                        Piece(block, "left out", None, f"there is no file {name} beside the note")
                    )
                else:
                    found.append({"path": path, "alt": alt} if alt else path)
                    self.pieces.append(Piece(block, "context", home, "as its picture"))
        card = self.cards[home]
        if found:
            card = replace(card, fields={**card.fields, "images": found})
        if missing:
            many = "pictures stand" if len(missing) > 1 else "a picture stands"
            said = f"In the notes {many} above this, not found beside the note: {', '.join(missing)}."
            card = replace(card, comments=(*card.comments, said))
        self.cards[home] = card

    # ------------------------------------------------------------ a unit

    def unit(self, unit: Unit) -> None:
        """Everything under one title."""
        self.headings = unit.headings
        first = len(self.cards)
        context = self.section.context
        waiting: list[Block] = []
        title: Block | None = None
        used: set[int] = set()
        for at, block in enumerate(unit.blocks):
            if at in used:
                continue
            if block.kind == "heading":
                self.pieces.append(Piece(block, "heading"))
            elif block.kind == "formula":
                behind = condition_behind(unit.blocks, at)
                used |= {at + 1} if behind else set()
                words = [said_in(one) for one in waiting]
                for text in (*words, *([said_in(behind)] if behind else [])):
                    context = context.with_text(raw_prose(text))
                context = context.with_bold(block.text)
                self.formula(unit, block, waiting, behind, context)
                waiting = []
            elif block.kind in _WORDY:
                is_title = at == 0 and unit.title and not said_in(block)
                title = block if is_title else title
                if is_title:
                    continue
                before, known = len(self.cards), context
                context = context.with_text(raw_prose(said_in(block)))
                is_lead = at + 1 < len(unit.blocks) and unit.blocks[at + 1].kind == "formula"
                if not is_lead or block.kind == "item":
                    self.statements(unit, block, context)
                if len(self.cards) == before:
                    waiting.append(block)
                elif block.kind == "item":  # "for symmetric A" holds for its own rule, not for the next one
                    context = known
            else:
                self.other(unit, block)
        made = range(first, len(self.cards))
        self.close_unit(unit, title, waiting, made, context)

    def close_unit(
        self, unit: Unit, title: Block | None, waiting: list[Block], made: range, context: Context
    ) -> None:
        """Account for the title, and for texts that no equation took along."""
        if not unit.is_rule:
            said = " ".join(said_in(block) for block in unit.blocks)
            if not made or _THROUGHOUT.search(said):  # what a rule says of its letters holds for that rule
                self.section.context = context
            self.section.words += waiting
        elif waiting and made:
            told = " ".join(full(prose_of(said_in(block))) for block in waiting)
            self.cards[made[-1]] = noted(self.cards[made[-1]], told)
            self.pieces += [Piece(block, "context", made[-1], "in its note") for block in waiting]
        elif waiting and (made := self.definitions(unit, waiting, context)):
            self.pieces += [Piece(one, "context", made[0]) for one in waiting if not self.has_piece(one)]
        elif waiting:
            text = " ".join(prose_of(said_in(block)) for block in waiting)
            why = "it states no equation that could be told: write the question that it answers"
            card = self.add_recall(unit, f"State: {prose_of(unit.title)}.", text, why, waiting[0].line)
            self.pieces += [Piece(block, "recall", card) for block in waiting]
            made = range(card, card + 1)
        if title is not None and not self.has_piece(title):
            if made:
                self.pieces.append(Piece(title, "context", made[0], "its title"))
            elif unit.is_rule:
                self.pieces.append(Piece(title, "left out", None, "a title with nothing under it"))
            else:
                self.pieces.append(Piece(title, "context", None, "the title of what follows"))

    def other(self, unit: Unit, block: Block) -> None:
        """A block that is neither words nor a formula."""
        if block.kind == "picture":
            self.section.pictures.append(block)
        elif block.kind == "table" and (rows := rows_in(block.text)):
            self.table(unit, block, rows)
        elif block.kind in ("code", "table"):
            title = prose_of(unit.title) or (unit.headings[-1] if unit.headings else self.name)
            what = {"code": "a piece of code"}.get(block.kind, f"a {block.kind}")
            why = f"{what} says no question: write the one that it answers"
            asked = f"{title}: what stands in the {block.kind}?"
            if any(card.fields.get("recall") == asked for card in self.cards):
                asked = f"{title}: what stands in the {block.kind} of line {block.line}?"
            card = self.add_recall(unit, asked, block.text, why, block.line)
            self.pieces.append(Piece(block, "recall", card))
        else:
            said = {
                "tags": "tags",
                "rule line": "a line",
                "comment": "a comment",
                "front matter": "properties",
            }
            self.pieces.append(Piece(block, "left out", None, f"{said[block.kind]} of the note"))

    def table(self, unit: Unit, block: Block, rows: list[Row]) -> None:
        """A table of two columns: a card for each row."""
        self.pieces.append(Piece(block, "context", None, "the names of its columns"))
        for row in rows:
            line = block.line + row.line
            context = self.section.context
            if row.formula:
                named = [Block("text", f"{row.front}:", line)] if row.is_named else []
                self.formula(unit, Block("formula", row.formula, line), named, None, context)
                continue
            names = [prose_of(name) for name in row.names]
            asked = f"{names[0]}: {prose_of(row.front)}. {names[1]}?" if all(names) else prose_of(row.front)
            draft, said = proposed(asked, prose_of(row.back))
            card = self.put(unit, draft.fields, draft.comments, line)
            fate: Fate = "checked" if said == "verified" else "recall" if draft.kind == "recall" else "card"
            self.pieces.append(Piece(Block("row", f"{row.front} | {row.back}", line), fate, card, said))

    # ------------------------------------------------------------ cards

    def formula(
        self, unit: Unit, block: Block, before: list[Block], behind: Block | None, context: Context
    ) -> None:
        """A displayed formula, with the texts around it."""
        text = unspaced(tidy(block.text))
        several = [one for row in rows_of(text) for one in equations_in(row)]
        if len(several) > 1:
            for one in several:
                self.formula(unit, replace(block, text=one), before, behind, context)
            return
        formula, aside = without_aside(unspaced(tidy(block.text)))
        chain = chain_of((membership(formula) or (formula,))[0])
        lead = " ".join(prose_of(said_in(one)) for one in before).rstrip(" :,.")
        if lead[:1].islower() and unit.title:
            lead = f"{prose_of(unit.title)}: {lead}"
        tail = prose_of(said_in(behind)).rstrip(" .") if behind else f"where ${aside}$" if aside else ""
        context = context.with_text(f"${aside}$") if aside else context
        around = [*before, *([behind] if behind else [])]
        if not block.sound or len(chain) < 2:
            why = (
                "the formula is not closed" if not block.sound else "it is no equation: write what it answers"
            )
            title = lead or prose_of(unit.title) or f"The formula in line {block.line} of the notes"
            card = self.add_recall(unit, f"{title}: …", f"$${formula}$$", why, block.line)
            self.pieces.append(Piece(block, "recall", card, why))
        else:
            left = chain[0]
            found = self.told(left, chain[-1], context)
            key = (found.answer, found.verify or left)
            if found.answer and key in self.asked:
                card = self.asked[key]
                self.pieces.append(Piece(block, "repeated", card, "says the same"))
                self.pieces += [Piece(one, "context", card) for one in around if not self.has_piece(one)]
                return
            prompt = prompt_of(left, lead or prose_of(unit.title), tail, found, context)
            card = self.add(unit, prompt, found, block.line, " = ".join(chain))
            self.asked[key] = card
            self.pieces.append(Piece(block, _fate(found), card, found.reason))
            if self.section.using_card is None and prompt.startswith("With "):
                self.section.using_card = card
        self.pieces += [Piece(one, "context", card) for one in around if not self.has_piece(one)]

    def told(self, left: str, right: str, context: Context) -> Told:
        """What an equation comes to, as long as there is time."""
        if time.monotonic() > self.until:
            return Told("untold", reason="the time for one note was used up before it")
        return told(left, right, context)

    def statements(self, unit: Unit, block: Block, context: Context) -> None:
        """The rules that a text states in words or in formulas within it."""
        for stated in stated_in(raw_prose(said_in(block)), context):
            if stated.told is None:
                fields: dict[str, Value] = {"cloze": stated.cloze}
                card = self.put(unit, fields, (stated.remark,), block.line)
                fate: Fate = "checked"
            else:
                card = self.stated(unit, block, stated, context)
                fate = _fate(stated.told)
            if not self.has_piece(block):
                self.pieces.append(Piece(block, fate, card, stated.told.reason if stated.told else ""))

    def definitions(self, unit: Unit, waiting: list[Block], context: Context) -> range:
        """A rule that only says what a name stands for is asked for that, if the answer can be told."""
        first = len(self.cards)
        for block in waiting:
            for stated in defined_in(raw_prose(said_in(block)), context):
                card = self.stated(unit, block, stated)
                if not self.has_piece(block) and stated.told is not None:
                    self.pieces.append(Piece(block, _fate(stated.told), card, stated.told.reason))
        return range(first, len(self.cards))

    def stated(self, unit: Unit, block: Block, stated: Stated, context: Context | None = None) -> int:
        """A card of what a text states; `context` has the functions it speaks of, not those it defines."""
        assert stated.told is not None
        found = stated.told
        prompt = (
            stated.prompt
            if not found.conditions
            else f"{stated.prompt.rstrip('.')}, where {found.conditions}."
        )
        prompt = f"{prompt} {found.words}".strip()
        title = prose_of(unit.title)
        if prompt.startswith("$") and title:
            prompt = f"{title}: {prompt}"
        if context is not None:
            prompt = f"{given(stated.left, prompt, context)}{prompt}"
        return self.add(unit, prompt, found, block.line, stated.formula)

    def add(self, unit: Unit, prompt: str, found: Told, line: int, formula: str) -> int:
        """A card of an equation, as far as it could be told."""
        if found.fate in ("refuted", "untold"):
            answer = f"${formula}$"
            said = "refutes this as it stands" if found.fate == "refuted" else "cannot tell what this asks"
            comment = f"To be decided: the program {said}: {found.reason.rstrip('.')}."
            fields: dict[str, Value] = {"recall": prompt, "answer-text": answer}
            if found.fate == "refuted":
                fields["note"] = (
                    f"Not so as it stands: {found.reason.rstrip('.')}. Put the card right before learning it."
                )
            return self.put(unit, fields, (comment,), line)
        fields = {"prompt": prompt, "symbols": dict(found.symbols), "answer": found.answer}
        if not found.symbols:
            del fields["symbols"]
        if found.restated:
            fields["not"] = found.restated
        if (found.verify and found.verify != found.restated) or found.verify:
            fields["verify"] = found.verify
        comments = (
            found.remarks if found.fate == "verified" else (*found.remarks, f"Unchecked: {found.reason}.")
        )
        return self.put(unit, fields, comments, line)

    def add_recall(self, unit: Unit, question: str, answer: str, why: str, line: int) -> int:
        fields: dict[str, Value] = {"recall": question, "answer-text": answer}
        return self.put(unit, fields, (f"To be decided: {why}.",), line)

    def put(self, unit: Unit, fields: Mapping[str, Value], comments: tuple[str, ...], line: int) -> int:
        name = slug_of(prose_of(unit.title)) if unit.title else ""
        tags: list[Value] = [slug_of(one) for one in unit.headings]
        rest: dict[str, Value] = {}
        if tags:
            rest = {"tags": list(dict.fromkeys(map(str, tags))), "family": str(tags[-1])}
        front: dict[str, Value] = {}
        if name:
            taken = {card.id for card in self.cards}
            numbers = (f"{name}-{number}" for number in range(2, len(taken) + 3))
            front = {"id": name if name not in taken else next(one for one in numbers if one not in taken)}
        self.cards.append(Draft({**front, **fields, **rest}, comments, line))
        if self.section.first_card is None:
            self.section.first_card = len(self.cards) - 1
        return len(self.cards) - 1


def _fate(found: Told) -> Fate:
    return {"verified": "checked", "unverified": "card", "refuted": "recall", "untold": "recall"}[found.fate]  # type: ignore[return-value]
