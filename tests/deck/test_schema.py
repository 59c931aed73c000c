"""The JSON Schema and the loader say the same of a deck."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from quizzer.deck.card_reading import CARD_FIELDS, IMAGE_FIELDS, STEP_FIELDS
from quizzer.deck.finding import bundled_folder, deck_files
from quizzer.deck.loading import DECK_FIELDS, load
from quizzer.deck.questions import MISTAKE_FIELDS
from quizzer.deck.schema import schema

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
}


def accepts(rule, value, root):
    """Whether a value obeys a schema; as much of draft 7 as ours uses, anything else in it is an error."""
    known = {"$schema", "title", "description", "definitions"}
    assert rule.keys() - known <= set(JUDGES), rule.keys()
    return all(judge(rule, value, root) for name, judge in JUDGES.items() if name in rule)


def is_of_type(value, name):
    return isinstance(value, TYPES[name]) and not (name == "number" and isinstance(value, bool))


JUDGES = {
    "$ref": lambda rule, value, root: accepts(root["definitions"][rule["$ref"].split("/")[-1]], value, root),
    "type": lambda rule, value, _root: any(
        is_of_type(value, name)
        for name in ([rule["type"]] if isinstance(rule["type"], str) else rule["type"])
    ),
    "enum": lambda rule, value, _root: value in rule["enum"],
    "properties": lambda rule, value, root: all(
        accepts(rule["properties"][name], one, root)
        for name, one in value.items()
        if name in rule["properties"]
    ),
    "additionalProperties": lambda rule, value, root: all(
        isinstance(rule["additionalProperties"], dict) and accepts(rule["additionalProperties"], one, root)
        for name, one in value.items()
        if name not in rule.get("properties", {})
    ),
    "propertyNames": lambda rule, value, _root: all(
        re.search(rule["propertyNames"]["pattern"], name) for name in value
    ),
    "required": lambda rule, value, _root: all(name in value for name in rule["required"]),
    "minProperties": lambda rule, value, _root: len(value) >= rule["minProperties"],
    "items": lambda rule, value, root: all(accepts(rule["items"], one, root) for one in value),
    "minItems": lambda rule, value, _root: len(value) >= rule["minItems"],
    "anyOf": lambda rule, value, root: any(accepts(one, value, root) for one in rule["anyOf"]),
    "oneOf": lambda rule, value, root: sum(accepts(one, value, root) for one in rule["oneOf"]) == 1,
    "not": lambda rule, value, root: not accepts(rule["not"], value, root),
}


def test_each_field_of_the_loader_is_one_of_the_schema_and_the_other_way_round():
    found = schema()
    card, step = found["definitions"]["card"], found["definitions"]["step"]
    assert found["properties"].keys() == DECK_FIELDS
    assert card["properties"].keys() == CARD_FIELDS
    assert step["properties"].keys() == STEP_FIELDS
    mistake = card["properties"]["mistakes"]["anyOf"][0]
    assert mistake["properties"].keys() == MISTAKE_FIELDS
    assert card["properties"]["images"]["anyOf"][1]["properties"].keys() == IMAGE_FIELDS


def test_every_field_is_described():
    found = schema()
    for part in (found, *found["definitions"].values()):
        for name, rule in part["properties"].items():
            assert "description" in rule or name == "cards", name


def test_it_is_json():
    assert json.loads(json.dumps(schema())) == schema()


@pytest.mark.parametrize("path", deck_files(bundled_folder()), ids=lambda path: path.stem)
def test_it_accepts_the_bundled_decks(path):
    assert accepts(schema(), yaml.safe_load(path.read_text("utf-8")), schema())


SOUND = [
    "{prompt: p, answer: x}",
    "{prompt: p, answer: 2}",
    "{prompt: p, answer: [x, y], verify: x, not: [a], form: factored, layout: any}",
    "{prompt: p, answer: x, mistakes: {answer: y, say: s}}",
    "{prompt: p, answer: x, mistakes: [{answer: y, say: s}], hint: [a, b], tags: a}",
    "{prompt: p, text: [a, /b/]}",
    "{prompt: p, number: 6.93, within: 1%}",
    "{prompt: p, choices: [=a, b]}",
    "{cloze: 'a {{b}}'}",
    "{recall: p, answer-text: q}",
    "{prompt: p, symbols: {x: scalar}, steps: [{prompt: q, answer: x, hint: h}, {recall: a, answer-text: b}]}",
    "{prompt: p, vary: {k: [1, 2]}, answer: '{k}'}",
    "{prompt: p, text: a, reverse: true, lang: de, family: f, images: [a.png, {path: b.png, alt: c}]}",
]
BROKEN = [
    "{prompt: p}",
    "{answer: x}",
    "{prompt: p, answer: x, text: y}",
    "{prompt: p, answer: x, anwser: y}",
    "{prompt: [p], answer: x}",
    "{prompt: p, answer: []}",
    "{prompt: p, answer: {a: b}}",
    "{prompt: p, text: a, verify: x}",
    "{prompt: p, number: 1, form: exact}",
    "{prompt: p, answer: x, within: 1%}",
    "{prompt: p, answer: x, layout: sideways}",
    "{prompt: p, choices: [=a]}",
    "{prompt: p, cloze: 'a {{b}}'}",
    "{recall: p}",
    "{prompt: p, steps: []}",
    "{prompt: p, steps: [{prompt: q}]}",
    "{prompt: p, steps: [{prompt: q, steps: [{prompt: r, answer: x}]}]}",
    "{prompt: p, answer: x, mistakes: [{answer: y}]}",
    "{prompt: p, answer: x, mistakes: [{answer: y, say: s, more: t}]}",
    "{prompt: p, answer: x, symbols: [a]}",
    "{prompt: p, answer: x, vary: [a]}",
    "{prompt: p, text: a, reverse: perhaps}",
    "{prompt: p, text: a, images: [{alt: b}]}",
]


@pytest.mark.parametrize("card", SOUND)
def test_what_the_loader_takes_the_schema_takes(card, deck_file):
    text = f"cards:\n  - {card}\n"
    assert load([deck_file(text)]).problems == ()
    assert accepts(schema(), yaml.safe_load(text), schema())


@pytest.mark.parametrize("card", BROKEN)
def test_what_the_loader_refuses_the_schema_refuses(card, deck_file):
    text = f"cards:\n  - {card}\n"
    assert load([deck_file(text)]).problems
    assert not accepts(schema(), yaml.safe_load(text), schema())


@pytest.mark.parametrize(
    "deck", ["deck: x\n", "cards: []\n", "cards: x\n", "crads: []\ncards: [{prompt: p, answer: x}]\n"]
)
def test_decks_that_both_refuse(deck, deck_file):
    assert load([deck_file(deck)]).problems
    assert not accepts(schema(), yaml.safe_load(deck), schema())


def test_the_schema_beside_the_bundled_decks_is_this_one():
    """Their first line names it; `quizzer schema --write decks` writes it anew."""
    folder = bundled_folder()
    assert json.loads((folder / "deck.schema.json").read_text("utf-8")) == schema()
    for path in deck_files(folder):
        assert path.read_text("utf-8").startswith("# yaml-language-server: $schema=deck.schema.json\n")
