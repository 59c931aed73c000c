from __future__ import annotations

import json
from pathlib import Path

from quizzer.deck.problems import Problem, as_json, render
from quizzer.deck.reports import github, rule_of, sarif

PROBLEM = Problem(
    Path("decks/my deck.yaml"),
    12,
    13,
    "cards[3].answer",
    "cannot be read: 100% of it,\x1b[31m",
    "say: it",
    "error",
    "    answer: x^",
    2,
)
FILE = Problem(Path("gone.yaml"), 0, 0, "", "cannot be read: No such file or directory", severity="warning")


def test_sarif_has_a_result_and_its_region_for_each_problem():
    log = sarif([PROBLEM, FILE], "1.2.3")
    [run] = log["runs"]
    first, second = run["results"]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "decks/my%20deck.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 13, "endColumn": 15}
    assert (first["level"], first["ruleId"]) == ("error", "answer")
    assert (second["level"], second["ruleId"]) == ("warning", "file")
    assert "region" not in second["locations"][0]["physicalLocation"], "a file that is missing has no line"
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {"answer", "file"}
    assert run["tool"]["driver"]["version"] == "1.2.3"
    assert json.loads(json.dumps(log)) == log


def test_rules_are_the_names_of_fields():
    def rule(field):
        return rule_of(Problem(Path("a"), 1, 1, field, "m"))

    assert rule("cards[3].mistakes[0].say") == "mistakes"
    assert rule("cards[3].steps[1].verify") == "verify"
    assert rule("cards[3].hint") == "field"
    assert rule("cards[3]") == "card"
    assert rule("symbols.A") == "symbols"


def test_an_annotation_escapes_what_would_end_it():
    line = github(PROBLEM)
    assert line.startswith(
        "::error file=decks/my deck.yaml,line=12,col=13,endColumn=15,title=cards[3].answer::"
    )
    assert line.endswith("cannot be read: 100%25 of it,␛[31m%0Asay: it")
    assert "\n" not in line
    assert github(FILE) == "::warning file=gone.yaml,title=deck::cannot be read: No such file or directory"


def test_json_is_flat_and_whole():
    assert as_json(PROBLEM) == {
        "path": "decks/my deck.yaml", "line": 12, "column": 13, "end_column": 15, "field": "cards[3].answer", "severity": "error",
        "message": "cannot be read: 100% of it,\x1b[31m", "hint": "say: it", "source": "    answer: x^",
    }  # fmt: skip


def test_the_caret_stands_under_the_place_whatever_stands_before_it():
    for before, width in (
        ("", 0),
        ("\t", 4),
        ("日本", 4),
        ("é", 1),
        ("é", 1),
        ("\x1b", 1),
        ("x" * 300, None),
    ):
        rows = render(Problem(Path("a"), 1, len(before) + 1, "", "m", source=before + "!" + "y" * 300)).split(
            "\n"
        )
        text, caret = rows[1].split("| ", 1)[1], rows[2].split("| ", 1)[1]
        if width is not None:
            assert len(caret) - 1 == width, before
        else:
            assert text[len(caret) - 1] == "!"
            assert len(text) < 120
