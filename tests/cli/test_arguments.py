"""The command line itself: help that teaches, and one sentence for what is not on offer."""

from __future__ import annotations

import pytest

from quizzer.cli.options import COMMANDS

REFUSED = [
    # arguments, what the one line says
    (["stduy"], ["no command `stduy`", "did you mean `study`?"]),
    (["GRADE"], ["did you mean `grade`?"]),
    (["matrix-calculus"], ["no command", "quizzer study matrix-calculus"]),
    (["--nope"], ["--nope", "quizzer --help"]),
    (["grade", "--nope"], ["--nope"]),
    (["study", "--new", "-1"], ["--new", "whole number"]),
    (["study", "--limit", "many"], ["--limit", "'many' is no whole number"]),
    (["study", "--limit", "9" * 5000], ["--limit", "whole number"]),
    (["locate", "nowhere"], ["nowhere", "config", "data", "decks", "quizzer locate --help"]),
    (["log"], ["check|backup"]),
    (["log", "backup"], ["FILE"]),
    (["stu\x1b[31mdy"], ["␛[31m"]),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_is_not_on_offer_is_refused_in_one_line(quizzer, arguments, words):
    ran = quizzer(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("quizzer: ")
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err


def test_the_help_names_every_command_and_gives_an_example_of_it(quizzer):
    ran = quizzer("--help")
    assert (ran.code, ran.err) == (0, "")
    for name, (summary, _) in COMMANDS.items():
        assert f"{name} " in ran.out
        assert summary in ran.out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_commands_help_begins_with_examples_that_the_parser_takes(quizzer, name):
    import shlex

    from quizzer.cli.arguments import parsed

    ran = quizzer(name, "--help")
    assert ran.code == 0
    _, _, taught = ran.out.partition("examples:\n")
    examples = [line.strip() for line in taught.split("\n\n")[0].splitlines()]
    assert examples
    for example in examples:
        command = example.split("  ")[0].split(" > ")[0].rpartition("| ")[2]
        if command.startswith("quizzer "):
            assert parsed(shlex.split(command)[1:]).command == name


def test_every_line_of_help_fits_110_columns(quizzer, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    for arguments in ([], *([name] for name in COMMANDS)):
        assert max(map(len, quizzer(*arguments, "--help").out.splitlines())) <= 110


def test_the_version_is_the_packages_own(quizzer):
    from importlib.metadata import version

    assert quizzer("--version").out == f"quizzer {version('quizzer')}\n"
