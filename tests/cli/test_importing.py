"""`quizzer import`: files of others become decks of one's own, or a sentence says why not."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from pathlib import Path

import pytest

from quizzer.exchange import anki_package

NOTE = Path(__file__).parents[1] / "exchange" / "matrix-calculus-note.md"


@pytest.fixture
def file(tmp_path):
    def written(name, content):
        path = tmp_path / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def test_a_note_becomes_a_deck_among_ones_own_that_passes_the_check(quizzer, home):
    ran = quizzer("import", str(NOTE))
    assert ran.code == 0
    assert "20 checked cards, 1 recall card" in ran.err
    deck = home / "decks" / "matrix-calculus-note.yaml"
    assert f"{deck}: 21 cards." in ran.err
    checked = quizzer("check", str(deck))
    assert (checked.code, checked.out.splitlines()[-1]) == (
        0,
        "21 cards checked, 18 answers verified: nothing is wrong.",
    )
    assert quizzer("due", "matrix-calculus-note").code == 0


def test_what_is_left_out_is_said_without_being_asked_and_all_of_it_with_report(quizzer, tmp_path):
    short = quizzer("import", str(NOTE), "--into", str(tmp_path / "a.yaml")).err
    assert short.count("left out: picture") == 7
    assert "chain-rule-for-matrix-calculus: To be decided" in short
    full = quizzer("import", str(NOTE), "--into", str(tmp_path / "b.yaml"), "--report").err
    assert sum(line[:5].strip().isdigit() for line in full.splitlines()) == 81


def test_a_dry_run_writes_nothing(quizzer, home):
    ran = quizzer("import", str(NOTE), "--dry-run")
    assert (ran.code, "Nothing was written" in ran.err) == (0, True)
    assert not (home / "decks").exists()


def test_the_deck_can_go_to_the_output(quizzer, file):
    ran = quizzer("import", str(file("c.csv", "front,back\nCapital,Paris\n")), "-o", "-")
    assert ran.out.startswith("# yaml-language-server")
    assert "    text: Paris\n" in ran.out


def test_a_deck_that_is_there_is_written_over_only_by_force(quizzer, file, tmp_path):
    deck = tmp_path / "own.yaml"
    deck.write_text("deck: precious\n")
    source = str(file("c.csv", "front,back\nCapital,Paris\n"))
    ran = quizzer("import", source, "--into", str(deck))
    assert (ran.code, "there already" in ran.err) == (2, True)
    assert deck.read_text() == "deck: precious\n"
    assert quizzer("import", source, "--into", str(deck), "--force").code == 0
    assert "Paris" in deck.read_text()


def test_two_files_never_go_into_one_deck(quizzer, file, tmp_path):
    one, other = file("a.csv", "front,back\nx,y\n"), file("b.csv", "front,back\nx,y\n")
    ran = quizzer("import", str(one), str(other), "--into", str(tmp_path / "d.yaml"))
    assert (ran.code, "written twice" in ran.err) == (2, True)
    assert quizzer("import", str(one), str(other), "--into", str(tmp_path)).code == 0
    assert {path.name for path in tmp_path.glob("*.yaml")} == {"a.yaml", "b.yaml"}


def test_another_encoding_can_be_said(quizzer, file):
    source = str(file("l.csv", "front,back\nGrün,é\n".encode("latin-1")))
    refused = quizzer("import", source, "-o", "-")
    assert (refused.code, "byte 0xFC in line 2" in refused.err) == (5, True)
    assert "prompt: Grün" in quizzer("import", source, "-o", "-", "--encoding", "latin-1").out


def zipped(**files):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return into.getvalue()


HOSTILE = [
    # a name, a content, what is said of it
    ("empty.md", b"", "is empty"),
    ("blank.csv", b" \n\n", "is empty"),
    ("utf.md", b"# \xff\xfe\xfa", "is not UTF-8: byte 0xFF in line 1"),
    ("what.bin", b"abc", "cannot be told by its name"),
    ("deck.yaml", b"deck: x", "is a deck already"),
    ("broken.apkg", b"PK\x03\x04 not a zip", "no package of Anki's"),
    ("none.apkg", zipped(other="x"), "no collection of Anki's"),
    ("junk.apkg", zipped(collection__anki2="no database " * 100), "its collection cannot be read"),
    ("list.apkg", zipped(collection__anki2="x", media="[1, 2]"), "its list of media is none"),
    ("zstd.apkg", zipped(collection__anki21b=b"\x28\xb5\x2f\xfd" + b"\xff" * 40), "damaged"),
    ("cut.json", b'{"cards": [', "no JSON"),
    ("deep.json", b"[" * 200_000, "nested too deeply"),
    ("none.json", b'{"x": 1}', "holds no decks"),
    ("quote.csv", b'front,back\n"never closed', "cannot be read"),
    ("prose.csv", b"one\ntwo\n", "one column only"),
]


@pytest.mark.parametrize("row", HOSTILE, ids=[row[0] for row in HOSTILE])
def test_what_cannot_come_in_is_refused_in_one_sentence(quizzer, file, home, row):
    name, content, said = row
    ran = quizzer("import", str(file(name, content)))
    assert (ran.code, ran.out) == (5, "")
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (home / "decks").exists()


def test_a_file_that_is_not_there_and_a_folder(quizzer, tmp_path):
    assert "No such file" in quizzer("import", str(tmp_path / "none.md")).err
    assert "is not a file" in quizzer("import", str(tmp_path)).err


def test_a_table_of_a_hundred_megabytes_is_refused_before_it_is_read(quizzer, tmp_path):
    path = tmp_path / "big.csv"
    with path.open("wb") as big:
        big.truncate(100 * 2**20)
    ran = quizzer("import", str(path))
    assert (ran.code, "has 100 MiB, and at most 32 are read" in ran.err) == (5, True)


@pytest.mark.parametrize("member", ["collection.anki21", "collection.anki21b", "media"])
def test_a_bomb_is_unpacked_only_up_to_a_limit(quizzer, file, monkeypatch, member):
    zstandard = pytest.importorskip("zstandard")
    monkeypatch.setattr(anki_package, "MOST_COLLECTION", 2**20)
    monkeypatch.setattr(anki_package, "MOST_MEDIA_LIST", 2**20)
    zeros = bytes(8 * 2**20)
    content = {
        "collection.anki2": b"x",
        member: zstandard.ZstdCompressor().compress(zeros) if member.endswith("b") else zeros,
    }
    ran = quizzer("import", str(file("bomb.apkg", zipped(**content))))
    assert (ran.code, "unpacks to more than 1 MiB" in ran.err) == (5, True)


def package(tmp_path, fields, media, names=("Front", "Back")):
    """An old package of one Basic note."""
    database = tmp_path / "c.anki2"
    database.unlink(missing_ok=True)
    connection = sqlite3.connect(database)
    connection.executescript(
        "CREATE TABLE col (models, decks); CREATE TABLE notes (id, guid, mid, tags, flds);"
        "CREATE TABLE cards (id, nid, did, ord); CREATE TABLE revlog (id, cid, ease, time, type);"
    )
    model = {
        "name": "Basic\x1b[31m", "type": 0, "flds": [{"name": name, "ord": at} for at, name in enumerate(names)],
        "tmpls": [{"name": "c", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    }  # fmt: skip
    connection.execute(
        "INSERT INTO col VALUES (?, ?)", (json.dumps({"1": model}), json.dumps({"1": {"name": "D"}}))
    )
    connection.execute("INSERT INTO notes VALUES (5, 'g', 1, ' t ', ?)", ("\x1f".join(fields),))
    connection.execute("INSERT INTO cards VALUES (7, 5, 1, 0)")
    answers = [(1_700_000_000_000, 1), (1_700_000_060_000, 3), (1_700_090_000_000, 4), (1_700_090_000_001, 0)]
    connection.executemany("INSERT INTO revlog VALUES (?, 7, ?, 4000, 1)", answers)
    connection.commit()
    connection.close()
    path = tmp_path / "p.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", json.dumps({str(at): name for at, name in enumerate(media)}))
        for at, content in enumerate(media.values()):
            archive.writestr(str(at), content)
    return path


@pytest.mark.parametrize("name", ["../evil.png", "/tmp/evil.png", "a/../../evil.png", "..\\evil.png", ".."])
def test_no_picture_leads_out_of_its_folder(quizzer, tmp_path, name):
    path = package(tmp_path, [f'<img src="{name}">What?', "This."], {name: b"evil"})
    ran = quizzer("import", str(path), "--into", str(tmp_path / "out" / "d.yaml"))
    assert ran.code == 0
    assert "leads out of its folder" in ran.err
    assert [found.name for found in (tmp_path / "out").rglob("*") if found.is_file()] == ["d.yaml"]
    assert not (tmp_path / "evil.png").exists()


def test_pictures_are_put_beside_the_deck(quizzer, tmp_path):
    path = package(tmp_path, ['<img src="p.png">What?', "This."], {"p.png": b"picture"})
    assert quizzer("import", str(path), "--into", str(tmp_path / "out" / "d.yaml")).code == 0
    assert (tmp_path / "out" / "d-media" / "p.png").read_bytes() == b"picture"
    assert quizzer("check", str(tmp_path / "out" / "d.yaml")).code == 0


def test_nothing_of_others_steers_the_terminal_or_is_run(quizzer, tmp_path):
    path = package(
        tmp_path, ["\x1b[31mred\x07<script>alert(1)</script>", "[bold]b[/bold]\x1b]0;title\x07"], {}
    )
    ran = quizzer("import", str(path), "-o", "-", "--report")
    assert "\x1b" not in ran.out + ran.err
    assert "\x07" not in ran.out + ran.err
    assert "alert" not in ran.out
    assert "text: '[bold]b[/bold]]0;title'" in ran.out


def test_past_answers_come_only_when_asked_for_and_once(quizzer, home, tmp_path):
    path = package(tmp_path, ["What?", "This."], {})
    arguments = ("import", str(path), "--into", str(home / "decks" / "d.yaml"), "--force")
    assert "past answers" not in quizzer(*arguments).err
    assert "3 of 3 past answers are new to the log." in quizzer(*arguments, "--history").err
    assert "0 of 3 past answers are new to the log." in quizzer(*arguments, "--history").err
    assert quizzer("log", "check").code == 0
    (deck,) = json.loads(quizzer("due", "d", "--json").out)["decks"]
    assert deck["new"] == 0


def test_a_card_that_the_checks_refuse_is_graded_by_looking(quizzer, file):
    source = str(file("c.csv", "kind,prompt,answer,verify,symbols\nanswer,Double,3 t,t + t,t: scalar\n"))
    ran = quizzer("import", source, "-o", "-")
    assert "recall: Double" in ran.out
    assert "its verify refutes it" in ran.out
    assert "1 recall card, to be looked at" in ran.err


def test_pictures_beside_a_table_come_along_and_missing_ones_are_told(quizzer, tmp_path):
    table = tmp_path / "from" / "shapes.csv"
    table.parent.mkdir()
    table.write_text(
        "kind,id,prompt,text,more\n"
        'text,a,Which shape?,circle,"{""images"": [""circle.png""]}"\n'
        'text,b,And this?,square,"{""images"": [""square.png"", ""../circle.png""]}"\n',
        encoding="utf-8",
    )
    (table.parent / "circle.png").write_bytes(b"picture")
    ran = quizzer("import", str(table), "--into", str(tmp_path / "into"))
    assert (ran.code, (tmp_path / "into" / "circle.png").read_bytes()) == (0, b"picture")
    assert "pictures that are not here: square.png, ../circle.png" in ran.err
    assert sorted(path.name for path in (tmp_path / "into").iterdir()) == ["circle.png", "shapes.yaml"]


def test_one_card_is_one_card_and_a_deck_keeps_its_capitals(quizzer, tmp_path):
    note = tmp_path / "PCA_notes.md"
    note.write_text("a :: b\n", encoding="utf-8")
    ran = quizzer("import", str(note), "--into", str(tmp_path / "into"))
    assert ": 1 card. Look" in ran.err
    assert "deck: PCA notes" in (tmp_path / "into" / "pca-notes.yaml").read_text(encoding="utf-8")
