"""`quizzer check`: what it prints of good and of bad decks, and its exit code."""

from __future__ import annotations

import json

import pytest

GOOD = """\
deck: Squares
cards:
  - id: one
    prompt: What is the derivative of $x^2$ by $x$?
    symbols: {x: scalar}
    answer: 2 x
    verify: diff(x^2, x)
"""
WRONG = GOOD.replace("answer: 2 x", "answer: 3 x")
UNKNOWN = GOOD.replace("    answer:", "    ansver:")
UNREADABLE = GOOD.replace("answer: 2 x", "answer: 2 x^")


@pytest.fixture
def deck(tmp_path):
    def write(text, name="deck.yaml"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def test_a_good_deck_is_clean(quizzer, deck):
    ran = quizzer("check", deck(GOOD))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == "1 card checked, 1 answer verified: nothing is wrong.\n"


BAD = [
    # the deck, the problem's line, what is said
    (WRONG, 6, ["refutes", "answer"]),
    (UNKNOWN, 6, ["ansver", "answer"]),
    (UNREADABLE, 6, ["a power is missing after ^"]),
    ("deck: Nothing\n", 0, ["no cards"]),
    ("", 0, ["empty"]),
    ("- a list", 0, ["list"]),
]


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_what_is_wrong_is_said_with_its_line_and_ends_in_1(quizzer, deck, text, line, words):
    path = deck(text)
    ran = quizzer("check", path)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(f"{path}:{line}:" if line else path)
    for word in words:
        assert word in ran.out


@pytest.mark.parametrize(("text", "line", "words"), BAD)
def test_a_program_gets_the_same_as_a_list(quizzer, deck, text, line, words):
    path = deck(text)
    ran = quizzer("check", "--json", path)
    assert ran.code == 1
    problems = json.loads(ran.out)
    assert {problem["path"] for problem in problems} == {path}
    assert not line or line in {problem["line"] for problem in problems}


def test_a_clean_deck_is_an_empty_list(quizzer, deck):
    assert json.loads(quizzer("check", deck(GOOD), "--json").out) == []


def test_a_folder_is_every_deck_in_it_and_all_problems_are_told_at_once(quizzer, deck, tmp_path):
    deck(WRONG, "decks/one.yaml")
    deck(GOOD.replace("x^2", "x^3").replace("2 x", "3 x^2"), "decks/two.yaml")
    deck(UNREADABLE, "decks/three.yaml")
    ran = quizzer("check", str(tmp_path / "decks"))
    assert ran.code == 1
    assert "one.yaml:6:" in ran.out
    assert "three.yaml:6:" in ran.out
    assert "two.yaml" not in ran.out


def test_without_a_path_the_learners_own_decks_are_checked_too(quizzer, home):
    (home / "decks").mkdir(parents=True)
    (home / "decks" / "matrix-calculus.yaml").write_text(WRONG, encoding="utf-8")
    ran = quizzer("check")
    assert ran.code == 1
    assert str(home / "decks" / "matrix-calculus.yaml") in ran.out


def test_a_path_that_is_not_there_is_said_in_one_line(quizzer, deck, tmp_path):
    deck(GOOD)
    ran = quizzer("check", str(tmp_path / "dekc.yaml"))
    assert (ran.code, ran.out, ran.err.count("\n")) == (3, "", 1)
    assert "did you mean" in ran.err


def test_control_codes_in_a_deck_are_shown_and_not_obeyed(quizzer, deck):
    ran = quizzer("check", deck(GOOD.replace("answer: 2 x", 'answer: "2 x^ \\e[31m"')))
    assert ran.code == 1
    assert "\x1b" not in ran.out


def test_github_gets_an_annotation_for_each_problem(quizzer, deck):
    path = deck(WRONG)
    ran = quizzer("check", path, "--github")
    assert ran.code == 1
    assert ran.out.startswith(f"::error file={path},line=6,")
    assert ran.out.count("\n") == 1


def test_code_scanning_gets_a_log_of_the_programs_version(quizzer, deck):
    from importlib.metadata import version

    ran = quizzer("check", deck(WRONG), "--sarif")
    assert ran.code == 1
    (run,) = json.loads(ran.out)["runs"]
    assert run["tool"]["driver"]["version"] == version("quizzer")
    assert [one["locations"][0]["physicalLocation"]["region"]["startLine"] for one in run["results"]] == [6]


def test_one_form_of_report_at_a_time(quizzer, deck):
    ran = quizzer("check", deck(GOOD), "--sarif", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "not allowed with" in ran.err


NAMELESS = GOOD.replace("  - id: one\n    prompt", "  # kept\n  - prompt")


def test_pin_writes_ids_once_and_keeps_comments_and_the_files_mode(quizzer, deck):
    from pathlib import Path

    path = Path(deck(NAMELESS))
    path.chmod(0o640)
    assert "ids written for the 1 card without one" in quizzer("check", "--pin", str(path)).err
    text = path.read_text(encoding="utf-8")
    assert "  # kept\n" in text
    assert text.count("id: ") == 1
    assert path.stat().st_mode & 0o777 == 0o640
    assert quizzer("check", "--pin", str(path)).err == ""
    assert path.read_text(encoding="utf-8") == text


def test_pin_counts_what_it_wrote_and_what_it_could_not(quizzer, tmp_path):
    path = tmp_path / "named.yaml"
    path.write_text("cards:\n- prompt: a\n  text: b\n- &x\n  prompt: c\n  text: d\n", encoding="utf-8")
    said = quizzer("check", "--pin", str(path)).err
    assert "ids written for the 1 card without one. 1 can be given none without a doubt" in said
    assert [file.name for file in path.parent.glob("*.yaml*")] == [path.name]


def test_pin_writes_only_into_decks_that_are_named(quizzer):
    ran = quizzer("check", "--pin")
    assert (ran.code, ran.out) == (2, "")
    assert "name those that are meant" in ran.err
