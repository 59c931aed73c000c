r"""Commands of LaTeX that double quotes took for escapes: of "$\nabla f$" a line break and `abla` are left.

YAML reads `\n`, `\t`, `\r`, `\b`, `\f`, `\v`, `\a`, `\e` and a few more between double quotes, so that
`\nabla`, `\theta`, `\rho`, `\beta`, `\frac` and their like are lost without an error.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from quizzer.deck.checks.report import Issue
from quizzer.deck.spelt import index_in
from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError

if TYPE_CHECKING:
    from quizzer.deck.spelt import Spelt

_MADE = {
    "\n": "a line break",
    "\t": "a tab",
    "\r": "a carriage return",
    "\b": "a backspace",
    "\f": "a page break",
    "\v": "a vertical tab",
    "\a": "a bell",
    "\x1b": "an escape",
    "\x85": "a line break",
    "\xa0": "a space",
    "\u2028": "a line break",
    "\u2029": "a paragraph break",
}
_COMMAND = re.compile(r"\\([A-Za-z]+)")
_SHORT = 3
"""Letters of a command that ends no word by chance: `\\nu` behind a line break may begin one."""


def swallowed(text: Spelt, *, is_formula: bool = False) -> tuple[Issue, ...]:
    """Return an error of the first command that a double-quoted text has lost, its field left open.

    Args:
        text: any text of a deck.
        is_formula: whether all of it is mathematics, as an answer is; else that stands between dollar signs.
    """
    if text.style != '"':
        return ()
    for offset, sign in enumerate(text.text):
        if sign not in _MADE:
            continue
        command = _COMMAND.match(text.source.text, index_in(text, offset))
        if command is None or not _is_known(command[1]):
            continue
        if len(command[1]) < _SHORT and not is_formula and text.text.count("$", 0, offset) % 2 == 0:
            continue
        message = rf"`\{command[1][0]}` in double quotes is {_MADE[sign]}: `{command[0]}` is lost"
        hint = "use single quotes: there a backslash is itself"
        return (Issue("", message, hint, "error", offset, len(command[1])),)
    return ()


@lru_cache(maxsize=1_000)
def _is_known(name: str) -> bool:
    try:
        read_latex(f"\\{name}")
    except LatexError as error:
        return not error.message.startswith("unknown command")
    return True
