"""Rules that a note states in words: the Jacobian of y is A, the trace is the sum of the eigenvalues."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizzer.exchange.asking import meanings_in_words
from quizzer.exchange.context import FORMULA, definition_of
from quizzer.exchange.equations import PATIENCE, told
from quizzer.exchange.letters import names_used, spelt_name
from quizzer.exchange.prose import prose_of
from quizzer.exchange.tex import chain_of, membership, tidy, unspaced
from quizzer.maths.declarations import DeclarationError, read_scope
from quizzer.maths.grade import grade
from quizzer.maths.shapes import ShapeError
from quizzer.maths.tokens import ReadingError

if TYPE_CHECKING:
    from quizzer.exchange.context import Context
    from quizzer.exchange.equations import Told

_DERIVATIVE = re.compile(
    r"[Tt]he (?P<noun>Jacobian|gradient|Hessian|derivative)(?: matrix)? of ⟦(?P<body>\d+)⟧,? "
    r"(?:with respect to|w\.?r\.?t\.?|by) ⟦(?P<by>\d+)⟧ "
    r"(?P<is>is(?: simply| just| given by| equal to| then)*) "
    r"⟦(?P<answer>\d+)⟧",
    re.IGNORECASE,
)
_EIGENVALUES = re.compile(
    r"⟦(?P<what>\d+)⟧ is the (?P<how>sum|product) of (?:its|the|all|all its|the) eigenvalues"
)


@dataclass(frozen=True, slots=True)
class Stated:
    """A rule found in a text.

    Attributes:
        prompt: the text with what is asked left out.
        left: what stands left, in LaTeX; "" of a cloze.
        formula: the whole equation, in LaTeX.
        told: what it came to; None of a cloze.
        cloze: the text with a gap.
        remark: how a cloze was checked.
    """

    prompt: str
    left: str = ""
    formula: str = ""
    told: Told | None = None
    cloze: str = ""
    remark: str = ""


def stated_in(raw: str, context: Context) -> list[Stated]:
    """The rules that a text states; `raw` still has its bold letters."""
    formulas = [unspaced(tidy(match[1])) for match in FORMULA.finditer(raw)]
    numbers = iter(range(len(formulas)))
    marked = FORMULA.sub(lambda _: f"⟦{next(numbers)}⟧", prose_of(raw))
    derivative = _DERIVATIVE.search(marked)
    if derivative:
        return _derivative(derivative, marked, formulas, context)
    eigenvalues = _EIGENVALUES.search(marked)
    if eigenvalues and (cloze := _eigenvalues(eigenvalues, marked, formulas)):
        return [cloze]
    return _equations(marked, formulas, context)


def _derivative(match: re.Match[str], marked: str, formulas: list[str], context: Context) -> list[Stated]:
    body, by, answer = (formulas[int(match[part])] for part in ("body", "by", "answer"))
    asked = meanings_in_words(match["noun"], body, by, context)
    before, behind = marked[: match.end("is")], marked[match.end() :].strip(" .")
    prompt = re.sub(r" (?:is)(?: simply| just| given by| equal to| then)*$", " is …", before)
    prompt += f" {behind}" if behind else ""
    left = f"the {match['noun']} of {body}"
    return [Stated(_with_formulas(prompt, formulas), left, answer, told(left, answer, context, asked))]


def _eigenvalues(match: re.Match[str], marked: str, formulas: list[str]) -> Stated | None:
    what, how = formulas[int(match["what"])], match["how"]
    uses = names_used((what,))
    if len(uses) != 1:
        return None
    name = spelt_name(uses[0].name)
    fold = {"sum": "sum", "product": "prod"}[how]
    try:
        scope = read_scope({name: "matrix(n, n)"})
        verdict = grade(what, f"{fold}(eigvals({name}))", scope, verify=True, budget=PATIENCE, explain=False)
    except (ReadingError, ShapeError, DeclarationError):
        return None
    if not verdict.is_right:
        return None
    gap = marked[: match.start("how")] + "{{" + how + "}}" + marked[match.end("how") :]
    remark = f"The program has compared both sides, {fold}(eigvals({name})), for every square {name}."
    return Stated("", cloze=_with_formulas(gap, formulas), remark=remark)


def defined_in(raw: str, context: Context) -> list[Stated]:
    """What a text defines, as rules that ask for what a name stands for."""
    formulas = [unspaced(tidy(match[1])) for match in FORMULA.finditer(raw)]
    numbers = iter(range(len(formulas)))
    marked = FORMULA.sub(lambda _: f"⟦{next(numbers)}⟧", prose_of(raw))
    # What it defines is what is asked for: put in for the name, it would be the answer to itself.
    names = {one.name for one in map(definition_of, formulas) if one is not None}
    kept = {name: one for name, one in context.definitions.items() if name not in names}
    return _equations(marked, formulas, replace(context, definitions=kept), defining=True)


def _equations(marked: str, formulas: list[str], context: Context, *, defining: bool = False) -> list[Stated]:
    """Equations within a text, those that state something, or those that define a name."""
    found = []
    for at, formula in enumerate(formulas):
        chain = chain_of((membership(formula) or (formula,))[0])
        if len(chain) < 2 or (definition_of(formula) is not None) is not defining:
            continue
        prompt = _with_formulas(marked.replace(f"⟦{at}⟧", f"${chain[0]} =$ …"), formulas)
        prompt = re.sub(r"…\.(?=\s|$)", "…", prompt)
        whole = " = ".join(chain)
        found.append(Stated(prompt, chain[0], whole, told(chain[0], chain[-1], context)))
    return found


def _with_formulas(marked: str, formulas: list[str]) -> str:
    return re.sub(r"⟦(\d+)⟧", lambda match: f"${formulas[int(match[1])]}$", marked)
