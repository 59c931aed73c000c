"""Looking for cards and at them, and what is done to one: rows of the log that can be taken back."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import replace
from datetime import timedelta

import pytest
from textual.app import App

from quizzer.deck.cards import Card, TextAnswer
from quizzer.deck.loading import load
from quizzer.deck.spelt import Spelt
from quizzer.errors import StorageError
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import Review
from quizzer.study.filter_parser import PROPERTIES, STATES
from quizzer.tui.browse import BrowseScreen, CardPane
from quizzer.tui.card_list import CardList
from quizzer.tui.home import HomeScreen
from quizzer.tui.review import ReviewScreen
from quizzer.tui.shelf import Shelf


def browsing(query=""):
    return lambda desk: BrowseScreen(desk, query)


def row(number, card, at, kind="review", **more):
    return Review(f"a{number:03}", "here", f"every-kind/{card}", at, kind, **more)


@pytest.fixture
def open_browse(open_app):
    """A browser over the deck of every kind, with a history of three cards."""
    at = open_app.at
    open_app.rows = [
        row(
            1,
            "gradient",
            at - timedelta(days=7),
            quality=4,
            typed="A x + A'x",
            verdict="equivalent",
            seconds=12.0,
        ),
        row(2, "gradient", at - timedelta(days=6), quality=1, typed="2 A x", verdict="different symmetric"),
        row(3, "gradient", at - timedelta(days=6), "override", quality=2, typed="2 A x", refers="a002"),
        row(4, "half-life", at - timedelta(days=1), quality=4, typed="6.93", verdict="equivalent"),
        row(5, "half-life", at, quality=0),
        row(6, "half-life", at, "undo", refers="a005"),
        row(7, "cyclic", at, "suspend"),
    ]

    def opened(query="", **more):
        return open_app(opening=browsing(query), **more)

    opened.rows = open_app.rows
    return opened


async def drawn(stage):
    """Wait until the screen stays as it is: a scrollbar comes one layout after what it scrolls."""
    before = ""
    while before != stage.styled():
        before = stage.styled()
        await stage.pilot.pause(0.2)


def shown(stage):
    return [one.card.id for one in stage.app.screen.query_one(CardList).subjects]


async def test_b_at_home_opens_it_and_escape_leaves_it(open_app):
    async with open_app() as stage:
        await stage.press("b")
        assert isinstance(stage.app.screen, BrowseScreen)
        assert "8 cards" in stage.text()
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_cards_are_found_while_one_types(open_browse):
    async with open_browse() as stage:
        assert len(shown(stage)) == 8
        await stage.press("slash")
        await stage.type("is:due")
        assert shown(stage) == ["gradient", "half-life"]
        assert "2 of 8 cards" in stage.text()
        await stage.type(" -kind:number")
        assert shown(stage) == ["gradient"]
        await stage.press("enter")
        assert isinstance(stage.app.focused, CardList)


async def test_a_query_may_be_given_from_the_start(open_browse):
    async with open_browse("is:suspended") as stage:
        assert shown(stage) == ["cyclic"]
        assert "suspended" in stage.text()


async def test_a_filter_that_cannot_be_read_is_pointed_at_and_changes_nothing(open_browse):
    async with open_browse() as stage:
        await stage.press("slash")
        await stage.type("is:due")
        await stage.type(" (")
        lines = stage.lines()
        assert lines[1].rstrip() == " is:due ("
        assert lines[2] == "        ▔ a condition is missing here"
        assert shown(stage) == ["gradient", "half-life"]
        await stage.type("kind:number)")
        assert shown(stage) == ["half-life"]


async def test_letters_typed_into_the_filter_are_only_typed(open_browse):
    async with open_browse() as stage:
        await stage.press("slash")
        before = list(stage.rows)
        await stage.type("r@u-*iqo?")
        assert stage.app.screen.query_text == "r@u-*iqo?"
        assert stage.rows == before


async def test_while_one_types_only_keys_that_are_not_typed_are_offered(open_browse):
    async with open_browse() as stage:
        assert "@ suspend" in stage.lines()[-1]
        await stage.press("slash")
        assert stage.lines()[-1].split() == ["⏎", "to", "the", "cards", "F1", "help"]
        await stage.press("escape")
        assert "@ suspend" in stage.lines()[-1]


async def test_of_nothing_found_a_near_name_is_offered(open_browse):
    async with open_browse("family:quadratic-froms") as stage:
        assert "No card has the family" in stage.text()
        assert "`quadratic-forms`" in stage.text()


async def test_a_card_is_shown_as_it_will_look_with_its_history(open_browse):
    async with open_browse("id:gradient", size=(170, 50)) as stage:
        text = stage.text()
        for told in (
            "Gradient of f(x) = xᵀAx with respect to x.",
            "✓ (A + Aᵀ) x",
            "✗ A x",
            "One factor x was held still.",
            "Hint 2",
            "If A is symmetric this is 2Ax.",
            "A: n×n",
            "Due since 20 Nov · interval 1 day · ease 2.50 · 2 reviews, 1 passed · 1 lapse",
            "wrong: you took a matrix for symmetric; graded 1 by the judge",
            "right; 12 s",
        ):
            assert told in text or told.replace("xᵀAx", "xᵀ A x") in text, told
        newest, oldest = text.index("19 Nov"), text.index("18 Nov")
        assert newest < oldest


async def test_what_was_taken_back_is_shown_as_such(open_browse):
    async with open_browse("id:half-life", size=(100, 40)) as stage:
        text = stage.text()
        assert "0  –" in text
        assert "(taken back)" in text
        assert "1 review, 1 passed" in text


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("eigen-trace", ["✓ sum", "✓ /(the )?sum"]),
        ("half-life", ["✓ 6.93 (within 1%)"]),
        ("rank-bound", ["✓ min(rank A, rank B)", "✗ rank A + rank B"]),
        ("cyclic", ["The trace is […] under [… which? …] permutation", "✓ invariant", "✓ cyclic"]),
        ("chain-rule", ["State the chain rule", "∂f"]),
        (
            "sigmoid-layer",
            ["1 σ", "✓ σ(u) (1 − σ(u))", "2 Gradient of the sum", "The last step has the shape"],
        ),
    ],
)
async def test_every_kind_of_card_can_be_looked_at(open_app, name, told):
    async with open_app(opening=browsing(f'id:"{name}"'), size=(100, 40)) as stage:
        text = stage.text()
        for one in told:
            assert one in text, one


async def test_suspending_is_a_row_and_the_same_key_resumes(open_browse):
    async with open_browse("id:gradient") as stage:
        await stage.press("at")
        assert stage.rows[-1].kind == "suspend"
        assert fold(stage.rows)["every-kind/gradient"].suspended
        assert "Suspended: not asked until it is resumed." in stage.text()
        await stage.press("at")
        assert stage.rows[-1].kind == "resume"
        assert not fold(stage.rows)["every-kind/gradient"].suspended


@pytest.mark.parametrize(("key", "kind"), [("at", "suspend"), ("minus", "bury"), ("asterisk", "flag")])
async def test_what_was_done_here_is_taken_back_here(open_browse, key, kind):
    async with open_browse("id:gradient") as stage:
        before = fold(stage.rows)
        await stage.press(key)
        assert stage.rows[-1].kind == kind
        assert fold(stage.rows) != before
        await stage.press("u")
        assert stage.rows[-1].kind == "undo"
        assert fold(stage.rows) == before
        assert "Taken back" in stage.text()


async def test_an_answer_is_not_taken_back_from_here(open_browse):
    async with open_browse("id:gradient") as stage:
        before = list(stage.rows)
        await stage.press("u")
        assert stage.rows == before


async def test_to_begin_anew_is_asked_first_and_is_a_row(open_browse):
    async with open_browse("id:gradient") as stage:
        before = list(stage.rows)
        await stage.press("r")
        assert "Begin gradient anew" in stage.text()
        assert "2 reviews" in stage.text()
        await stage.press("n")
        assert stage.rows == before
        await stage.press("r", "y")
        assert stage.rows[-1].kind == "reset"
        assert fold(stage.rows)["every-kind/gradient"].memory is None
        assert "Never asked" in stage.text()
        await stage.press("u")
        assert fold(stage.rows) == fold(before)


async def test_enter_alone_never_confirms(open_browse):
    async with open_browse("id:gradient") as stage:
        before = list(stage.rows)
        await stage.press("r", "enter", "escape")
        assert stage.rows == before


async def test_a_new_card_cannot_begin_anew(open_browse):
    async with open_browse("id:invertible") as stage:
        before = list(stage.rows)
        await stage.press("r")
        assert stage.app.screen_stack[-1].__class__ is BrowseScreen
        assert stage.rows == before


async def test_what_cannot_be_kept_is_said_and_not_shown_as_done(open_browse):
    def full(rows):
        raise StorageError("the disk is full.")

    async with open_browse("id:gradient", keep=full) as stage:
        await stage.press("at")
        assert "Not kept: the disk is full." in stage.text()
        assert not stage.app.screen.query_one(CardList).subject.state.suspended


async def test_a_parametric_card_shows_one_instance_after_another(open_app, tmp_path):
    path = tmp_path / "drill.yaml"
    path.write_text(
        'deck: Drill\ncards: [{id: c, vary: {k: [2, 3, 5]}, prompt: "Twice {k}?", text: ["{k} and {k}"]}]\n',
        encoding="utf-8",
    )
    open_app.decks = load([path]).decks
    async with open_app(opening=browsing()) as stage:
        seen = set()
        for _ in range(12):
            (line,) = [line for line in stage.lines() if "one of 3 instances" in line]
            k = line.split("k = ")[1][0]
            assert f"✓ {k} and {k}" in stage.text()
            seen.add(k)
            before = k
            await stage.press("i")
            assert f"k = {before};" not in stage.text()
        assert seen == {"2", "3", "5"}


@pytest.fixture
def edited(open_app, tmp_path, monkeypatch):
    """A deck of two cards, and an editor that does to its file what a test says."""
    path = tmp_path / "own" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(
        "deck: Mine\ncards:\n  - {id: one, prompt: First?, text: [a]}\n  - {prompt: Second?, text: [b]}\n",
        encoding="utf-8",
    )
    open_app.decks = load([path]).decks

    def editor(program):
        script = tmp_path / "editor.py"
        script.write_text(f"import sys\npath = sys.argv[-1]\ntext = open(path).read()\n{program}\n")
        shelf = Shelf(path.parent, tmp_path, environment={"EDITOR": f"{sys.executable} {script}"})
        return opening_with(shelf)

    def opening_with(shelf):
        def opening(desk):
            desk.shelf = shelf
            return BrowseScreen(desk)

        return opening

    monkeypatch.setattr(App, "suspend", lambda _: contextlib.nullcontext())
    return editor


async def test_a_card_is_edited_and_looked_at_as_it_is_then(open_app, edited):
    opening = edited("open(path, 'w').write(text.replace('First?', 'Changed?'))")
    async with open_app(opening=opening) as stage:
        await stage.press("e")
        assert "The card is changed." in stage.text()
        assert "▸ Changed?" in stage.text()
        assert "First?" not in stage.text()
        assert stage.rows == []


async def test_the_history_of_a_card_without_an_id_goes_on_after_an_edit_of_its_prompt(open_app, edited):
    opening = edited("open(path, 'w').write(text.replace('Second?', 'Another?'))")
    key = open_app.decks[0].cards[1].key
    open_app.rows = [Review("a", "here", key, open_app.at, "review", quality=4)]
    async with open_app(opening=opening) as stage:
        await stage.press("down", "e")
        assert "Another?" in stage.text()
        assert stage.rows[-1].kind == "alias"
        (card,) = [card for card in stage.app.screen.desk.cards if card.prompt.text == "Another?"]
        assert fold(stage.rows)[card.key].reviews == 1
        await stage.press("end")
        assert "1 review, 1 passed" in stage.text()


async def test_a_broken_save_keeps_the_card_and_says_what_is_wrong(open_app, edited):
    opening = edited("open(path, 'w').write(text.replace('text: [a]', 'txet: [a]'))")
    async with open_app(opening=opening) as stage:
        await stage.press("e")
        assert "mine.yaml:3" in stage.text()
        assert "▸ First?" in stage.text()


async def test_a_card_that_is_taken_out_is_gone(open_app, edited):
    opening = edited("open(path, 'w').write(text.replace('  - {id: one, prompt: First?, text: [a]}\\n', ''))")
    async with open_app(opening=opening) as stage:
        await stage.press("e")
        assert "taken out of its deck" in stage.text()
        assert [one.prompt.text for one in stage.app.screen.desk.cards] == ["Second?"]


async def at_rest(stage):
    """The screen's text once it changes no more: the pane is laid out anew when its scroll bar comes."""
    seen = stage.text()
    for _ in range(40):
        await stage.pilot.pause(0.05)
        if (now := stage.text()) == seen:
            return now
        seen = now
    raise AssertionError("the screen does not come to rest")


async def test_without_decks_on_a_shelf_nothing_is_edited(open_browse):
    async with open_browse() as stage:
        before = await at_rest(stage)
        await stage.press("e")
        assert await at_rest(stage) == before


async def test_the_card_can_be_turned_to_and_read_on(open_browse):
    async with open_browse() as stage:
        await stage.press("enter")
        assert isinstance(stage.app.focused, CardPane)
        await stage.press("right")
        assert stage.app.screen.query_one(CardList).cursor == 1
        assert "eigen-trace" in stage.text()
        await stage.press("escape")
        assert isinstance(stage.app.focused, CardList)


async def test_the_cards_found_can_be_studied(open_browse):
    async with open_browse("is:due") as stage:
        await stage.press("g")
        assert isinstance(stage.app.screen, ReviewScreen)
        assert {item.card.id for item in stage.session.queue} == {"gradient", "half-life"}


async def test_the_cards_found_can_be_practised(open_browse):
    async with open_browse("id:half-life") as stage:
        await stage.press("p")
        assert [(item.card.id, item.kind) for item in stage.session.queue] == [("half-life", "practice")]


async def test_where_none_of_them_can_be_studied_it_is_said(open_browse):
    async with open_browse("is:suspended") as stage:
        await stage.press("p")
        assert isinstance(stage.app.screen, BrowseScreen)
        assert "nothing to practise" in stage.text()


async def test_help_tells_what_a_filter_may_hold(open_browse):
    async with open_browse(size=(80, 50)) as stage:
        await stage.press("slash", "f1")
        text = stage.text()
        assert "What a filter holds" in text
        assert all(state in text for state in STATES)
        assert all(name in text for name in PROPERTIES)
        assert "Type a filter" not in text.partition("What a filter holds")[2]


async def test_a_mistake_that_recurs_is_named_and_a_remark_is_shown(open_app, tmp_path):
    open_app.rows = [
        row(
            at,
            "gradient",
            open_app.at - timedelta(days=9 - at),
            quality=1,
            typed="2 A x",
            verdict="different symmetric",
        )
        for at in range(3)
    ]
    card = open_app.cards("gradient")[0]
    shelf = Shelf(tmp_path / "own", tmp_path / "data", bundled=open_app.decks[0].path.parent)
    shelf.remarks.file(open_app.decks[0], card, "Ask about the order.", open_app.at)

    def opening(desk):
        desk.shelf = shelf
        return BrowseScreen(desk, "id:gradient")

    async with open_app(opening=opening, size=(100, 50)) as stage:
        assert "Three times out of three you took a matrix for symmetric." in stage.text()
        assert "Ask about the order." in stage.text()


async def test_a_formula_wider_than_the_pane_is_scrolled_to(open_app):
    terms = " + ".join(f"a_{{{at}}}" for at in range(1, 40))
    wide = Card(
        "every-kind/w", "D", "w", Spelt.bare(f"Add $${terms}$$ up."), TextAnswer((Spelt.bare("yes"),))
    )
    open_app.decks = (replace(open_app.decks[0], cards=(wide,)),)
    async with open_app(opening=browsing()) as stage:
        pane = stage.app.screen.query_one(CardPane)
        assert pane.max_scroll_x > 40
        assert sum("a₂ + a₃" in line for line in stage.lines()[8:]) == 1


async def test_orders(open_browse):
    async with open_browse() as stage:
        await stage.press("o")
        assert shown(stage)[:2] == ["gradient", "half-life"]
        assert "due first" in stage.text()
        await stage.press("o", "o", "o", "o")
        assert shown(stage)[0] == "gradient"
        assert "due first" not in stage.text()


async def test_a_learners_and_a_decks_text_is_only_shown(open_app):
    hostile = "[bold]x[/bold] \x1b[31mred $\\frac{1}{2}$"
    deck = replace(
        open_app.decks[0],
        cards=(Card("every-kind/h", "[red]D", "h", Spelt.bare(hostile), TextAnswer((Spelt.bare("[/] y"),))),),
    )
    open_app.decks = (deck,)
    open_app.rows = [row(1, "h", open_app.at, quality=4, typed="[u]t[/u]\x07", verdict="equivalent")]
    async with open_app(opening=browsing()) as stage:
        text = stage.text()
        assert "[bold]x[/bold]" in text
        assert "[u]t[/u]" in text
        assert "\x1b" not in text
        assert "\x07" not in text


async def test_ten_thousand_cards_make_no_more_rows_than_are_in_sight(open_app, monkeypatch):
    made = []
    original = CardList._row
    monkeypatch.setattr(
        CardList, "_row", lambda self, subject, **more: made.append(1) or original(self, subject, **more)
    )
    cards = tuple(
        Card(f"d/{at}", "D", f"c{at}", Spelt.bare(f"Rule {at} of $x^{at}$"), TextAnswer((Spelt.bare("yes"),)))
        for at in range(10_000)
    )
    open_app.decks = (replace(open_app.decks[0], cards=cards),)
    async with open_app(opening=browsing()) as stage:
        made.clear()
        await stage.press("end")
        assert "Rule 9999" in stage.text()
        assert 0 < len(made) < 200
        await stage.press("slash")
        await stage.type("4321")
        assert shown(stage) == ["c4321"]


async def test_at_40_columns_the_list_is_seen_and_the_card_can_be_turned_to(open_browse):
    async with open_browse(size=(40, 12)) as stage:
        assert "▸ Gradient of f(x)" in stage.text()
        await stage.press("enter")
        assert "(A + Aᵀ) x" in stage.text() or "Due since" in stage.text()
        await stage.press("escape")
        assert "▸ Gradient of f(x)" in stage.text()


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_it_looks_as_it_should(open_browse, golden, size):
    async with open_browse("-is:suspended", size=size) as stage:
        await drawn(stage)
        golden(f"browse-{size[0]}x{size[1]}", stage.styled())


async def test_a_refused_filter_looks_as_it_should(open_browse, golden):
    async with open_browse("kind:cloze is:deu") as stage:
        await drawn(stage)
        golden("browse-refused-80x24", stage.styled())


async def test_the_question_before_beginning_anew_looks_as_it_should(open_browse, golden):
    async with open_browse("id:gradient") as stage:
        await stage.press("r")
        await drawn(stage)
        golden("browse-anew-80x24", stage.styled())
