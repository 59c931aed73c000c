"""What is asked today, and in which order."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.cards import Card, Recall
from quizzer.deck.spelt import Spelt
from quizzer.scheduling.log import Review
from quizzer.study.overview import overview
from quizzer.study.queue import Item, Rules, apart
from quizzer.study.session import give_up, judge, proceed
from quizzer.study.summary import summary


def test_new_cards_come_in_the_decks_order_up_to_the_days_limit(sit, clock):
    rules = Rules(new_a_day=3)
    session = sit(rules=rules)
    assert [item.kind for item in session.queue] == ["new"] * 3
    session, _ = give_up(session, clock.moment())
    again = sit(rules=rules, rows=session.rows)
    assert [item.kind for item in again.queue] == ["new", "new", "repeat"], "one of three was met today"
    clock.next_day()
    assert sorted(item.kind for item in sit(rules=rules, rows=session.rows).queue) == ["new"] * 3 + ["review"]


def test_limits_named_for_one_sitting_hold(sit):
    assert len(sit(new=2).queue) == 2
    assert len(sit(limit=1).queue) == 1
    assert sit(new=0).queue == ()


def test_the_most_overdue_comes_first(sit, clock):
    rows = ()
    for name in ("form", "words", "half"):
        typed = {"form": "(A + A')x", "words": "sum", "half": "6.93"}[name]
        rows = judge(sit(name, rows=rows), typed, clock.moment())[0].rows
        clock.next_day()
    clock.next_day(5)
    assert [item.card.id for item in sit("half", "words", "form", rows=rows).queue] == [
        "form",
        "words",
        "half",
    ]


def card(number, family):
    return Card(f"d/{number}", "d", str(number), Spelt.bare("?"), Recall(Spelt.bare("!")), family=family)


@given(st.lists(st.sampled_from(["a", "b", "c", ""]), max_size=12))
def test_interleaving_asks_the_same_cards_with_no_family_back_to_back_where_another_is_left(families):
    items = [Item(card(number, family), "new") for number, family in enumerate(families)]
    mixed = apart(items)
    assert sorted(item.card.key for item in mixed) == sorted(item.card.key for item in items)
    for place in range(1, len(mixed)):
        family = mixed[place].card.family
        if family and mixed[place - 1].card.family == family:
            assert all(item.card.family == family for item in mixed[place:]), (
                "only where nothing else was left"
            )


def test_an_overview_counts_what_is_due_new_and_learned(tmp_path, sit, cards, clock):
    from quizzer.deck.loading import load

    deck = load([next(tmp_path.glob("*.yaml"))]).decks[0]
    session, _ = judge(sit("form", "words"), "(A + A')x", clock.moment())
    session, _ = give_up(proceed(session), clock.moment())
    shown = overview([deck], session.rows, clock.at, Rules(new_a_day=4))
    (counts,) = shown.decks
    assert (counts.due, counts.new, counts.learned, counts.total) == (1, 5, 1, 7), "the repeat is due today"
    assert (shown.new_today, shown.tomorrow, shown.day_number, shown.answered_today) == (2, 2, 1, 2)
    assert counts.retention is None, "too little to tell"
    assert shown.minutes is None
    tomorrow = overview([deck], session.rows, clock.at + timedelta(days=1), Rules())
    assert (tomorrow.due_now, tomorrow.day_number) == (2, 2)


def test_the_steps_of_a_card_are_one_card_in_the_time_that_is_foretold(tmp_path, sit, clock):
    """Ten cards of three steps at ten seconds each, and one that waits: half a minute."""
    from quizzer.deck.loading import load

    deck = load([next(tmp_path.glob("*.yaml"))]).decks[0]
    rows = [
        Review(f"r{10 * one + step:03}", "here", f"gone/{one}", clock.at + timedelta(seconds=60 * one + step),
               "review", quality=4 if step == 2 else None, seconds=10)
        for one in range(10)
        for step in range(3)
    ]  # fmt: skip
    assert overview([deck], rows, clock.at, Rules(new_a_day=11)).minutes == 0.5


def test_a_summary_names_what_was_hard_and_when_all_comes_back(sit, clock):
    session, _ = judge(sit("form", "words"), "2 A x", clock.moment())
    session, _ = judge(proceed(session), "sum", clock.moment())
    session, _ = judge(proceed(session), "(A + A')x", clock.moment())
    told = summary(session)
    assert (told.asked, told.right, told.left) == (2, 1, 0)
    assert [(one.card.id, one.quality, one.times) for one in told.hard] == [("form", 2, 2)]
    assert told.due == ((clock.at.date() + timedelta(days=1), 2),)
