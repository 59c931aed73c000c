"""How each number of a plan is computed: which model, from how many answers, on what assumptions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.scheduling.prediction import ENOUGH_TO_ADJUST
from quizzer.study import when
from quizzer.study.standing import ENOUGH_DAYS, ENOUGH_TIMES

if TYPE_CHECKING:
    from quizzer.study.planned import Plan


def _flat(text: str) -> str:
    return " ".join(text.split())


def model(plan: Plan) -> tuple[str, ...]:
    """How recall is predicted."""
    found, answers = plan.model, when.counted(plan.model.answers, "answer")
    if found.is_adjusted:
        fit = f"""a = {found.intercept:.2f} and b = {found.slope:.2f} are fitted to {answers} of yours to
        cards seen before."""
    else:
        fit = f"""Your log has {answers} to cards seen before; from {ENOUGH_TO_ADJUST} on a and b are fitted
        to it, until then a = 0 and b = 1."""
    which = "its published parameters" if found.is_published else "parameters fitted to your log"
    return (
        _flat(f"""Recall is predicted by FSRS-6 with {which}, whatever schedules. R is its recall; the
        chance of a right answer is σ(a + b·logit R)."""),
        _flat(fit),
    )


def mark(plan: Plan) -> tuple[str, ...]:
    """How the expected mark is computed."""
    return (
        _flat("""The mark is the sum over the cards of what each carries (a part's weight, even among its
        cards) times its chance on the day. A card never asked counts 0."""),
        _flat(f"""The days to the exam are played through {plan.trials} times, each card meeting luck of its
        own, the same on every way. In brackets stands where nine of ten marks lie: over those trials, over
        the a and b that your log allows (learners are assumed to differ by 0.5 in a and 0.2 in b), and over
        luck on the day. Which cards the paper picks, and nerves, are not in it."""),
        _flat("""Topic by topic it is the same over the topic's cards alone, each as heavy as the others."""),
        *model(plan),
    )


def today(plan: Plan) -> tuple[str, ...]:
    """How today's part is chosen."""
    return (
        seconds(plan),
        _flat(f"""The exam has {plan.exam.minutes_a_day} minutes a day. Reviews are those that the schedule
        has due today among the cards of the exam; where they do not all fit, the ones stay that raise the
        expected mark most. Cards of other decks are not counted."""),
        _flat("""The plan is made anew from the log whenever it is shown, so a day missed or a day ahead is
        in it. Today's part is what it was this morning, without what is done of it."""),
    )


NEW = (
    _flat("""Tried were your own number a day and what it takes to begin every card with three weeks or one
        to spare; and the best of those until the exam, or until 7 or 14 days before it. The highest mark is
        the plan; another number than yours is taken only where it is clearly better."""),
    _flat("""Where minutes are short new cards go first: one answer takes a card from nothing to more than
        half."""),
)


def final_pass(plan: Plan) -> tuple[str, ...]:
    """How the final pass is chosen, and why it is no review."""
    kept = plan.habits
    if kept.days:
        share = f"""You answered on {round(100 * kept.kept)} % of the last {kept.days} days, and it is
        spread as if that went on."""
    else:
        share = f"""It is assumed that every day is kept, until {ENOUGH_DAYS} days of study, with ten
        answers each, say otherwise."""
    if plan.is_bounded:
        bound = """No day of them holds more than twice the average of all days since your first answer."""
    else:
        bound = """A day of them may hold more than twice the average of all days since your first answer:
        to keep below would cost two points of the mark, or more."""
    return (
        _flat("""In the last 14 days every card that falls due only after the exam is asked once more, if
        that raises its chance on the day by 3 points or more (by less for a card that carries more marks).
        They are spread so that reviews and passes together are even over the days; first come those that
        lose least by being asked early."""),
        _flat(bound),
        _flat("""A pass is logged as practice and no schedule hears of it: SM-2 would take an early review
        for a late one and send the card years ahead. After the exam all is as if there had been none."""),
        _flat(share),
    )


def missed(plan: Plan) -> tuple[str, ...]:
    """How a day missed is weighed."""
    return (
        _flat("""The days are played through once more with nothing done today and the plan made good from
        tomorrow on, each card meeting the same luck."""),
        *model(plan),
    )


def less(plan: Plan) -> tuple[str, ...]:
    """How fewer minutes are weighed."""
    return (
        _flat(f"""The days are played through once more with {plan.half[0]} minutes each in place of
        {plan.exam.minutes_a_day}, each card meeting the same luck."""),
        seconds(plan),
        *model(plan),
    )


def seconds(plan: Plan) -> str:
    """How long a card takes."""
    habits = plan.habits
    if habits.timed:
        return _flat(f"""A card takes {habits.seconds_a_card:.0f} s, repeats included, by your last
        {habits.timed} answers before today.""")
    return _flat(f"""A card is assumed to take {habits.seconds_a_card:.0f} s, until {ENOUGH_TIMES} answers
        say otherwise.""")
