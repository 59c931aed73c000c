"""The README says what is so: its commands, its settings and its deck are the program's own."""

from __future__ import annotations

import re
import shlex
import tomllib
from pathlib import Path

import pytest

from quizzer.cli.arguments import parsed
from quizzer.cli.options import COMMANDS
from quizzer.settings.kinds import Settings
from quizzer.settings.reading import read_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language):
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def commands():
    """Every line of a shell block that runs the program, and every `quizzer …` in the text."""
    lines = [
        line.rpartition("| ")[2].rpartition("&& ")[2] for block in blocks("sh") for line in block.splitlines()
    ]
    inline = re.findall(r"`((?:\.venv/bin/)?quizzer[^`]*)`", README)
    return [line for line in [*lines, *inline] if re.match(r"(\.venv/bin/)?quizzer\b", line)]


def test_the_first_command_ends_in_the_first_question_of_the_first_deck():
    first = blocks("sh")[0].strip()
    assert (
        first == "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/quizzer study matrix-calculus"
    )
    assert (ROOT / "decks" / "matrix-calculus.yaml").is_file()


def test_ci_runs_the_tests_by_the_readmes_own_command():
    runner = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    pattern = re.search(r"grep -m1 -E '(.*)' README.md", runner)[1]
    found = [line for line in README.splitlines() if re.search(pattern, line)]
    assert found == ["python3 -m venv .venv && .venv/bin/pip install '.[dev]' && .venv/bin/pytest"]
    assert 'bash -euo pipefail -c "$command"' in runner


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_of_the_help_stands_in_the_readme(name):
    assert f"`quizzer {name}" in README


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_of_a_command_that_the_readme_names_is_in_its_help(name, capsys):
    with pytest.raises(SystemExit):
        parsed([name, "--help"])
    shown = capsys.readouterr().out
    row = next(line for line in README.splitlines() if line.startswith(f"| `quizzer {name}"))
    for option in re.findall(r"--[a-z-]+", row):
        assert option in shown


@pytest.mark.parametrize("command", commands())
def test_a_command_in_the_readme_is_one_that_the_program_takes(command):
    if "…" in command or "[" in command:
        command = re.sub(r"\[?(DECK|PATH)…\]?|\[.*\]", "", command)
    command = command.replace("FILE", "answers.jsonl")
    _, *arguments = shlex.split(command)
    assert parsed(arguments).command == (arguments[0] if arguments else "home")


def test_the_settings_shown_are_all_there_are_with_their_defaults(tmp_path):
    (text,) = blocks("toml")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    shown = read_settings(tmp_path / "config.toml")
    assert set(tomllib.loads(text)) == set(Settings.__dataclass_fields__)
    for name in set(Settings.__dataclass_fields__) - {"theme", "decks", "keys"}:
        assert getattr(shown, name) == getattr(Settings(), name)


def test_the_deck_shown_can_be_studied_and_judges_as_is_said(tmp_path):
    from quizzer.deck.loading import load
    from quizzer.maths.grade import grade

    file = tmp_path / "deck.yaml"
    file.write_text(blocks("yaml")[0], encoding="utf-8")
    loaded = load([file])
    assert loaded.problems == ()
    (card,) = loaded.decks[0].cards
    answer = card.question.answers[0].text
    told = README.partition("`A x + A'x`")[2].partition("\n\n")[0]
    right = ["A x + A'x", *re.findall(r"`([^`]+)`", told.partition(" are right")[0])]
    assert len(right) == 3
    assert [grade(answer, text, card.scope).kind for text in right] == ["equivalent"] * 3
    assert grade(answer, "2 A x", card.scope).kind == "different"


def test_the_verdict_shown_is_what_the_command_prints(quizzer_output):
    example = next(line for line in blocks("sh")[1].splitlines() if line.startswith("quizzer grade"))
    shown = blocks("text")[0].splitlines()
    assert quizzer_output(example).splitlines()[: len(shown)] == shown


def test_the_batch_shown_is_answered(quizzer_output, monkeypatch):
    import io
    import json
    import sys

    line = next(line for line in blocks("sh")[2].splitlines() if line.startswith("echo"))
    said, command = line.removeprefix("echo ").split(" | ")

    class Standard:
        buffer = io.BytesIO(shlex.split(said)[0].encode())

    monkeypatch.setattr(sys, "stdin", Standard)
    assert json.loads(quizzer_output(command))["verdict"] == "equivalent"


@pytest.fixture
def quizzer_output(capsys):
    from quizzer.cli import main

    def run(command):
        assert main(shlex.split(command)[1:]) == 0
        return capsys.readouterr().out

    return run
