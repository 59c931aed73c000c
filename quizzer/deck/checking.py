"""The linter of decks: every formula is set, every answer judged, every `verify` run, every instance tried.

Loading has said what it could not read; here is said what is wrong with the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzer.deck.cards import ChoiceAnswer, ClozeAnswer, MathAnswer, NumberAnswer, Steps, TextAnswer
from quizzer.deck.checks.answers import answer_findings, named
from quizzer.deck.checks.choices import choice_issues
from quizzer.deck.checks.conditions import missing
from quizzer.deck.checks.escapes import swallowed
from quizzer.deck.checks.gaps import numbered_gaps
from quizzer.deck.checks.giveaways import giveaway_issues
from quizzer.deck.checks.prose import hidden_issues, prose_issues, shown_texts, typed_texts
from quizzer.deck.checks.report import Issue, Report
from quizzer.deck.checks.twins import twins
from quizzer.deck.checks.verified import Claim, Verified
from quizzer.deck.cloze import ClozeError
from quizzer.deck.images import NoPictureError, picture
from quizzer.deck.instances import ENOUGH, how_many, instances, placeholder_pattern
from quizzer.deck.numbers import read_number, read_within
from quizzer.deck.problems import in_file_order
from quizzer.deck.questions import pattern_of
from quizzer.deck.verifying import sides
from quizzer.maths.declarations import DeclarationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from quizzer.deck.cards import Card, Deck, SingleQuestion
    from quizzer.deck.problems import Problem
    from quizzer.deck.spelt import Spelt
    from quizzer.maths.declarations import Scope


_FORMULA = re.compile(r"\$\$?[^$]*\$\$?|`[^`]*`")
_FORMULA_IN = re.compile(r"(?<!\\)\$[^$]+(?<!\\)\$")
_BRACED = re.compile(r"(?<![{\\])\{([A-Za-z]\w*)\}(?!\})")


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking came to.

    Attributes:
        problems: in the order of the files.
        cards: how many were checked.
        verified: the answers that their own `verify` has borne out, instances counted once.
        sampled: the keys of parametric cards of which only some instances were tried, and how many they have.
    """

    problems: tuple[Problem, ...]
    cards: int
    verified: tuple[Verified, ...]
    sampled: tuple[tuple[str, int], ...]


def check(decks: Iterable[Deck]) -> list[Problem]:
    """Return what is wrong with decks that were loaded, in the order of the files."""
    return list(check_all(decks).problems)


def check_all(decks: Iterable[Deck]) -> Checked:
    """Check decks, and tell how much was checked."""
    decks = tuple(decks)
    problems: list[Problem] = []
    verified: list[Verified] = []
    sampled: list[tuple[str, int]] = []
    cards = 0
    for deck in decks:
        for card in deck.cards:
            if card.reverse:
                continue
            report = _reported(card)
            problems += report.problems
            cards += 1
            if not any(one.severity == "error" for one in report.problems):
                verified += _verified(card, report)
            if how_many(card) > ENOUGH:
                sampled.append((card.key, how_many(card)))
    problems += twins(decks)
    return Checked(tuple(in_file_order(problems)), cards, tuple(verified), tuple(sampled))


def card_problems(card: Card) -> list[Problem]:
    """Return what is wrong with one card, all of its instances (or many of them) taken together."""
    return _reported(card).problems


def _reported(card: Card) -> Report:
    report = Report(card=f"cards[{card.number}]")
    try:
        for one, drawn in instances(card):
            report.drawn = drawn
            _check(one, report)
    except DeclarationError as error:
        report.say(card.prompt, Issue("symbols", f"no declarations with these values: {error}"))
    except ClozeError as error:
        report.say(card.prompt, Issue("cloze", str(error)))
    report.drawn = ""
    _images(card, report)
    _placeholders(card, report)
    return report


def _verified(card: Card, report: Report) -> Iterator[Verified]:
    """Yield the answers that were borne out in every instance that was tried."""
    total = how_many(card)
    tried = min(total, ENOUGH)
    for path, found in report.verified.items():
        if len(found) == tried:
            is_proved = total == tried and all(certainty == "proved" for certainty, _ in found)
            claims = tuple(claim for certainty, claim in found if certainty != "proved")
            yield Verified(
                card.key, path, "proved" if is_proved else "sampled", claims if total == tried else ()
            )


def _check(card: Card, report: Report) -> None:
    for field, text in shown_texts(card):
        lost = swallowed(text)
        for issue in lost or prose_issues(text.text):
            report.say(text, replace(issue, field=field))
    told = " ".join(text.text for _, text in shown_texts(card))
    for field, text in typed_texts(card):
        for issue in swallowed(text) or hidden_issues(text.text):
            report.say(text, replace(issue, field=field))
    if isinstance(card.question, Steps):
        for at, step in enumerate(card.question.steps):
            _question(step.question, step.prompt, step.scope, report, f"steps[{at}]", told=told)
    else:
        _question(card.question, card.prompt, card.scope, report, told=told)


def _question(
    asked: SingleQuestion, prompt: Spelt, scope: Scope, report: Report, step: str = "", *, told: str
) -> None:
    issues: list[Issue] = list(giveaway_issues(asked, prompt))
    texts: dict[str, Spelt] = {"cloze": prompt}
    match asked:
        case MathAnswer():
            findings = answer_findings(asked, scope)
            issues += (*findings.issues, *missing(asked, scope, told, prompt.text))
            texts |= named(asked)
            if findings.certainty is not None and asked.verify is not None:
                said = sides(asked.answers[0].text, asked.verify.text, scope)
                report.bear_out(findings.certainty, Claim(said.expected, said.verify, said.scope), step)
        case ChoiceAnswer(options):
            issues += choice_issues(asked, scope)
            texts |= {f"choices[{at}]": option.text for at, option in enumerate(options)}
        case NumberAnswer(value, within):
            issues += _number_issues(value, within)
            texts["number"] = value
            if within is not None:
                texts["within"] = within
        case TextAnswer(accepted):
            names = ["text"] if len(accepted) == 1 else [f"text[{at}]" for at in range(len(accepted))]
            texts |= dict(zip(names, accepted, strict=True))
            issues += _formula_issues(texts, names)
        case ClozeAnswer():
            issues += numbered_gaps(asked)
    lost: dict[str, Issue] = {}
    if isinstance(asked, MathAnswer):
        found = ((field, swallowed(text, is_formula=True)) for field, text in named(asked).items())
        lost = {field: replace(one[0], field=field) for field, one in found if one}
    for issue in lost.values():
        report.say(texts[issue.field], issue, step)
    for issue in issues:
        if issue.field not in lost:  # what is left of a lost command is no name that was mistyped
            report.say(texts[issue.field], issue, step)


def _number_issues(value: Spelt, within: Spelt | None) -> Iterator[Issue]:
    """Yield what only an instance's number can be: none. Loading has read the others."""
    if read_number(value.text) is None:
        yield Issue("number", f"`{value.text}` is not a number", "what is an expression goes under `answer`")
    if within is not None and read_within(within.text) is None:
        yield Issue("within", f"`{within.text}` is neither a distance nor a share")
    number, bound = read_number(value.text), read_within(within.text) if within is not None else None
    if number == 0 and bound is not None and bound.is_share:
        message = "a share of 0 is 0: nothing but 0 itself is right"
        yield Issue("within", message, "give a distance, such as 0.01", "warning")


def _formula_issues(texts: Mapping[str, Spelt], names: Iterable[str]) -> Iterator[Issue]:
    """Yield a warning of words that are a formula: no other way of writing it would be right."""
    for name in names:
        if pattern_of(texts[name]) is None and (formula := _FORMULA_IN.search(texts[name].text)):
            message = "this formula is compared as words, letter by letter and dollar signs too"
            hint = "what is mathematics goes under `answer`, without dollar signs"
            yield Issue(name, message, hint, "warning", formula.start(), len(formula[0]))


def _images(card: Card, report: Report) -> None:
    for at, image in enumerate(card.images):
        try:
            picture(image)
        except NoPictureError as error:
            hint = "a path is taken from the deck's folder"
            report.say(image.path, Issue(f"images[{at}]", str(error), hint))


def _placeholders(card: Card, report: Report) -> None:
    """Warn of a placeholder that stands nowhere: every instance would ask the same."""
    if not card.vary:
        return
    texts = [text.text for _, text in shown_texts(card)]
    texts += [text.text for asked in _singles(card) for text in _all_texts(asked)]
    texts += card.symbols.values()
    for name, values in card.vary.items():
        pattern = placeholder_pattern((name,))
        if not any(pattern.search(text) for text in texts):
            message = f"`{{{name}}}` stands in none of the card's texts"
            report.say(values[0], Issue(f"vary.{name}", message, severity="warning"))
    for field, shown in shown_texts(card):
        for match in _BRACED.finditer(_FORMULA.sub(lambda one: " " * len(one[0]), shown.text)):
            if match[1] not in card.vary:
                message = f"`{match[0]}` is no placeholder of this card and stays as it is"
                known = ", ".join(f"`{{{name}}}`" for name in card.vary)
                hint = f"`vary` has {known}"
                issue = Issue(field, message, hint, "warning", match.start(), len(match[0]))
                report.say(shown, issue)


def _singles(card: Card) -> tuple[SingleQuestion, ...]:
    if isinstance(card.question, Steps):
        return tuple(step.question for step in card.question.steps)
    return (card.question,)


def _all_texts(asked: SingleQuestion) -> tuple[Spelt, ...]:
    match asked:
        case MathAnswer():
            return tuple(named(asked).values())
        case NumberAnswer(value, within):
            return (value,) if within is None else (value, within)
        case TextAnswer(accepted):
            return accepted
        case ClozeAnswer(whole=whole):
            return (whole,)
    return ()
