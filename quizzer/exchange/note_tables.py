"""Tables of a note: what each row asks, by the names of its columns.

| $f(x)$ | $f'(x)$ |    a row is the derivative of its first cell, and checked
| Name   | Rule    |    a row whose second cell is an equation is a rule under its first cell's name
| Word   | Meaning |    any other row of two cells is asked for its second cell
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BAR = re.compile(r"\\.|`[^`]*`|\$\$?[^$]*\$\$?|\|")
_LINE = re.compile(r"\s*:?-{1,}:?\s*")
_FUNCTION = re.compile(r"\$?\s*(?:[fgy]|[fgy]\s*\(\s*(?P<by>[A-Za-z])\s*\))\s*\$?|function", re.IGNORECASE)
_DERIVATIVE = re.compile(
    r"\$?\s*(?:[fgy](?:'|\^\s*\\prime|\^\{\\prime\})(?:\s*\(\s*[A-Za-z]\s*\))?"
    r"|\\d?frac\s*\{d[fgy]?\}\s*\{d[a-z]\}(?:\s*[fgy](?:\([a-z]\))?)?)\s*\$?|derivative",
    re.IGNORECASE,
)
_ALONE = re.compile(r"\$\$?(?P<formula>(?:[^$\\]|\\.)+)\$\$?\.?")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of two columns.

    Attributes:
        line: its line within the table, counted from 0.
        front: what stands first.
        back: what stands behind.
        names: what the columns are called.
        formula: the equation that it states, in LaTeX; "" where it states none.
        is_named: whether `front` is the name of that equation.
    """

    line: int
    front: str
    back: str
    names: tuple[str, str]
    formula: str = ""
    is_named: bool = False


def rows_in(table: str) -> list[Row]:
    """The rows of a table that has a header and two columns; none of another one."""
    lines = [_cells(line) for line in table.split("\n")]
    if len(lines) < 3 or any(len(cells) != 2 for cells in lines) or not all(map(_LINE.fullmatch, lines[1])):
        return []
    names = (lines[0][0], lines[0][1])
    return [
        _row(at, (cells[0], cells[1]), names)
        for at, cells in enumerate(lines[2:], start=2)
        if cells[0] and cells[1]
    ]


def _row(line: int, cells: tuple[str, str], names: tuple[str, str]) -> Row:
    front, back = cells
    left, right = _ALONE.fullmatch(front), _ALONE.fullmatch(back)
    function = _FUNCTION.fullmatch(names[0])
    if function and _DERIVATIVE.fullmatch(names[1]) and left and right:
        by = function["by"] or ("x" if "x" in left["formula"] else "t")
        body = left["formula"].strip()
        if "=" not in body:
            formula = rf"\frac{{d}}{{d{by}}} \left( {body} \right) = {right['formula'].strip()}"
            return Row(line, front, back, names, formula)
    if right and re.search(r"(?<![<>!:])=", right["formula"]):
        return Row(line, front, back, names, right["formula"].strip(), is_named=True)
    return Row(line, front, back, names)


def _cells(line: str) -> list[str]:
    """The cells of a row: bars within formulas and code part nothing."""
    bare = line.strip()
    parts, start = [], 0
    for match in _BAR.finditer(bare):
        if match[0] == "|":
            parts.append(bare[start : match.start()])
            start = match.end()
    parts.append(bare[start:])
    parts = parts[1:] if not parts[0].strip() else parts
    parts = parts[:-1] if parts and not parts[-1].strip() else parts
    return [part.replace("\\|", "|").strip() for part in parts]
