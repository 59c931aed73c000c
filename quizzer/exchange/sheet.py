"""A sheet of rules to print: questions on one page, their answers mirrored on the next, in one HTML file.

Typeset by the browser from MathML, with no script and nothing from elsewhere. Printed on both sides of the
paper, flipped on the long edge, each answer lies behind its question; on a screen they stand side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from quizzer.exchange.html_writing import html_of
from quizzer.exchange.mathml import mathml
from quizzer.exchange.shown import sides_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from quizzer.deck.cards import Deck

COLUMNS = 2
ROWS = 5
_A_PAGE = COLUMNS * ROWS

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"

_STYLE = """\
@page { size: A4; margin: 10mm; }
:root { color-scheme: light; }
* { box-sizing: border-box; }
body {
  font: 11pt/1.35 "STIX Two Text", "Latin Modern Roman", Georgia, serif;
  margin: 0 auto; color: #111; background: #fff;
}
math {
  font-family: "STIX Two Math", "Latin Modern Math", "Cambria Math", math;
  font-size: 1.05em; math-style: normal;
}
h1 { font-size: 14pt; margin: 0; }
header { padding: 4mm; }
header p { margin: 1mm 0 0; color: #444; }
.page { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.cell { border: 0.2mm dashed #aaa; padding: 3mm 4mm; min-height: 42mm; overflow: hidden; }
.cell ul, .cell ol { margin: 1mm 0; padding-left: 1.4em; }
.number { color: #777; font-size: 8pt; float: right; margin-left: 2mm; }
.note { color: #444; font-size: 9pt; margin-top: 2mm; }
.given { color: #555; font-size: 8.5pt; margin-top: 2mm; }
code { font-family: ui-monospace, monospace; font-size: 0.9em; }
@media screen {
  body { max-width: 70em; padding: 1em; }
  .sheet { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1em; margin-bottom: 1em; }
  .sheet .page { grid-template-columns: minmax(0, 1fr); }
  .back .cell.filler { display: none; }
  .back .cell { order: var(--order); }
}
@media print {
  .page { break-after: page; height: 277mm; grid-template-rows: repeat(5, minmax(0, 1fr)); }
  .sheet:last-child .page:last-child { break-after: auto; }
  header { break-after: page; }
  .cell { break-inside: avoid; min-height: 0; }
}
"""


@dataclass(frozen=True, slots=True)
class _Cell:
    number: int
    front: str
    back: str


def sheet_html(decks: Sequence[Deck]) -> str:
    """The sheet of some decks."""
    title = ", ".join(deck.name for deck in decks)
    body = "".join(_deck(deck) for deck in decks)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )


def _deck(deck: Deck) -> str:
    cells = [
        _Cell(at, *sides)
        for at, sides in enumerate((_sides(deck, place) for place in _places(deck)), start=1)
    ]
    about = f"<p>{html_of(deck.about, mathml)}</p>" if deck.about else ""
    count = f"<p>{len(cells)} rules. Print on both sides, flipped on the long edge.</p>"
    pages = "".join(_sheet(cells[at : at + _A_PAGE]) for at in range(0, len(cells), _A_PAGE))
    return f"<header><h1>{escape(deck.name)}</h1>{about}{count}</header>\n{pages}"


def _places(deck: Deck) -> Iterable[int]:
    return (at for at, card in enumerate(deck.cards) if not card.reverse)


def _sides(deck: Deck, place: int) -> tuple[str, str]:
    card = deck.cards[place]
    sides = sides_of(card)
    note = f'<div class="note">{html_of(card.note.text, mathml)}</div>' if card.note is not None else ""
    front = html_of(sides.front, mathml)
    if sides.is_instance:
        front += '<div class="given">One of several: its numbers vary.</div>'
    return front, html_of(sides.back, mathml) + note


def _sheet(cells: Sequence[_Cell]) -> str:
    """A page of questions, and one of answers whose rows run the other way: turned over, they lie behind."""
    fronts = "".join(_cell(cell.number, cell.front) for cell in cells)
    backs: list[str] = []
    for start in range(0, len(cells), COLUMNS):
        row: list[_Cell | None] = list(cells[start : start + COLUMNS])
        row += [None] * (COLUMNS - len(row))
        backs += [
            '<div class="cell filler"></div>' if one is None else _cell(one.number, one.back)
            for one in row[::-1]
        ]
    return (
        f'<section class="sheet"><div class="page front">{fronts}</div>'
        f'<div class="page back">{"".join(backs)}</div></section>\n'
    )


def _cell(number: int, html: str) -> str:
    return f'<div class="cell" style="--order:{number}"><span class="number">{number}</span>{html}</div>'
