"""The command line: what may be typed after `quizzer`, and what is said of the rest."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NoReturn

from quizzer.cli.examples import OF_COMMAND, PROGRAM
from quizzer.cli.options import COMMANDS
from quizzer.errors import UsageError
from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence

_ABOUT = """\
Asks you the rules of mathematics, reads what you type the way you would write it, decides whether it means
the same as the answer, and brings each rule back when you are about to forget it."""


class _Parser(argparse.ArgumentParser):
    """Argparse's, which says what is wrong in one line and leaves the exit to `main`."""

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message}; `{self.prog} --help` shows how.")


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What was asked for; `command` names the command, "home" without one.

    Raises:
        UsageError: it is not on offer; one sentence, with what was perhaps meant.
        SystemExit: `--help` or `--version`, once printed.
    """
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    if first is not None and first not in COMMANDS:
        raise UsageError(_no_command(first))
    parser = _parser()
    if first in ("grade", "add", "study", "stats"):
        arguments = _bound(arguments)
    elif arguments[:1] == ["browse"]:
        arguments = _with_filter(arguments)
    found = parser.parse_args(arguments)
    if found.version:
        from importlib.metadata import version

        print(f"quizzer {version('quizzer')}")
        raise SystemExit(0)
    found.command = found.command or "home"
    return found


def _no_command(word: str) -> str:
    if guess := did_you_mean(word, COMMANDS):
        return f"there is no command `{word}`; {guess}"
    known = ", ".join(f"`{name}`" for name in COMMANDS)
    return f"there is no command `{word}`; there are {known} (a deck is studied with `quizzer study {word}`)"


def _parser() -> _Parser:
    common = _Parser(add_help=False)
    common.add_argument(
        "--debug", action="store_true", default=argparse.SUPPRESS, help="show the traceback of an error"
    )
    parser = _Parser(
        prog="quizzer",
        description=_ABOUT,
        epilog=PROGRAM,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[common],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for name, (summary, fill) in COMMANDS.items():
        command = commands.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:] + ".",
            epilog=OF_COMMAND[name],
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[common],
            allow_abbrev=False,
        )
        fill(command)
    return parser


def _with_filter(arguments: Sequence[str]) -> list[str]:
    """The options first: in `browse -is:new` the `-is:new` is a part of the filter."""
    command, options, words = list(arguments[:1]), [], []
    rest = list(arguments[1:])
    while rest:
        word = rest.pop(0)
        if word == "--":
            words += rest
            break
        if word.startswith("--") or word == "-h":
            options.append(word)
            options += [rest.pop(0)] if word == "--deck" and rest else []
        else:
            words.append(word)
    return [*command, *options, "--", *words]


_EXPRESSIONS = ("--only", "--expected", "--answer", "--symbols", "--form", "--not", "--verify", "--number")


def _bound(arguments: Sequence[str]) -> list[str]:
    """Each expression bound to its option: in `--answer -x` the `-x` is no option."""
    found: list[str] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--only":  # no filter begins with two minus signs
            bound = bool(rest) and not rest[0].startswith("--")
        else:
            others = (*_EXPRESSIONS, "--json", "--layout", "--batch")
            bound = word in _EXPRESSIONS and bool(rest) and rest[0] not in others
        if bound:
            word = f"{word}={rest.pop(0)}"
        found.append(word)
    return found
