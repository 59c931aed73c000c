r"""What an equation's left side asks for, as expressions that a deck's `verify` can compute.

    \nabla_x f(x)  with f(x) = x^T A x          grad(x^T A x, x)
    \frac{d}{dX} \operatorname{Tr}(X A)         grad(\operatorname{Tr}(X A), X)
    \mathbb{E}[x^T A x]  with mean and covariance   E(x^T A x; x ~ normal(\mu, \Sigma))

Several may be meant: notes seldom name their layout, or call the derivative of a vector a gradient.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.exchange.context import NAME
from quizzer.exchange.tex import group, unspaced

if TYPE_CHECKING:
    from quizzer.exchange.context import Context

_D = r"(?:d|\\partial|\\mathrm\s*\{\s*d\s*\})"
_NABLA = re.compile(
    r"\\nabla\s*(?:_\s*(?:\{\s*(?P<braced>[^{}]+)\}|(?P<bare>\\?[A-Za-z]+)))?\s*(?P<square>\^\s*(?:2|\{\s*2\s*\}))?"
    r"\s*(?:_\s*(?:\{\s*(?P<after>[^{}]+)\}|(?P<after_bare>\\?[A-Za-z]+)))?\s*(?P<body>.+)$"
)
_PRIMED = re.compile(
    rf"(?P<name>{NAME})\s*(?:'|\^\s*\{{?\s*\\prime\s*\}}?)\s*(?:\\left)?\((?P<argument>[^()]+?)(?:\\right)?\)$"
)
_EXPECTED = re.compile(
    r"(?:\\mathbb\s*\{?E\}?|\\operatorname\s*\{E\}|\\mathrm\s*\{E\}|E)\s*(?:_\s*(?:\{[^{}]*\}|\w))?\s*"
    r"(?:\\left)?\s*(?P<open>[\[(])(?P<body>.+?)(?:\\right)?\s*[\])]$"
)
_DENOMINATOR = re.compile(
    rf"{_D}\s*(?P<by>{NAME})\s*(?P<square>\^\s*\{{?\s*2\s*\}}?)?\s*(?P<second>{_D}\s*(?P<again>{NAME}))?"
    r"\s*(?:\^\s*\{?\s*(?:T|\\top|\\intercal)\s*\}?)?$"
)
_ENTRY = re.compile(r"^(?P<body>.+?)\s*_\s*(?:\{\s*(?P<braced>\w)\s*\}|(?P<bare>\w))$")
_FUNCTION = re.compile(
    r"(?<![A-Za-z\\])(?P<name>[fghFGHLJpqPuv]|\\(?:var)?phi|\\psi|\\ell|\\mathcal\s*\{\w\})\s*(?:\\left)?\s*\("
)


_PRIME = re.compile(r"(?<![A-Za-z\\])(?P<name>[fghuvyFGH])\s*(?:'|\^\s*\{?\s*\\prime)")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One thing that a left side may ask for.

    Attributes:
        verify: the expression that computes it.
        remark: what was assumed, for the deck's author; "" where nothing was.
        words: what must be added to the question for it to ask this; "" where nothing must.
        by: what a ∇ is taken by.
    """

    verify: str
    remark: str = ""
    words: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Derivative:
    """`body` differentiated by `by`, once or twice; of a single entry `entries` are both indices."""

    body: str
    by: str
    twice: bool = False
    entries: tuple[str, str] | None = None
    is_nabla: bool = False


def expanded(text: str, context: Context) -> str:
    """The text with f(x) and f given way to what they stand for in the note."""
    for definition in context.definitions.values():
        if _alias(definition.name, context):
            if text.strip() == definition.name:
                text = f"{definition.name}({definition.arguments})"
            continue
        if definition.index:
            continue
        name = re.escape(definition.name)
        body = _bracketed(definition.body)
        if definition.arguments:
            arguments = re.escape(definition.arguments).replace(r"\ ", r"\s*")
            called = rf"(?<![A-Za-z\\]){name}\s*(?:\\left)?\s*\(\s*{arguments}\s*(?:\\right)?\s*\)"
            text = re.sub(called, lambda _, body=body: body, text)  # type: ignore[misc]
        # The name alone: not as a part of another command, and not called with something else.
        alone = rf"(?<![A-Za-z\\_]){name}(?![A-Za-z_(']|\s*(?:\\left)?\()"
        if not (
            definition.name in context.shapes and not definition.arguments and text.strip() != definition.name
        ):
            text = re.sub(alone, lambda _, body=body: body, text)  # type: ignore[misc]
    return text


def _bracketed(body: str) -> str:
    return body if re.fullmatch(r"\\?\w+", body) else rf"\left( {body} \right)"


def _alias(name: str, context: Context) -> str:
    r"""The function that a name is defined to be: σ may be the sigmoid or the softmax."""
    definition = context.definitions.get(name)
    if definition is None:
        return "sigmoid" if name == "\\sigma" else ""
    body = unspaced(definition.body).replace(" ", "")
    variable = definition.arguments
    if definition.index and re.fullmatch(
        rf"\\frac\{{(?:\\exp\(?{re.escape(variable)}_\w\)?|e\^\{{{re.escape(variable)}_\w\}})\}}"
        rf"\{{\\sum_\{{?\w(?:=1\}}\^\w)?\}}?(?:\\exp\(?{re.escape(variable)}_\w\)?|e\^\{{{re.escape(variable)}_\w\}})\}}",
        body,
    ):
        return "softmax"
    if re.fullmatch(
        rf"\\frac\{{1\}}\{{1\+(?:e\^\{{-{re.escape(variable)}\}}|\\exp\(-{re.escape(variable)}\))\}}", body
    ):
        return "sigmoid"
    return ""


def in_answer_language(text: str, context: Context) -> str:
    r"""The text with \sigma as the function that the note means by it."""
    meant = _alias("\\sigma", context)
    if meant in ("softmax", "sigmoid"):
        called = r"\\sigma(?=\s*(?:\\left)?\s*\()"
        text = re.sub(called, lambda _: rf"\operatorname{{{meant}}}", text)
    return text


def unknown_function(text: str, context: Context) -> str:
    """A function that is called but defined nowhere, as g in g(h(x)); "" if there is none."""
    if "\\sigma" in context.definitions and not _alias("\\sigma", context) and "\\sigma" in text:
        return "\\sigma"
    for match in _PRIME.finditer(text):  # a prime may be a derivative, and is a transpose of what is an array
        name = match["name"]
        if name not in context.bold and name not in context.shapes and name not in context.kinds:
            return name
    for match in _FUNCTION.finditer(text):
        name = match["name"]
        if name not in context.bold and name not in context.shapes and name not in context.kinds:
            return name
    return ""


def derivative_of(left: str) -> Derivative | None:
    """The derivative that a left side writes; None if it writes none."""
    left = unspaced(left)
    if nabla := _NABLA.match(left):
        by = next(filter(None, (nabla["braced"], nabla["bare"], nabla["after"], nabla["after_bare"])), "")
        return Derivative(nabla["body"], by.strip(), bool(nabla["square"]), is_nabla=True)
    if primed := _PRIMED.match(left):
        return Derivative(f"{primed['name']}({primed['argument']})", primed["argument"].strip())
    fraction = re.match(r"\\[dt]?frac\s*", left)
    if fraction is None or (top := group(left, fraction.end())) is None:
        return None
    bottom = group(left, top[1])
    numerator = re.match(rf"{_D}\s*(?P<square>\^\s*\{{?\s*2\s*\}}?)?\s*(?P<body>.*)$", top[0])
    if bottom is None or numerator is None:
        return None
    body = numerator["body"].strip() or left[bottom[1] :].strip()
    if (numerator["body"].strip() and left[bottom[1] :].strip()) or not body:
        return None
    denominator = _DENOMINATOR.match(bottom[0])
    if denominator is None:
        entry = _ENTRY.match(bottom[0])
        denominator = _DENOMINATOR.match(entry["body"]) if entry else None
        if denominator is None:
            return None
    twice = bool(numerator["square"])
    inner, outer = _entry(denominator["by"]), _entry(body)
    if inner and outer and not twice:
        return Derivative(outer[0], inner[0], entries=(outer[1], inner[1]))
    return Derivative(body, denominator["by"], twice)


def _entry(text: str) -> tuple[str, str] | None:
    found = _ENTRY.match(text.strip())
    if found is None:
        return None
    index = found["braced"] or found["bare"]
    return (found["body"], index) if index in "ijkl" else None


def meanings(left: str, context: Context) -> list[Meaning]:
    """What a left side may ask for, most likely first; nothing where it cannot be computed."""
    derivative = derivative_of(left)
    if derivative is not None:
        return _of_derivative(derivative, context)
    law = context.law
    if (expectation := _EXPECTED.match(unspaced(left))) and law:
        body = expanded(expectation["body"], context)
        remark = "A normal law stands in for the random vector: only its mean and covariance may matter here."
        return [Meaning(f"E({body}; {law[0]} ~ normal({law[1]}, {law[2]}))", remark)]
    if expectation or re.fullmatch(NAME, left) or _is_call(left):
        if (whole := expanded(left, context)) != left:
            return [Meaning(in_answer_language(whole, context))]
        return []
    return [Meaning(in_answer_language(expanded(left, context), context))]


def _is_call(left: str) -> bool:
    """Whether it is a name applied to names, f(x): a definition unless the note defines it elsewhere."""
    return bool(_FUNCTION.match(left)) and left.endswith(")")


def _of_derivative(asked: Derivative, context: Context) -> list[Meaning]:
    body = in_answer_language(expanded(asked.body, context), context)
    by = asked.by or _only_argument(asked.body, context)
    is_named = re.fullmatch(NAME, asked.body.strip()) is not None or _is_call(asked.body.strip())
    if not by or (is_named and body == asked.body and body.strip() != by):  # of something that is not defined
        return []
    if asked.entries:
        whole = f"jacobian({body}, {by})"
        in_order = sorted(asked.entries) == list(asked.entries)
        return [Meaning(whole if in_order else f"({whole})^T")]
    if asked.twice:
        return [Meaning(f"hessian({body}, {by})"), Meaning(f"diff(diff({body}, {by}), {by})")]
    nabla = by if asked.is_nabla else ""
    what = asked.body if re.fullmatch(NAME, asked.body) else "the expression"
    total = f"${asked.body}$" if re.fullmatch(NAME, asked.body) else "what is differentiated"
    return [
        Meaning(f"diff({body}, {by})", by=nabla),
        Meaning(f"grad({body}, {by})", by=nabla),
        Meaning(f"jacobian({body}, {by})", "A Jacobian with a row for each entry of what is differentiated."),
        Meaning(
            f"(jacobian({body}, {by}))^T",
            "The Jacobian's transpose: the note follows the denominator layout.",
        ),
        Meaning(
            f"grad(sum({body}), {by})",
            f"As it stands the note takes the gradient of {what}, which is no scalar;"
            " the formula is the gradient of the sum of its entries, and the card asks for that.",
            f"(the gradient of the sum of the entries of {total})",
        ),
    ]


def _only_argument(body: str, context: Context) -> str:
    r"""What ∇f is taken by, where the note does not say: the one argument of f."""
    called = re.match(rf"(?P<name>{NAME})\s*(?:\\left)?\((?P<argument>{NAME})(?:\\right)?\)$", body)
    if called:
        return called["argument"]
    definition = context.definitions.get(body.strip())
    return definition.arguments if definition and re.fullmatch(NAME, definition.arguments) else ""


def meanings_in_words(noun: str, body: str, by: str, context: Context) -> list[Meaning]:
    """What "the Jacobian of y with respect to x" asks for; also of a gradient, a Hessian, a derivative."""
    whole = in_answer_language(expanded(body, context), context)
    is_named = re.fullmatch(NAME, body.strip()) is not None or _is_call(body.strip())
    if is_named and whole == body and body.strip() != by:
        return []
    match noun.lower():
        case "jacobian":
            remark = "The Jacobian's transpose: the note follows the denominator layout."
            return [Meaning(f"jacobian({whole}, {by})"), Meaning(f"(jacobian({whole}, {by}))^T", remark)]
        case "hessian":
            return [Meaning(f"hessian({whole}, {by})")]
        case "gradient":
            return [
                Meaning(f"grad({whole}, {by})", by=by),
                *_of_derivative(Derivative(body, by, is_nabla=True), context),
            ]
        case _:
            return _of_derivative(Derivative(body, by), context)
