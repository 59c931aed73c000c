"""Each command's own options, and the table of all commands."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from 0 to 999999")
    return int(text)


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65_536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a whole number from 1 to 65535")
    return int(text)


def _study(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="*", metavar="DECK", help="names of decks, files, folders; else all")
    parser.add_argument(
        "--new", type=_count, metavar="N", help="new cards at most, in place of the day's limit"
    )
    parser.add_argument("--limit", type=_count, metavar="N", help="cards at most")
    parser.add_argument("--tag", metavar="TAG", help="only cards with this tag")
    parser.add_argument("--family", metavar="NAME", help="only cards of this family")
    parser.add_argument("--only", metavar="FILTER", help="only cards like this; see `quizzer browse --help`")
    parser.add_argument(
        "--minutes", type=_count, metavar="N", help="end after so many minutes, with the card in hand"
    )
    other = parser.add_mutually_exclusive_group()
    other.add_argument(
        "--practice", action="store_true", help="what is learned, weakest first; leaves the schedule alone"
    )
    other.add_argument(
        "--ahead", type=_count, default=0, metavar="DAYS", help="also what falls due within so many days"
    )
    parser.add_argument("--plain", action="store_true", help="line by line, without drawing")


def _due(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="*", metavar="DECK", help="names of decks, files, folders; else all")
    parser.add_argument("--json", action="store_true", help="for a program")


def _browse(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("filter", nargs="*", metavar="FILTER", help="what is looked for; else all cards")
    parser.add_argument("--deck", action="append", default=[], metavar="DECK", help="only in this one")
    parser.add_argument("--plain", action="store_true", help="a row for each card, without drawing")
    parser.add_argument("--json", action="store_true", help="for a program")


def _stats(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="*", metavar="DECK", help="names of decks, files, folders; else all")
    parser.add_argument("--deck", action="append", default=[], metavar="DECK", help="one more deck")
    parser.add_argument("--only", metavar="FILTER", help="only cards like this; see `quizzer browse --help`")
    parser.add_argument("--json", action="store_true", help="for a program")


def _check(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="files, folders, names of decks; else all that are found"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="a list of problems for a program")
    form.add_argument("--github", action="store_true", help="annotations for a GitHub workflow")
    form.add_argument("--sarif", action="store_true", help="a SARIF 2.1.0 log for code scanning")
    parser.add_argument(
        "--pin", action="store_true", help="write ids into the decks, so that history outlives an edit"
    )
    parser.add_argument(
        "--prove", action="store_true", help="look for a proof of each `verify`; say how many have one"
    )
    parser.add_argument(
        "--watch", action="store_true", help="check again whenever a deck is saved, until Ctrl+C"
    )
    parser.add_argument(
        "--strict", action="store_true", help="exit with 1 where there are only warnings, too"
    )


def _grade(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--expected", action="append", metavar="EXPR", help="the right answer; of several any will do"
    )
    parser.add_argument("--answer", metavar="EXPR", help="what was typed")
    parser.add_argument(
        "--symbols",
        default="",
        metavar="TEXT",
        help="what the letters are: 'A: matrix(n,n); x: vector(n)'; else each is a scalar",
    )
    parser.add_argument("--form", default="", help="the form asked for, such as factored or lowest-terms")
    parser.add_argument(
        "--not",
        action="append",
        default=[],
        dest="restated",
        metavar="EXPR",
        help="what only restates the question",
    )
    parser.add_argument("--layout", choices=("any",), help="any: the transpose is right as well")
    parser.add_argument(
        "--batch", metavar="FILE", help="JSON lines, one answer each; - is the standard input"
    )
    parser.add_argument("--json", action="store_true", help="for a program")
    parser.add_argument("--exit-code", action="store_true", help="exit with 1 where an answer is not right")


def _locate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("config", "data", "decks", "log", "bundled"))


def _resume(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cards", nargs="*", metavar="CARD", help="as `quizzer resume` lists them; else list")


def _log(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(dest="deed", metavar="check|backup", required=True)
    deeds.add_parser("check", help="compare every page and row with its checksum")
    backup = deeds.add_parser("backup", help="write a copy to a file that is not there yet")
    backup.add_argument("file", metavar="FILE")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="the deck's name, or a file that ends in .yaml")
    parser.add_argument("--ask", action="store_true", help="ask for the cards, and check each")
    parser.add_argument("--no-edit", action="store_true", help="do not open it in $EDITOR")


def _add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("deck", metavar="DECK", help="a deck's name or file")
    parser.add_argument("--id", help="what history knows the card by; else it follows from the prompt")
    parser.add_argument("--prompt", help="what is asked; mathematics between $ signs")
    parser.add_argument("--answer", action="append", metavar="EXPR", help="of several any is right")
    parser.add_argument("--text", action="append", help="an answer in words, or /a regular expression/")
    parser.add_argument("--number", help="an answer in numbers")
    parser.add_argument("--within", metavar="TOLERANCE", help="of a number: 0.01 or 1%%")
    parser.add_argument(
        "--choice", action="append", metavar="TEXT", help="one more choice; = before it if it is right"
    )
    parser.add_argument("--cloze", metavar="TEXT", help="a text with {{gaps}}")
    parser.add_argument("--recall", metavar="PROMPT", help="what is graded by oneself")
    parser.add_argument("--answer-text", metavar="TEXT", help="of a recall: what is shown to compare with")
    parser.add_argument("--verify", metavar="EXPR", help="what computes the answer: 'grad(x^T A x, x)'")
    parser.add_argument("--symbols", metavar="TEXT", help="what the card's own letters are: 'c: positive'")
    parser.add_argument("--hint", action="append", help="one more hint")
    parser.add_argument("--note", help="what is told with the answer")
    parser.add_argument("--tag", action="append", help="one more tag")
    parser.add_argument("--family", help="cards of one family are not asked back to back")


def _serve(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="*", metavar="DECK", help="study these at once; else the home screen")
    parser.add_argument("--port", type=_port, default=8000, metavar="N", help="8000 unless said otherwise")
    parser.add_argument("--open", action="store_true", help="open it in the browser")


def _schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--write",
        nargs="?",
        const="",
        metavar="PLACE",
        help="write it beside this deck or into this folder, in place of printing it; else among your decks",
    )


def _adopt(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("keys", nargs="*", metavar="OLD NEW", help="whose history, and whose it shall be")
    parser.add_argument("--all", action="store_true", help="give each to the card that is offered for it")


def _reset(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("cards", nargs="+", metavar="CARD", help="deck/card, or the card's id alone")
    parser.add_argument("--yes", action="store_true", help="without asking first")


def _settings(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "name", nargs="?", metavar="NAME", help="of a setting, or NAME=VALUE; else all are shown"
    )
    parser.add_argument("value", nargs="?", metavar="VALUE", help="what it is from now on")
    parser.add_argument("--edit", action="store_true", help="open the file in $EDITOR")
    parser.add_argument("--keys", action="store_true", help="what keys can be put on")


def _exam(parser: argparse.ArgumentParser) -> None:
    deeds = parser.add_subparsers(
        dest="deed", metavar="add|list|remove|take|papers|report|relearn", required=True
    )
    add = deeds.add_parser("add", help="write an exam down")
    add.add_argument("name", metavar="NAME")
    add.add_argument("--on", required=True, metavar="DAY", help="such as 2026-12-12")
    _parts(add)
    add.add_argument("--minutes", metavar="N", help="what you mean to spend on it each day (30)")
    add.add_argument("--pass", dest="pass_mark", metavar="N", help="the pass mark in per cent (50)")
    listed = deeds.add_parser("list", help="the exams and how papers went")
    listed.add_argument("--json", action="store_true", help="for a program")
    remove = deeds.add_parser("remove", help="take an exam out of the file; its papers stay")
    remove.add_argument("name", metavar="NAME")
    take = deeds.add_parser("take", help="sit a mock paper, or go on with the one that is open")
    take.add_argument("name", nargs="?", metavar="NAME", help="of an exam; else of what --deck and --tag say")
    _parts(take)
    take.add_argument("--questions", type=_count, metavar="N", help="20, or one for each two minutes")
    take.add_argument("--minutes", type=_count, metavar="N", help="two for each question")
    take.add_argument("--untimed", action="store_true", help="as long as you like")
    take.add_argument("--own-names", action="store_true", help="variables are called as in the deck")
    take.add_argument("--count", action="store_true", help="the answers count as reviews for the schedule")
    take.add_argument("--anew", action="store_true", help="a new paper, though one is open")
    take.add_argument("--plain", action="store_true", help="line by line, without drawing")
    papers = deeds.add_parser("papers", help="the papers taken so far")
    papers.add_argument("--json", action="store_true", help="for a program")
    report = deeds.add_parser("report", help="how a paper went")
    report.add_argument(
        "number", nargs="?", type=_count, metavar="N", help="as `papers` counts; else the last"
    )
    form = report.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="for a program")
    form.add_argument("--html", metavar="FILE", help="a page to print; - is the standard output")
    relearn = deeds.add_parser("relearn", help="what papers missed, until it was right on three days")
    relearn.add_argument("--plain", action="store_true", help="line by line, without drawing")


def _parts(parser: argparse.ArgumentParser) -> None:
    for name in ("deck", "tag"):
        parser.add_argument(
            f"--{name}",
            action="append",
            default=[],
            metavar=f"{name.upper()}[=WEIGHT]",
            help=f"one more {name} that it covers, and how much it weighs (1)",
        )


def _cram(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("names", nargs="*", metavar="EXAM|DECK", help="an exam, or decks; else all decks")
    parser.add_argument("--minutes", type=_count, default=30, metavar="N", help="the time box (30)")
    parser.add_argument("--plain", action="store_true", help="line by line, without drawing")


def _plan(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("exam", nargs="?", metavar="EXAM", help="an exam's name; else the next one")
    parser.add_argument("--how", action="store_true", help="with how each number is computed")
    parser.add_argument("--study", action="store_true", help="ask today's part of it")
    parser.add_argument("--plain", action="store_true", help="with --study: line by line, without drawing")
    parser.add_argument(
        "--fit", action="store_true", help="fit the memory model to your log (needs the extra `optimizer`)"
    )
    parser.add_argument("--json", action="store_true", help="for a program")


def _simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="*", metavar="DECK", help="with --log: only these; else all")
    parser.add_argument("--log", action="store_true", help="go on from your own log, replayed under each")
    parser.add_argument("--exam", metavar="EXAM", help="with --log: only what this exam covers")
    for name, default, does in (
        ("cards", 400, "of a learner who has seen none"),
        ("days", 90, "until the exam"),
        ("new", 10, "new cards a day"),
        ("minutes", 25, "a day, within which the plan keeps"),
        ("missed", 0, "per cent of the days on which nothing is done"),
        ("seeds", 20, "how often it is played through"),
        ("seed", 0, "the first of them"),
    ):
        parser.add_argument(
            f"--{name}", type=_count, default=default, metavar="N", help=f"{does} ({default})"
        )
    parser.add_argument("--json", action="store_true", help="for a program")


def _import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", help="notes, flashcards, tables, Anki packages")
    parser.add_argument(
        "--into", "-o", metavar="PATH", help="a deck's file, a folder, or - for the output; else your decks"
    )
    parser.add_argument(
        "--format",
        choices=("note", "questions", "csv", "json", "anki"),
        help="what the files are; else their names and contents say",
    )
    parser.add_argument("--encoding", metavar="NAME", help="of texts that are not UTF-8, such as cp1252")
    parser.add_argument("--report", action="store_true", help="say what became of every piece")
    parser.add_argument("--dry-run", action="store_true", help="say what would be made, and write nothing")
    parser.add_argument("--history", action="store_true", help="take past answers from an Anki package, too")
    parser.add_argument("--force", action="store_true", help="write over a deck that is there")


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("decks", nargs="+", metavar="DECK", help="names of decks, files, folders")
    parser.add_argument(
        "--to", metavar="FILE", help="ends in .apkg, .csv, .tsv, .md, .json or .html; without it the output"
    )
    parser.add_argument(
        "--format", choices=("apkg", "csv", "tsv", "md", "json", "html"), help="else the file's name says it"
    )
    parser.add_argument("--force", action="store_true", help="write over a file that is there")


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "study": ("answer what is due, with new cards among it", _study),
    "due": ("say how much is due, deck by deck", _due),
    "exam": ("write exams down, sit mock papers, see how they went", _exam),
    "plan": ("say what to do each day towards an exam, and what mark to expect", _plan),
    "cram": ("practise for tonight: the weakest and heaviest-weighted first", _cram),
    "browse": ("look for cards, see each with its history, put it aside", _browse),
    "stats": ("say what is remembered, what is weak and what falls due", _stats),
    "simulate": ("compare SM-2, FSRS and the exam plan by playing the days through", _simulate),
    "check": ("find the mistakes in decks", _check),
    "new": ("write a deck to begin with and open it in $EDITOR", _new),
    "add": ("put a card into a deck, once it is checked", _add),
    "import": ("bring in notes, flashcards, tables and Anki packages as decks", _import),
    "export": ("give decks out: to Anki, tables, Markdown, JSON, paper", _export),
    "schema": ("print the JSON Schema of decks, by which editors check", _schema),
    "grade": ("judge an answer by its meaning, or a file of answers", _grade),
    "serve": ("show the same screens in a browser on this machine", _serve),
    "settings": ("show what is set, or set something", _settings),
    "locate": ("say where settings, answers and decks lie", _locate),
    "resume": ("list suspended cards, or have some asked again", _resume),
    "adopt": ("list history whose card is gone, or give it to another card", _adopt),
    "reset": ("have a card begin anew, as if never asked", _reset),
    "log": ("check or back up the log of answers", _log),
}
