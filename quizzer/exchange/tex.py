r"""LaTeX as notes have it: its delimiters, its bold letters, its parts, found without being obeyed.

MathJax writes \(…\) and \[…\] where a deck writes $…$ and $$…$$; old Anki packages [$]…[/$] and [latex].
"""

from __future__ import annotations

import re

_BOLD = re.compile(
    r"\\(?:mathbf|boldsymbol|bm|mathbfit|pmb|vec|symbf)\s*(?:\{\s*(\\?[A-Za-z0-9]+)\s*\}|(\\[A-Za-z]+|[A-Za-z0-9]))"
)
_DELIMITED = (
    (re.compile(r"\\\(((?:(?!\\\().)+?)\\\)", re.DOTALL), "$"),
    (re.compile(r"\\\[((?:(?!\\\[).)+?)\\\]", re.DOTALL), "$$"),
    (re.compile(r"\[\$\$\]((?:(?!\[\$\$\]).)+?)\[/\$\$\]", re.DOTALL), "$$"),
    (re.compile(r"\[\$\]((?:(?!\[\$\]).)+?)\[/\$\]", re.DOTALL), "$"),
)
_MONEY = re.compile(r"(?<![\\$])\$\d[^$\n]*\s\$(?=\d)\d")
"""Two signs with blanks before the second: `$5 and $6`, which Pandoc reads as money, too."""
_SIGN = re.compile(r"(?<!\\)\$")
_SUM = re.compile(r"(?<![\\$])\$(?=\d[\d.,]*[;:!?)]*(?:\s*$|\s+[^\W\d_]{2}))")
_LATEX = re.compile(r"\[latex\]((?:(?!\[latex\]).)+?)\[/latex\]", re.DOTALL)
_SPACES = re.compile(r"(?<!\\)\\[,;:!> ]|\\q?quad\b|~")
_NAME = re.compile(r"\\[A-Za-z]+|[A-Za-z]")
_TRAILING = re.compile(r"(?:\s|\\[,;: ]|[.,;])+$")
_ALIGNED = re.compile(
    r"\\begin\{(?P<name>(?:aligned|align|split|gather|gathered|eqnarray)\*?)\}(?P<body>.*)\\end\{(?P=name)\}",
    re.DOTALL,
)
_CONDITION = re.compile(r"[<>]|\\(?:neq?|leq?|geq?|in|text)(?![A-Za-z])")
_SHAPE = re.compile(r"^(?P<left>.*?)\s*\\in\s*(?P<set>\\mathbb\s*\{?R\}?.*)$", re.DOTALL)


def with_dollars(text: str) -> str:
    r"""The text with its formulas between dollar signs, whatever they stood between."""
    text = _LATEX.sub(_from_latex, text)
    for pattern, sign in _DELIMITED:
        text = pattern.sub(lambda match, sign=sign: f"{sign}{_trimmed(match[1])}{sign}", text)  # type: ignore[misc]
    return text


def with_money(text: str) -> str:
    r"""The text with its sums of money as such, `\$5`: where their signs make formulas or have no partner."""
    text = _MONEY.sub(lambda match: match[0].replace("$", r"\$"), text)
    if len(_SIGN.findall(text)) % 2:
        lone = [match for match in _SUM.finditer(text) if len(_SIGN.findall(text, 0, match.start())) % 2 == 0]
        if lone:
            at = lone[-1].start()
            text = f"{text[:at]}\\{text[at:]}"
    return text


def _from_latex(match: re.Match[str]) -> str:
    """What stood between [latex] tags: a formula with delimiters of its own, or text with some."""
    inside = match[1].strip()
    if inside.startswith("$"):
        return inside
    inner = with_dollars(inside)
    if "$" in inner:
        return inner
    body = re.sub(r"\\(begin|end)\{(displaymath|math|equation\*?)\}", "", inside).strip()
    return f"${body}$" if body == inside else f"$${body}$$"


def _trimmed(formula: str) -> str:
    return " ".join(formula.split()) if "\\\\" not in formula else formula.strip()


def bold_names(formula: str) -> set[str]:
    r"""The names that stand in bold: of \mathbf{x}^T \boldsymbol{\mu} both `x` and `\mu`."""
    return {match[1] or match[2] for match in _BOLD.finditer(formula)}


def unbold(formula: str) -> str:
    r"""The formula with its bold letters as letters: \mathbf{A} \mathbf{x} is A x."""

    def bare(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        before, after = formula[: match.start()], formula[match.end() :]
        lead = " " if re.search(r"\\[A-Za-z]+$", before) and name[0].isalpha() else ""
        tail = " " if name[0] == "\\" and after[:1].isalpha() else ""
        return lead + name + tail

    return _BOLD.sub(bare, formula)


def tidy(formula: str) -> str:
    """The formula in one line, its bold letters as letters, without a full stop at its end."""
    text = unbold(" ".join(formula.split()))
    text = re.sub(r"\\(?:tag|label)\{[^{}]*\}|\\(?:notag|nonumber|displaystyle)\b", "", text)
    return _TRAILING.sub("", re.sub(r"\s+([,.;])", r"\1", text)).strip()


def unspaced(formula: str) -> str:
    """The formula without its spacing commands and the sizes of its brackets."""
    text = _SPACES.sub(" ", formula)
    text = re.sub(r"\\(?:big|Big|bigg|Bigg)[lrm]?(?![a-zA-Z])", "", text)
    return " ".join(text.split())


def group(text: str, at: int) -> tuple[str, int] | None:
    """The group or single token at a place, and where it ends; None where none is, or it is not closed."""
    while at < len(text) and text[at] == " ":
        at += 1
    if at >= len(text):
        return None
    if text[at] != "{":
        token = re.compile(r"\\[A-Za-z]+|\\.|.").match(text, at)
        return (token[0], token.end()) if token else None
    depth = 0
    for place in range(at, len(text)):
        if text[place] in "{}" and (place == 0 or text[place - 1] != "\\"):
            depth += 1 if text[place] == "{" else -1
            if depth == 0:
                return text[at + 1 : place].strip(), place + 1
    return None


def sides(formula: str) -> list[str]:
    """What stands between the equals signs that are in no bracket; one part where there is none."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\[A-Za-z]+|\\.|[{}()\[\]=]", formula):
        sign = match[0]
        if sign in "{([":
            depth += 1
        elif sign in "})]":
            depth -= 1
        elif (
            sign == "="
            and depth == 0
            and formula[match.start() - 1 : match.start()] not in ("<", ">", "!", ":")
        ):
            parts.append(formula[start : match.start()].strip())
            start = match.end()
    parts.append(formula[start:].strip())
    return parts


def chain_of(formula: str) -> list[str]:
    r"""The sides of an equation, also of one that is set over several lines: `f &= a \\ &= b`."""
    text = re.sub(
        r"\\(?:begin|end)\{(?:aligned|align|split|equation|gather|gathered|eqnarray)\*?\}", " ", formula
    )
    if text != formula or "&=" in text.replace(" ", ""):
        text = text.replace("\\\\", " ").replace("&", " ")
    return [part for part in sides(" ".join(text.split())) if part]


def rows_of(formula: str) -> list[str]:
    r"""The equations that are set below each other, `f &= a \\\\ g &= b`; else the formula alone.

    A row without a left side goes on with the one above it: `f &= a \\\\ &= b` is one chain.
    """
    inside = _ALIGNED.fullmatch(formula.strip())
    body = inside["body"] if inside else formula
    if inside is None and "&=" not in body.replace(" ", ""):
        return [formula]
    rows: list[str] = []
    for row in _parted(body):
        bare = row.replace("&", " ").strip()
        goes_on = len(sides(bare)) < 2 or not sides(bare)[0]
        if rows and goes_on:
            rows[-1] = f"{rows[-1]} {bare}"
        elif bare:
            rows.append(bare)
    is_each = len(rows) > 1 and all(len(sides(row)) > 1 and sides(row)[0] for row in rows)
    return [_TRAILING.sub("", row) for row in rows] if is_each else [formula]


def _parted(body: str) -> list[str]:
    r"""What stands between the `\\\\` that are in no bracket and no matrix."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\begin|\\end|\\\\(?:\[[^\[\]]*\])?|\\[A-Za-z]+|\\.|[{}]", body):
        sign = match[0]
        depth += (sign in ("{", "\\begin")) - (sign in ("}", "\\end"))
        if sign.startswith("\\\\") and depth == 0:
            parts.append(body[start : match.start()])
            start = match.end()
    return [*parts, body[start:]]


def equations_in(formula: str) -> list[str]:
    """The equations of a formula that sets several beside each other, with commas between; else it alone."""
    parts, depth, start = [], 0, 0
    for match in re.finditer(r"\\[A-Za-z]+|\\.|[{}()\[\],]", formula):
        sign = match[0]
        depth += (sign in "{([") - (sign in "})]")
        if sign == "," and depth == 0:
            parts.append(formula[start : match.start()].strip())
            start = match.end()
    parts.append(formula[start:].strip())
    is_each = len(parts) > 1 and all(len(sides(part)) == 2 for part in parts)
    return parts if is_each else [formula]


def without_aside(formula: str) -> tuple[str, str]:
    r"""A formula and the condition behind its last comma: of `f = g, \quad n \ne 0` the `n \ne 0`."""
    depth = 0
    for match in re.finditer(r"\\[A-Za-z]+|\\.|[{}()\[\],]", formula):
        sign = match[0]
        depth += (sign in "{([") - (sign in "})]")
        behind = formula[match.end() :].strip()
        if sign == "," and depth == 0 and _CONDITION.search(behind) and "=" in formula[: match.start()]:
            text = re.sub(r"^\\text\s*\{\s*(?:for|if|where|when)?\s*\}\s*", "", behind)
            return formula[: match.start()].strip(), text
    return formula, ""


def membership(formula: str) -> tuple[str, str] | None:
    r"""What stands before and after a \in \mathbb{R}: `X` and `\mathbb{R}^{b \times d}`."""
    found = _SHAPE.match(formula)
    return (found["left"].strip(), found["set"].strip()) if found else None


def names_in(formula: str) -> list[str]:
    """Letters and commands, each once, in order."""
    return list(dict.fromkeys(_NAME.findall(formula)))
