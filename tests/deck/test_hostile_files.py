"""Files that are no decks, or mean harm: a sentence each."""

from __future__ import annotations

import os

import pytest

from quizzer.deck.finding import deck_files
from quizzer.deck.loading import load
from quizzer.deck.problems import render
from quizzer.deck.source import MAX_BYTES

SOUND = "  - {id: sound, prompt: p, answer: x}\n"
BOMB = (
    "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    + "".join(
        f"{b}: &{b} [{', '.join(['*' + a] * 10)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "cards:\n"
    + SOUND
)


def said(tmp_path, data):
    path = tmp_path / "deck.yaml"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    found = load([path])
    return [one.message for one in found.problems], found


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "the file is empty"),
        ("# nothing but a comment\n", "the file is empty"),
        ("- {prompt: p, answer: x}\n", "a deck is a mapping, and this is a list"),
        ("Dear reader\n", "a deck is a mapping, and this is a text"),
        ("deck: x\n", "the deck has no cards"),
        ("deck: x\ncards:\n", "the deck has no cards"),
        ("deck: x\ncards: []\n", "the deck has no cards"),
        ("deck: x\ncards: many\n", "`cards` is a list"),
        (BOMB, "aliases repeat more than 100,000 values in all"),
        ("cards: " + "[" * 50_000, "lists and mappings stand more than 20 deep inside each other"),
        ("deck: x\ncards:\n" + SOUND + "---\nmore\n", "a second document begins here and is not read: a deck is one"),
        (b"deck: caf\xe9\n", "the file is not UTF-8: byte 0xE9"),
        ("deck: x\n".encode("utf-16"), "the file is UTF-16, not UTF-8"),
        ("a: *b\n", "`*b` repeats nothing: no `&b` stands before it"),
        ("a: &b [*b]\n", "`*b` repeats what it stands in"),
        ("deck: !!python/object/apply:os.system [ls]\ncards:\n" + SOUND, "the tag `!!python/object/apply:os.system` means nothing here"),
    ],
)  # fmt: skip
def test_one_sentence(tmp_path, data, message):
    assert message in said(tmp_path, data)[0]


def test_a_file_of_100_megabytes_is_not_even_read(tmp_path):
    path = tmp_path / "deck.yaml"
    path.touch()
    os.truncate(path, 100 * 2**20)
    [problem] = load([path]).problems
    assert problem.message == f"the file has 100 MiB; a deck may have {MAX_BYTES // 2**20}"


def test_a_folder_and_a_missing_file_are_said_too(tmp_path):
    found = load([tmp_path, tmp_path / "gone.yaml"])
    assert [one.message for one in found.problems] == [
        "cannot be read: is a folder",
        "cannot be read: No such file or directory",
    ]


def test_the_byte_that_is_not_utf8_has_its_place(tmp_path):
    _, found = said(tmp_path, b"deck: x\nabout: na\xc3\xafve caf\xe9\n")
    assert [(one.line, one.column) for one in found.problems] == [(2, 17)]


def test_a_byte_order_mark_shifts_no_column(tmp_path):
    _, found = said(tmp_path, "\ufeffdeck: x\ncards:\n  - {id: a, promt: p, answer: x}\n")
    assert [(one.line, one.column) for one in found.problems] == [(3, 13)]


ESCAPES = 'cards:\n  - {id: a, prompt: "\\e[31mred\\x07", answer: x, \x1b[2J: 1}\n'


def test_control_characters_are_shown_and_never_sent(tmp_path):
    messages, found = said(tmp_path, ESCAPES)
    assert messages, "they are mentioned"
    for problem in found.problems:
        assert all(character.isprintable() or character == "\n" for character in render(problem))


def test_markup_is_text(tmp_path):
    _, found = said(tmp_path, "cards:\n  - {id: a, prompt: '[bold]E[x][/bold]', answer: x}\n")
    assert found.problems == ()
    assert found.decks[0].cards[0].prompt.text == "[bold]E[x][/bold]"


def test_a_missing_quote_costs_one_card(tmp_path):
    quote = '"'
    text = "cards:\n" + "".join(
        f"  - id: c{n}\n    prompt: {quote if n % 5 == 3 else ''}Question {n}\n    answer: x\n"
        for n in range(20)
    )
    messages, found = said(tmp_path, text)
    assert len(messages) == 4
    assert [one.id for one in found.decks[0].cards] == [f"c{n}" for n in range(20) if n % 5 != 3]


def test_more_problems_than_anyone_reads_are_counted(tmp_path):
    messages, _ = said(tmp_path, "cards:\n" + "".join(f"  - {{prompt: p{n}}}\n" for n in range(5000)))
    assert len(messages) == 1001
    assert messages[-1] == "and 4,000 problems more"


def test_a_hundred_thousand_unknown_fields_are_told_of_forty_times(tmp_path):
    fields = "".join(f"    field{n}: x\n" for n in range(100_000))
    messages, _ = said(tmp_path, f"cards:\n  - prompt: p\n    answer: x\n{fields}")
    assert len(messages) == 40


def _fifo(path):
    os.mkfifo(path)


def _loop(path):
    path.symlink_to(path.name)


def _nowhere(path):
    path.symlink_to("gone.yaml")


def _locked(path):
    path.write_text("cards: []", encoding="utf-8")
    path.chmod(0)


MADE = {
    "a pipe that nobody writes to": (_fifo, "cannot be read: is not a file"),
    "a folder with a deck's name": (lambda path: path.mkdir(), "cannot be read: is a folder"),
    "a device that never ends": (lambda path: path.symlink_to("/dev/zero"), "cannot be read: is not a file"),
    "a link to itself": (_loop, "cannot be read: Too many levels of symbolic links"),
    "a link to nothing": (_nowhere, "cannot be read: No such file or directory"),
}


@pytest.mark.parametrize("what", MADE)
def test_what_is_no_file_is_said_in_one_sentence_and_nothing_waits_for_it(tmp_path, what):
    make, message = MADE[what]
    path = tmp_path / "deck.yaml"
    make(path)
    [problem] = load([path]).problems
    assert (problem.path, problem.line, problem.message) == (path, 0, message)


@pytest.mark.parametrize("what", MADE)
def test_what_is_included_and_no_file_is_said_where_it_is_named(tmp_path, what):
    make, message = MADE[what]
    make(tmp_path / "other.yaml")
    path = tmp_path / "deck.yaml"
    path.write_text("include: other.yaml\ncards:\n" + SOUND, encoding="utf-8")
    loaded = load([path])
    [problem] = loaded.problems
    assert (problem.path, problem.line, problem.column, problem.message) == (
        path,
        1,
        10,
        f"`other.yaml` {message}",
    )
    assert len(loaded.decks[0].cards) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read_is_said(tmp_path):
    path = tmp_path / "deck.yaml"
    _locked(path)
    [problem] = load([path]).problems
    assert problem.message == "cannot be read: Permission denied"


def test_decks_that_include_each_other_are_read_once(tmp_path):
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.yaml").write_text(f"include: {other}.yaml\ncards:\n" + SOUND, encoding="utf-8")
    (tmp_path / "again.yaml").symlink_to("b.yaml")
    loaded = load([tmp_path / "a.yaml", tmp_path / "again.yaml"])
    assert loaded.problems == ()
    assert [deck.path.name for deck in loaded.decks] == ["a.yaml", "b.yaml"]


def test_folders_that_link_to_one_another_are_walked_once(tmp_path):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "up").symlink_to(tmp_path)
    (tmp_path / "inner" / "deck.yaml").write_text("cards:\n" + SOUND, encoding="utf-8")
    assert deck_files(tmp_path) == [tmp_path / "inner" / "deck.yaml"]
