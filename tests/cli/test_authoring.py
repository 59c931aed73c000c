"""`quizzer new` and `quizzer add`: a deck begun, a card put into it once it is found right."""

import json

import pytest

from quizzer.deck.loading import load
from quizzer.deck.schema import schema


@pytest.fixture
def deck(quizzer, home):
    assert quizzer("new", "Linear algebra", "--no-edit").code == 0
    return home / "decks" / "linear-algebra.yaml"


def test_a_new_deck_is_among_ones_own_and_can_be_studied(quizzer, deck):
    assert "linear-algebra.yaml" in quizzer("due").out or "Linear algebra" in quizzer("due").out
    assert quizzer("check", str(deck)).code == 0


def test_a_deck_that_is_there_is_never_written_over(quizzer, deck):
    before = deck.read_bytes()
    ran = quizzer("new", "Linear algebra")
    assert (ran.code, deck.read_bytes()) == (2, before)
    assert "there already" in ran.err


def test_a_right_card_is_added_and_the_rest_stays(quizzer, deck):
    before = deck.read_text()
    ran = quizzer(
        "add", "linear-algebra", "--prompt", "Gradient of $2 a^T x$ by $x$.", "--answer", "2 a",
        "--verify", "grad(2 a^T x, x)", "--symbols", "a: vector(n)", "--tag", "gradient",
    )  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert "verified" in ran.out
    assert deck.read_text().startswith(before)
    assert quizzer("check", str(deck)).code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--prompt", "P", "--answer", "x", "--verify", "grad(2 x^T x, x)"], "its verify refutes it"),
        (["--prompt", "P", "--answer", "A + x^"], "a power is missing"),
        (["--prompt", "P $x", "--text", "t"], "$"),
        (["--prompt", "P", "--answer", "b"], "not declared"),
    ],
)
def test_a_wrong_card_is_shown_and_nothing_is_written(quizzer, deck, arguments, said):
    before = deck.read_bytes()
    ran = quizzer("add", "linear-algebra", *arguments)
    assert (ran.code, deck.read_bytes()) == (1, before)
    assert said in ran.out
    assert "Nothing was written" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["linear-algebra", "--prompt", "P"], "one of --answer"),
        (["linear-algebra", "--answer", "x"], "needs a --prompt"),
        (["linear-algebra", "--recall", "P"], "--answer-text"),
        (["linear-algebra", "--prompt", "P", "--answer", "x", "--text", "t"], "one of --answer"),
        (["linear-algebra", "--id", "eigenvalues-and-trace", "--prompt", "P", "--text", "t"], "already"),
        (["linear-algebra", "--prompt", "P", "--text", "t", "--symbols", "c"], "no colon"),
        (["matrix-calculus", "--prompt", "P", "--text", "t"], "comes with the program"),
        (["linaer-algebra", "--prompt", "P", "--text", "t"], "linear-algebra"),
    ],
)
def test_what_is_no_card_is_said_in_one_line(quizzer, deck, arguments, said):
    ran = quizzer("add", *arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.err.count("\n") == 1


def test_a_name_that_is_no_name_is_refused(quizzer):
    assert quizzer("new", "../x").code == 2


def test_a_new_deck_at_a_place_of_its_own_is_studied_by_its_path(quizzer, tmp_path):
    path = tmp_path / "notes" / "topology.yaml"
    ran = quizzer("new", str(path), "--no-edit")
    assert f"quizzer study {path}" in ran.out


def test_the_schema_that_a_new_decks_first_line_names_stands_beside_it(quizzer, deck):
    first = deck.read_text(encoding="utf-8").splitlines()[0]
    named = first.removeprefix("# yaml-language-server: $schema=")
    assert json.loads((deck.parent / named).read_text(encoding="utf-8")) == schema()


@pytest.mark.parametrize("place", ["my-deck.yaml", ".", ""])
def test_the_schema_is_written_beside_a_deck_into_a_folder_or_among_ones_own(
    quizzer, home, tmp_path, monkeypatch, place
):
    monkeypatch.chdir(tmp_path)
    ran = quizzer("schema", "--write", *filter(None, [place]))
    folder = tmp_path if place else home / "decks"
    assert ran.code == 0
    assert json.loads((folder / "deck.schema.json").read_text(encoding="utf-8")) == schema()


def test_the_schema_is_printed(quizzer):
    assert json.loads(quizzer("schema").out) == schema()


def replying(monkeypatch, *replies):
    """Types these, then the end of the input; returns the cues that were shown."""
    left, cues = iter(replies), []

    def typed(cue=""):
        cues.append(cue)
        try:
            return next(left)
        except StopIteration:
            raise EOFError from None

    monkeypatch.setattr("builtins.input", typed)
    return cues


def test_a_deck_comes_of_a_few_questions(quizzer, home, monkeypatch):
    replying(
        monkeypatch,
        "Forms: quadratic ones", "A, B: matrix(n, n); x: vector(n)",
        "Gradient of $x^T A x$ by $x$.", "(A + A^T) x", "grad(x^T A x, x)",
        "The trace is the … of the eigenvalues.", "", "sum",
        "",
    )  # fmt: skip
    ran = quizzer("new", "--ask", "Forms")
    assert (ran.code, ran.err) == (0, "")
    assert "Its verify gives the answer." in ran.out
    assert "It is in order" in ran.out
    [deck] = load([home / "decks" / "forms.yaml"]).decks
    assert deck.about == "Forms: quadratic ones"
    assert [card.prompt.text[:8] for card in deck.cards] == ["Gradient", "The trac"]
    assert (home / "decks" / "deck.schema.json").is_file()


def test_what_is_wrong_is_said_at_once_and_asked_again(quizzer, home, monkeypatch):
    replying(
        monkeypatch,
        "", "x vector", "x: vectr(n)", "x: vector(n)",
        "Gradient of $x^T x$.", "x", "grad(x^T x, x)",
        "Gradient of $x^T x$.", "2 x", "grad(x^T x, x)",
    )  # fmt: skip
    ran = quizzer("new", "--ask", "Norms")
    assert ran.code == 0
    for said in ("has no colon", "no kind `vectr`", "its verify refutes it", "Once more, then."):
        assert said in ran.out
    assert len(load([home / "decks" / "norms.yaml"]).decks[0].cards) == 1


def test_without_a_card_nothing_is_written(quizzer, home, monkeypatch):
    replying(monkeypatch, "about", "")
    ran = quizzer("new", "--ask", "Nothing")
    assert (ran.code, "nothing was written" in ran.err) == (1, True)
    assert not (home / "decks").exists()


def test_a_broken_save_leads_back_to_the_editor(quizzer, home, around, monkeypatch, tmp_path):
    """The editor here breaks the deck the first time, and puts it right the second."""
    editor = tmp_path / "editor"
    editor.write_text(
        "#!/bin/sh\nif grep -q 'A^)' \"$1\"; then sed -i 's/A^)/A^T)/' \"$1\"; else sed -i 's/A^T)/A^)/' \"$1\"; fi\n"
    )
    editor.chmod(0o755)
    around.environment["EDITOR"] = str(editor)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    cues = replying(monkeypatch, "y")
    ran = quizzer("new", "Forms")
    assert cues == ["Back to the editor? [Y/n] "]
    assert "a power is missing after ^" in ran.out
    assert (ran.code, "It is in order" in ran.out) == (0, True)


def test_a_deck_that_cannot_be_read_gets_no_card_and_says_why(quizzer, tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_text("cards: [{prompt: a {b}, text: c}]\n", encoding="utf-8")
    ran = quizzer("add", str(path), "--prompt", "q", "--text", "a")
    assert ran.code == 2
    assert "before this is put right: " in ran.err
    assert "broken.yaml:1:" in ran.err


def test_a_schema_is_written_into_no_folder_that_is_not_there(quizzer, tmp_path):
    ran = quizzer("schema", "--write", str(tmp_path / "nowhere" / "deck.yaml"))
    assert (ran.code, (tmp_path / "nowhere").exists()) == (2, False)


@pytest.mark.parametrize(
    ("typed", "file", "name"),
    [
        ("PCA and SVD", "pca-and-svd.yaml", "PCA and SVD"),
        ("Week 3: kernels", "week-3-kernels.yaml", "Week 3: kernels"),
        ("topology", "topology.yaml", "Topology"),
    ],
)
def test_a_deck_is_called_what_was_typed_and_its_file_what_any_system_takes(quizzer, home, typed, file, name):
    assert quizzer("new", typed, "--no-edit").code == 0
    assert load([home / "decks" / file]).decks[0].name == name


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--cloze", "The {{trace}} is a sum"], "    cloze: The {{trace}} is a sum"),
        (
            ["--prompt", "Which?", "--choice", "=a, b", "--choice", "c"],
            "    choices: ['=a, b', c]",
        ),
    ],
)
def test_a_gap_and_choices_can_be_added(quizzer, deck, arguments, line):
    assert quizzer("add", "linear-algebra", *arguments).code == 0
    assert line in deck.read_text(encoding="utf-8").splitlines()


def test_a_cloze_has_no_prompt_beside_it(quizzer, deck):
    before = deck.read_text(encoding="utf-8")
    ran = quizzer("add", "linear-algebra", "--cloze", "a {{b}}", "--prompt", "p")
    assert (ran.code, deck.read_text(encoding="utf-8")) == (2, before)
    assert "--cloze is the question" in ran.err


def test_a_deck_that_was_asked_for_has_ids(quizzer, home, monkeypatch):
    replying(monkeypatch, "About", "x: scalar", "Double $x$.", "2 x", "", "")
    assert quizzer("new", "--ask", "Asked").code == 0
    (card,) = load([home / "decks" / "asked.yaml"]).decks[0].cards
    assert card.has_own_id
