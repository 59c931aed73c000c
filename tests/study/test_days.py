"""What a sitting asks and leaves for another day: twins, limits, ahead of schedule, a time box, families."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.loading import load
from quizzer.study.interleaving import apart, next_first
from quizzer.study.nothing import why_nothing
from quizzer.study.queue import Rules
from quizzer.study.session import begin, give_up, judge, proceed, skip, undo
from quizzer.study.summary import summary

RIGHT = "(A + A^T) x"


@pytest.fixture
def twins(tmp_path):
    path = tmp_path / "pairs.yaml"
    path.write_text(
        "deck: Pairs\ncards:\n"
        "  - {id: one, prompt: What is one?, text: [uno], reverse: true}\n"
        "  - {id: two, prompt: What is two?, text: [due], reverse: true}\n",
        encoding="utf-8",
    )
    return list(load([path]).decks[0].cards)


def test_the_other_side_of_a_card_waits_until_tomorrow(twins, clock):
    session = begin(twins, (), clock.at, device="d", seed=1)
    assert [item.card.id for item in session.queue] == ["one", "two"]
    assert session.siblings == 2
    while session.asked:
        session = proceed(
            judge(session, {"one": "uno", "two": "due"}[session.asked.card.id], clock.moment())[0]
        )
    assert summary(session).siblings == 2
    later = begin(twins, session.rows, clock.at, device="d", seed=1)
    assert later.asked is None
    assert "2 cards wait until tomorrow" in why_nothing(later)
    clock.next_day()
    tomorrow = begin(twins, session.rows, clock.at, device="d", seed=1)
    assert sorted(item.card.id for item in tomorrow.queue) == ["one", "two"], (
        "the due sides go before the new"
    )


def test_reviews_have_a_daily_limit_and_what_is_beyond_it_is_told(sit, clock):
    session = sit("form", "words", "half")
    for typed in (RIGHT, "sum", "6.93"):
        session = proceed(judge(session, typed, clock.moment())[0])
    clock.next_day()
    rules = Rules(reviews_a_day=1)
    session = sit(rows=session.rows, rules=rules, new=0)
    assert (len(session.queue), session.beyond) == (1, 2)
    session = proceed(give_up(session, clock.moment())[0])
    assert summary(session).beyond == 2
    assert [item.kind for item in session.queue] == ["repeat"]


def test_ahead_of_schedule_asks_what_falls_due_by_then_but_nothing_twice_a_day(sit, clock):
    session, _ = judge(sit("form", "words"), RIGHT, clock.moment())
    assert [item.card.id for item in sit("form", rows=session.rows, ahead=30).queue] == [], "answered today"
    clock.next_day()
    session, _ = judge(sit("form", rows=session.rows), RIGHT, clock.moment())
    clock.next_day()
    for ahead, asked in [(0, 0), (4, 0), (5, 1)]:
        assert len(sit("form", rows=session.rows, ahead=ahead).queue) == asked, (
            f"due in 5 days, {ahead} ahead"
        )
    session, outcome = judge(sit("form", rows=session.rows, ahead=5), RIGHT, clock.moment())
    assert outcome.reviews[0].kind == "review", "it is a review like any other, from today on"


def test_the_time_box_ends_a_sitting_with_the_card_in_hand(sit, clock):
    session = sit("form", "words", "half", minutes=2)
    session, _ = judge(session, RIGHT, clock.moment())
    session = proceed(session, clock.at)
    assert session.asked.card.id == "words"
    clock.moment()
    session, outcome = judge(session, "sum", clock.moment())
    assert outcome.kind == "right", "what is in hand is finished"
    session = proceed(session, clock.at)
    assert (session.asked, session.is_over) == (None, True)
    assert summary(session).left == 1
    session, _ = undo(session, clock.moment())
    assert session.asked.card.id == "words", "the last answer can still be taken back"


def test_the_time_box_ends_no_card_between_its_steps(sit, clock):
    session, _ = judge(sit("layer", "form", minutes=0), "σ(z)(1 - σ(z))", clock.moment())
    session = proceed(session, clock.at)
    assert session.asked.step == 1


def test_nothing_left_is_no_time_that_was_up(sit, clock):
    session, _ = judge(sit("form", minutes=0), RIGHT, clock.moment())
    assert not proceed(session, clock.at).is_over


@pytest.mark.parametrize(
    ("begun", "said"),
    [
        ({"limit": 0}, "A limit of 0 cards asks for none"),
        ({"new": 0}, "no new cards were asked for"),
        ({"practice": True}, "Nothing is learned here yet"),
        ({"rules": Rules(new_a_day=0)}, "7 new cards wait until tomorrow"),
    ],
)
def test_why_nothing_is_asked(sit, begun, said):
    session = sit(**begun)
    assert session.asked is None
    options = {name: begun[name] for name in ("new", "limit") if name in begun}
    assert said in why_nothing(session, **options)


@pytest.mark.parametrize("kind", ["suspend", "bury"])
def test_what_is_learned_and_put_away_is_not_called_unlearned(sit, clock, kind):
    session, _ = judge(sit("form"), RIGHT, clock.moment())
    away = replace(session.rows[-1], id="away", kind=kind, quality=None, verdict="", typed="")
    begun = sit("form", rows=(*session.rows, away), practice=True)
    assert begun.asked is None
    assert why_nothing(begun).startswith("All that is learned here is suspended, or put off")


# ---------------------------------------------------------------- families


def clumps(families):
    return sum(one == other is not None for one, other in pairwise(families))


@given(st.lists(st.sampled_from(["a", "b", "c", "d", None]), max_size=14))
def test_families_stand_together_only_where_they_must(families):
    mixed = apart(families, lambda family: family)
    assert Counter(mixed) == Counter(families)
    most = max(Counter(family for family in families if family).values(), default=0)
    must = max(0, most - (len(families) - most) - 1)
    assert clumps(mixed) == must


def test_what_is_apart_already_is_left_as_it_is():
    families = ["a", "b", "a", None, None, "c", "a"]
    assert apart(families, lambda family: family) == families


def test_ten_thousand_cards_of_two_families_are_mixed():
    mixed = apart(["a"] * 6000 + ["b"] * 4000, lambda family: family)
    assert clumps(mixed) == 1999


def test_a_card_of_another_family_comes_next_also_where_the_queue_changes_on_the_way(sit, clock):
    session = sit("form", "hessian", "words")
    assert [item.card.id for item in session.queue] == ["form", "words", "hessian"]
    session = skip(session)
    assert [item.card.id for item in session.queue] == ["words", "hessian", "form"]
    assert next_first(["a", "a", "b"], lambda family: family, "a") == ["b", "a", "a"]
    assert next_first(["a", "a"], lambda family: family, "a") == ["a", "a"], "nothing else is left"


def test_a_repeat_does_not_follow_on_a_card_of_its_family(sit, clock):
    session = proceed(give_up(sit("form", "hessian", "words"), clock.moment())[0])
    order = []
    while session.asked:
        order.append(session.asked.card.id)
        session = proceed(
            judge(session, {"words": "sum", "hessian": "A + A^T", "form": RIGHT}[order[-1]], clock.moment())[
                0
            ]
        )
    assert order == ["words", "hessian", "form"]
    assert clock.at - session.rows[0].at < timedelta(hours=1)


def test_an_answer_taken_back_was_not_given_today(sit, clock, cards):
    from quizzer.deck.cards import Deck
    from quizzer.study.overview import overview

    deck = Deck("Small", "small", None, tuple(cards.values()))
    session, _ = judge(sit("form"), RIGHT, clock.moment(seconds=60.0))
    assert overview([deck], session.rows, clock.at).answered_today == 1
    session, _ = undo(session, clock.moment())
    assert overview([deck], session.rows, clock.at).answered_today == 0
