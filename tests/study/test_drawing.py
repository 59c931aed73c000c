"""Drawing a paper: seats by largest remainder, no card twice, a guise that is new for each."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.deck.loading import load
from quizzer.study.drawing import apportioned, drawn, questions_of
from quizzer.study.exams import Part, topics

DECK = """
deck: Rules
symbols: {A: "matrix(n, n)", x: vector(n), z: scalar}
cards:
  - {id: one, prompt: "$A x$ one", answer: A x, tags: [few], family: f}
  - {id: two, prompt: "$A x$ two", answer: 2 A x, tags: [few], family: f}
  - {id: three, prompt: "$A x$ three", answer: 3 A x, tags: [many]}
  - {id: four, prompt: "$A x$ four", answer: 4 A x, tags: [many], family: f}
  - {id: five, prompt: "$A x$ five", answer: 5 A x, tags: [many, few]}
  - {id: six, prompt: "$z$ six", answer: 6 z, tags: [many]}
  - {id: varied, vary: {k: [2, 3, 5, 7]}, prompt: "${k} A x$", answer: "{k} A x", tags: [varied]}
"""


@pytest.fixture
def cards(tmp_path):
    path = tmp_path / "rules.yaml"
    path.write_text(DECK, encoding="utf-8")
    loaded = load([path])
    assert not loaded.problems
    return loaded.decks[0].cards


@pytest.mark.parametrize(
    ("shares", "seats", "room", "given"),
    [
        ([1, 1], 10, [99, 99], [5, 5]),
        ([2, 1], 20, [99, 99], [13, 7]),  # 13⅓ and 6⅔: the larger remainder gets the last seat
        ([1, 1, 1], 10, [99, 99, 99], [4, 3, 3]),  # a tie goes to the first
        ([41, 29, 17, 13], 10, [99] * 4, [4, 3, 2, 1]),
        ([2, 1], 20, [5, 99], [5, 15]),  # what a topic has no room for goes to the others
        ([2, 1], 20, [5, 6], [5, 6]),
        ([1], 3, [0], [0]),
        ([], 3, [], []),
    ],
)
def test_seats_go_by_largest_remainder(shares, seats, room, given):
    assert apportioned([Fraction(one) for one in shares], seats, room) == given


@given(
    st.lists(st.tuples(st.integers(1, 50), st.integers(0, 30)), min_size=1, max_size=6), st.integers(0, 80)
)
def test_all_seats_are_given_as_far_as_there_is_room(topics_, seats):
    shares, room = [Fraction(one) for one, _ in topics_], [one for _, one in topics_]
    given = apportioned(shares, seats, room)
    assert sum(given) == min(seats, sum(room))
    assert all(0 <= one <= most for one, most in zip(given, room, strict=True))


@given(st.lists(st.integers(1, 50), min_size=1, max_size=6), st.integers(0, 80))
def test_with_room_enough_nobody_is_a_whole_seat_off_its_share(shares, seats):
    given = apportioned([Fraction(one) for one in shares], seats, [10**6] * len(shares))
    for one, share in zip(given, shares, strict=True):
        assert abs(one - Fraction(share * seats, sum(shares))) < 1


def test_a_paper_holds_as_many_of_each_topic_as_it_weighs_and_no_card_twice(cards):
    parts = (Part("tag", "many", Fraction(2)), Part("tag", "few", Fraction(1)))
    found = drawn(topics(parts, cards), 3, seed=5)
    assert sorted(one.topic for one in found) == ["few", "many", "many"]
    assert len({one.card.key for one in found}) == 3


def test_a_card_of_two_topics_stands_on_the_paper_once_and_another_fills_its_place(cards):
    parts = (Part("tag", "many"), Part("tag", "few"))
    for seed in range(20):
        found = drawn(topics(parts, cards), 6, seed)
        assert sorted(one.card.id for one in found) == ["five", "four", "one", "six", "three", "two"]


def test_a_paper_is_shorter_where_there_are_not_enough_cards(cards):
    assert len(drawn(topics((Part("tag", "few"),), cards), 20, seed=1)) == 3


def test_a_parametric_card_comes_again_only_in_another_instance(cards):
    found = drawn(topics((Part("tag", "varied"),), cards), 20, seed=1)
    assert [one.card.id for one in found] == ["varied"] * 3
    assert len({one.instance for one in questions_of(found, 1)}) == 3


def test_a_suspended_card_can_be_left_out(cards):
    found = drawn(topics((Part("tag", "few"),), cards), 20, seed=1, without={"rules/one"})
    assert sorted(one.card.id for one in found) == ["five", "two"]


def test_one_family_is_kept_apart_where_that_can_be(cards):
    for seed in range(30):
        found = [one.card.family for one in drawn(topics((), cards), 7, seed)]
        assert not any(one == other == "f" for one, other in pairwise(found)), seed


def test_the_same_seed_draws_the_same_paper_and_another_seed_another(cards):
    def paper(seed):
        return questions_of(drawn(topics((), cards), 5, seed), seed)

    assert paper(3) == paper(3)
    assert len({tuple(one.card for one in paper(seed)) for seed in range(10)}) > 1


def test_a_paper_may_keep_the_names_of_the_deck(cards):
    found = drawn(topics((Part("tag", "few"),), cards), 3, seed=1)
    assert all(one.names for one in questions_of(found, 1))
    assert not any(one.names for one in questions_of(found, 1, rename=False))
