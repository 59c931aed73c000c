"""What is said of a plan, claim by claim; each with how it was computed, from what, and what was assumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizzer.scheduling.prediction import ENOUGH_TO_TELL, predicted_ahead
from quizzer.scheduling.reliability import ENOUGH_PER_TENTH, TENTHS, tenths
from quizzer.study import plan_how as explained
from quizzer.study import when
from quizzer.study.planned import WORTH_SAYING

if TYPE_CHECKING:
    from quizzer.study.planned import Estimate, Plan


TOO_LITTLE = "too little to tell"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its name, what is claimed in one or more lines, and how it comes about in sentences."""

    name: str
    lines: tuple[str, ...]
    how: tuple[str, ...]


def percent(share: float) -> str:
    """`74 %`."""
    return f"{round(100 * share)} %"


def estimate(found: Estimate) -> str:
    """`74 % (66–81)`."""
    return f"{percent(found.mean)} ({round(100 * found.low)}–{round(100 * found.high)})"


def falls(by: float) -> str:
    """`about 3 points less`."""
    points = round(100 * by)
    if by < WORTH_SAYING:
        return "less than a point"
    return f"about {when.counted(points, 'point')} less"


def minutes(found: float) -> str:
    """`24 min`."""
    return f"{max(1, round(found))} min" if found > 0 else "nothing"


def too_little(plan: Plan) -> str:
    """Why there is no number."""
    return f"{TOO_LITTLE} ({plan.model.answers} of {ENOUGH_TO_TELL} answers to cards seen before)"


def keeps(plan: Plan) -> str:
    """One sentence for the home screen: how one stands, and what today takes."""
    mark = f"{estimate(plan.expected)} expected" if plan.tells else "too little to tell yet"
    today = plan.minutes_today
    does = f"Today {minutes(today)} keeps the plan." if today else "Today is done."
    return f'Exam "{plan.exam.name}", {_until(plan.days)}: {mark}. {does}'


def _until(days: int) -> str:
    return "tomorrow" if days == 1 else f"in {days} days"


def claims(plan: Plan) -> tuple[Claim, ...]:
    """All that is claimed, the mark first."""
    return (_mark(plan), _today(plan), _new(plan), _final(plan), _missed(plan), _less(plan))


# ---------------------------------------------------------------- claim by claim


def _mark(plan: Plan) -> Claim:
    if not plan.tells:
        return Claim("Expected mark", (too_little(plan),), explained.mark(plan))
    lines = [
        f"{estimate(plan.expected)} if you follow the plan",
        f"{estimate(plan.plain)} by plain spacing alone",
        f"{estimate(plan.stopped)} if you stop now",
    ]
    if plan.is_plain_enough:
        lines.append("Plain spacing is enough: the plan would add less than a point.")
    return Claim("Expected mark", tuple(lines), explained.mark(plan))


def _today(plan: Plan) -> Claim:
    parts = [
        when.counted(len(plan.due), "review") if plan.due else "",
        f"{len(plan.new)} new" if plan.new else "",
        f"{len(plan.passes)} of the final pass" if plan.passes else "",
    ]
    told = ", ".join(filter(None, parts))
    line = f"{minutes(plan.minutes_today)}: {told}" if told else "nothing is left to do"
    return Claim("Today", (line,), explained.today(plan))


def _new(plan: Plan) -> Claim:
    if not plan.unseen:
        line = "none: all are begun"
    elif plan.last_new is None:
        line = "none from now on"
    else:
        until = f"a day until {when.day(plan.last_new, plan.today)}"
        line = f"{len(plan.new)} today" if plan.last_new == plan.today else f"{plan.new_a_day} {until}"
        line += f"; {plan.never_begun} are left out" if plan.never_begun else ", then all are begun"
    return Claim("New cards", (line,), explained.NEW)


def _final(plan: Plan) -> Claim:
    first = plan.final_from
    if first is None:
        line = "none is needed"
    else:
        most = max(round(one.passes) for one in plan.ahead)
        line = f"from {when.day(first, plan.today)}, up to {when.counted(most, 'card')} a day"
    return Claim("Final pass", (line,), explained.final_pass(plan))


def _missed(plan: Plan) -> Claim:
    line = falls(plan.missed_today) if plan.tells else TOO_LITTLE
    return Claim("Today missed", (line,), explained.missed(plan))


def _less(plan: Plan) -> Claim:
    half, lost = plan.half
    line = falls(lost) if plan.tells else TOO_LITTLE
    return Claim(f"{half} min a day", (line,), explained.less(plan))


# ---------------------------------------------------------------- whether predictions came true


def calibration(plan: Plan) -> tuple[str, ...]:
    """Predicted against observed, tenth by tenth, in rows; or that there is too little to tell."""
    chance, passed = predicted_ahead(plan.foretold), plan.foretold.passed
    fitted: tuple[str, ...] = ()
    if plan.fitted_until is not None:
        new = plan.foretold.day > plan.fitted_until.toordinal()
        chance, passed = chance[new], passed[new]
        until = when.day(plan.fitted_until, plan.today)
        fitted = (f"FSRS-6 was fitted to your answers until {until}; only later ones were news to it.",)
    found = tenths(chance, passed)
    if not found or not found[-1].tells:
        has = when.counted(len(passed), "answer")
        needed = TENTHS * ENOUGH_PER_TENTH
        return (f"Too little to tell: {has} to cards seen before, {needed} are needed.", *fitted)
    rows = [f"{'answers':>7}  {'predicted':>9}  {'right':>6}  {'95 % band':>10}"]
    for one in found:
        band = f"{round(100 * one.low)}–{round(100 * one.high)}"
        told = "" if one.agrees else "  outside its band"
        rows.append(
            f"{one.answers:>7}  {percent(one.predicted):>9}  {percent(one.observed):>6}  {band:>10}{told}"
        )
    outside = sum(not one.agrees for one in found)
    told = {0: "None lies", 1: "One lies"}.get(outside, f"{outside} of the ten lie")
    rows.append(
        "Each answer was predicted by what the log knew before that day; the band is Wilson's."
        f" {told} outside it; by chance alone one does in every other table."
    )
    return (*rows, *fitted)
