"""A deck saved in an editor while it is studied."""

import pytest

from quizzer.deck.loading import load
from quizzer.deck.reloading import reload

BEFORE = """\
cards:
  - {id: one, prompt: p, answer: x}
  - {id: two, prompt: q, answer: y}
  - {id: three, prompt: r, answer: z}
"""


@pytest.fixture
def saved(deck_file):
    path = deck_file(BEFORE)
    decks = load([path]).decks

    def save(text):
        path.write_text(text, encoding="utf-8")
        return reload(decks)

    return save


def ids(found):
    return [card.id for deck in found.decks for card in deck.cards]


def test_nothing_changed(saved):
    found = saved(BEFORE)
    assert (found.problems, found.changed, found.added, found.removed) == ((), set(), set(), set())


def test_a_line_more_above_a_card_changes_none(saved):
    assert saved("deck: deck\n# a comment\n" + BEFORE).changed == set()


def test_a_typo_put_right_is_a_change_of_that_card(saved):
    found = saved(BEFORE.replace("answer: y", "answer: 2 y"))
    assert (found.changed, ids(found)) == ({"deck/two"}, ["one", "two", "three"])
    assert found.decks[0].cards[1].question.answers[0].text == "2 y"


def test_a_declaration_for_all_changes_all(saved):
    found = saved("symbols: {x, y, z: positive}\n".replace("x, y, z", '"x, y, z"') + BEFORE)
    assert found.changed == {"deck/one", "deck/two", "deck/three"}


def test_a_card_more_and_one_taken_out(saved):
    found = saved(BEFORE.replace("id: two", "id: four"))
    assert (found.added, found.removed, ids(found)) == ({"deck/four"}, {"deck/two"}, ["one", "four", "three"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (BEFORE.replace("prompt: q, ", ""), "a card without a prompt"),
        (BEFORE.replace("answer: y}", "answer: y"), "a bracket that is not closed yet"),
        (BEFORE.replace("id: two, prompt: q, answer: y", "id: two"), "a card half written"),
    ],
)
def test_a_broken_card_stays_as_it_was_in_its_place_and_is_told(saved, text, why):
    found = saved(text)
    assert ids(found) == ["one", "two", "three"], why
    assert found.kept == {"deck/two"}
    assert found.problems
    assert found.removed == set()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "an editor that empties the file before it writes"),
        ("cards: [", "no YAML at all"),
        ("symbols: {x: nonsense(}\n" + BEFORE, "declarations that cannot be read"),
        ("crads:" + BEFORE.removeprefix("cards:"), "the list misspelt"),
    ],
)
def test_a_broken_file_keeps_all_its_cards(saved, text, why):
    found = saved(text)
    assert ids(found) == ["one", "two", "three"], why
    assert found.problems


def test_good_cards_of_a_broken_file_are_taken_as_they_are_now(saved):
    found = saved(BEFORE.replace("answer: x", "answer: 3 x").replace("prompt: q, ", ""))
    assert (found.changed, found.kept) == ({"deck/one"}, {"deck/two"})


def test_a_file_that_is_gone_keeps_its_cards(deck_file):
    path = deck_file(BEFORE)
    decks = load([path]).decks
    path.unlink()
    found = reload(decks)
    assert ids(found) == ["one", "two", "three"]
    assert "No such file" in found.problems[0].message


def test_other_decks_are_not_touched_by_a_broken_one(deck_file):
    broken, sound = deck_file(BEFORE, "a.yaml"), deck_file(BEFORE, "b.yaml")
    decks = load([broken, sound]).decks
    broken.write_text("cards: [", encoding="utf-8")
    sound.write_text(BEFORE.replace("answer: z", "answer: 5"), encoding="utf-8")
    found = reload(decks)
    assert [deck.slug for deck in found.decks] == ["a", "b"]
    assert found.changed == {"b/three"}


def test_a_deck_that_is_new_stands_after_the_others(deck_file):
    decks = load([deck_file(BEFORE)]).decks
    other = deck_file(BEFORE, "another.yaml")
    found = reload(decks, [other])
    assert [deck.slug for deck in found.decks] == ["deck", "another"]
    assert found.added == {"another/one", "another/two", "another/three"}


def test_a_card_in_steps_that_only_moved_in_its_file_is_not_changed(tmp_path):
    path = tmp_path / "moved.yaml"
    steps = "  - {id: s, prompt: P, steps: [{prompt: One, answer: '1'}, {prompt: Two, answer: '2'}]}\n"
    path.write_text(f"deck: D\ncards:\n{steps}", encoding="utf-8")
    decks = load([path]).decks
    path.write_text(f"deck: D\ncards:\n  - {{id: a, prompt: A, text: [a]}}\n{steps}", encoding="utf-8")
    found = reload(decks)
    assert (found.changed, found.added) == (frozenset(), {"moved/a"})
