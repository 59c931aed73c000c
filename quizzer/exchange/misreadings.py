"""Equations that the answer language would take for something else: better told as such than judged."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.exchange.asking import derivative_of, expanded, unknown_function

if TYPE_CHECKING:
    from collections.abc import Mapping

    from quizzer.exchange.asking import Meaning
    from quizzer.exchange.context import Context

_DERIVATIVE = re.compile(
    r"\\[dt]?frac\s*\{\s*(?:d|\\partial)(?:\s*\^\s*\d)?(?:\s*\\?[A-Za-z]+)?\s*\}"
    r"\s*\{\s*(?:d|\\partial)\s*\\?[A-Za-z]"
)
_IMAGINARY = re.compile(r"e\s*\^\s*\{?\s*-?\s*i(?![A-Za-z])|(?<![A-Za-z\\])i\s*\\(?:pi|theta|omega)\b")
_OF_MATRIX = re.compile(
    r"(?:e\s*\^\s*\{?|\\(?:exp|log|ln|sqrt|sin|cos|tanh)(?![A-Za-z])\s*(?:\\left)?[({]?)"
    r"\s*-?\s*\w?\s*(?P<name>[A-Z])"
)


def misreading(left: str, right: str, context: Context, asked: list[Meaning] | None) -> str:
    """Why an equation is better not judged, as it would be misread; "" if it can be."""
    if _IMAGINARY.search(left + right):
        return "it has the imaginary unit in it: declare a letter `complex`"
    if _DERIVATIVE.search(right):
        return "a derivative stands in its right side"
    wholes = () if derivative_of(left) is not None and "'" in left else (expanded(left, context),)
    for part in (right, *wholes, *(one.verify for one in asked or ())):
        if name := unknown_function(part, context):
            return f"{name} is a function that the note does not define"
    return ""


def function_of_matrix(text: str, symbols: Mapping[str, str]) -> str:
    """A matrix whose exponential or the like a text takes, which is not that of its entries; "" if none."""
    for match in _OF_MATRIX.finditer(text):
        kind = symbols.get(match["name"], "")
        if "(" in kind and "vector" not in kind:
            return match["name"]
    return ""
