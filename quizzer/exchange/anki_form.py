"""The note types by which a deck goes to Anki and comes back whole: what is shown, and the card as JSON.

The last field holds the card as its deck has it, with checksums of what was shown: what was edited in Anki is
told from what was not.
"""

from __future__ import annotations

import json
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.exchange.drafts import Value

FIELDS = ("Prompt", "Answer", "Hint", "Note", "Id", "Card")
CARD = FIELDS.index("Card")


@dataclass(frozen=True, slots=True)
class Form:
    """A note type: its name, its templates' questions and answers, whether its gaps are Anki's."""

    name: str
    templates: tuple[tuple[str, str, str], ...]
    is_cloze: bool = False


_TAIL = (
    '{{#Hint}}<div class="hint">{{hint:Hint}}</div>{{/Hint}}'
    '{{#Note}}<div class="note">{{Note}}</div>{{/Note}}'
)
_FORWARD = ("Card", "{{Prompt}}", "{{FrontSide}}<hr id=answer>{{Answer}}" + _TAIL)
_BACKWARD = ("Reversed", "{{Answer}}", "{{FrontSide}}<hr id=answer>{{Prompt}}" + _TAIL)
PLAIN = Form("quizzer", (_FORWARD,))
BOTH_WAYS = Form("quizzer both ways", (_FORWARD, _BACKWARD))
CLOZE = Form("quizzer cloze", (("Cloze", "{{cloze:Prompt}}", "{{cloze:Prompt}}" + _TAIL),), is_cloze=True)
FORMS = (PLAIN, BOTH_WAYS, CLOZE)
STYLE = """\
.card { font: 20px/1.4 system-ui, sans-serif; text-align: center; max-width: 40em; margin: 1em auto; }
.card ul, .card ol { display: inline-block; text-align: left; }
.note, .hint { margin-top: 1em; font-size: 80%; opacity: 0.8; }
.cloze { font-weight: bold; color: #2563eb; }
"""


def checksum(shown: str) -> int:
    """A checksum of what is shown; Anki composes letters and their accents, which is no edit."""
    return crc32(unicodedata.normalize("NFC", shown).encode())


def kept_text(record: Mapping[str, Value], shown: Mapping[str, str], place: int) -> str:
    """The last field of a note: ASCII, so that nothing that composes letters touches it; no markup.

    Args:
        record: the card's fields.
        shown: the note's other fields.
        place: which of the deck's cards it is.
    """
    sums = {name: checksum(text) for name, text in shown.items()}
    told = {"card": dict(record), "shown": sums, "place": place}
    text = json.dumps(told, ensure_ascii=True, sort_keys=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
