"""Anki: packages by a third party's writer and by Anki's own library come in whole, and that library opens ours."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quizzer.deck.loading import load_source
from quizzer.deck.source import Source
from quizzer.exchange.anki_reading import read_package
from quizzer.exchange.anki_templates import answer_of, rendered
from quizzer.exchange.anki_writing import write_package
from quizzer.exchange.history import rows_of
from quizzer.exchange.settling import settled
from quizzer.exchange.yaml_text import deck_text


def loaded(text, name="out.yaml"):
    deck, problems, _ = load_source(Source(Path(name), text))
    assert problems == []
    return deck


def cards_of(path):
    """All cards that a package brings, by their front."""
    return {
        card.prompt.text: card
        for brought in read_package(path)
        for card in loaded(deck_text(settled(brought.deck)[0])).cards
    }


# ---------------------------------------------------------------- a third party's writer


@pytest.fixture
def genanki_package(tmp_path):
    genanki = pytest.importorskip("genanki", reason="genanki writes the package that this reads")
    deck = genanki.Deck(2059400110, "Algebra::Linear")
    reversed_model = genanki.BASIC_AND_REVERSED_CARD_MODEL
    notes = [
        (genanki.BASIC_MODEL, [r"<b>Gradient</b> of \(x^T A x\) with respect to \(x\)", r"\((A + A^T) x\)"], ["calculus", "a::b"]),
        (genanki.BASIC_MODEL, ["Hauptstadt von Frankreich?", "Paris"], []),
        (genanki.BASIC_MODEL, ["Year of the Principia", "1687"], []),
        (genanki.BASIC_MODEL, ["Why?<br>Say it at length.", "<ul><li>one reason</li><li>a longer <i>second</i> reason</li></ul>"], []),
        (genanki.BASIC_MODEL, ['<img src="plot.png">', "a parabola<script>alert(1)</script>"], []),
        (reversed_model, ["eins", "one"], ["de"]),
        (genanki.BASIC_TYPE_IN_THE_ANSWER_MODEL, ["Type it", "a fairly long answer of many words that is typed nevertheless"], []),
        (genanki.CLOZE_MODEL, [r"The {{c1::trace::what?}} of \(A\) is the {{c2::sum}} of \(x = {{c2::\lambda_i}}\)", "Back"], []),
    ]  # fmt: skip
    for model, fields, tags in notes:
        deck.add_note(genanki.Note(model=model, fields=fields, tags=tags))
    picture = tmp_path / "plot.png"
    picture.write_bytes(b"\x89PNG picture")
    path = tmp_path / "third.apkg"
    genanki.Package(deck, media_files=[str(picture)]).write_to_file(path)
    return path


def test_a_package_by_genanki_comes_in_whole(genanki_package):
    cards = cards_of(genanki_package)
    gradient = cards[r"**Gradient** of $x^T A x$ with respect to $x$"]
    assert (gradient.question.answers[0].text, gradient.question.verify.text) == (
        "(A + A^T) x",
        "grad(x^T A x, x)",
    )
    assert gradient.tags == ("calculus", "a-b")
    assert cards["Hauptstadt von Frankreich?"].question.accepted[0].text == "Paris"
    assert cards["Year of the Principia"].question.value.text == "1687"
    assert (
        cards["Why?\nSay it at length."].question.answer_text.text
        == "- one reason\n- a longer *second* reason"
    )
    assert cards["What is this?"].question.accepted[0].text == "a parabola"
    assert cards["one"].reverse
    assert cards["Type it"].question.accepted[0].text.startswith("a fairly long answer")
    assert cards[r"The {{trace::what?}} of $A$ is the sum of $x = \lambda_i$"].note.text == "Back"
    assert cards[r"The trace of $A$ is the {{sum}} of $x =$ {{$\lambda_i$}}"]
    assert len(cards) == 10


def test_media_come_with_the_cards_that_show_them(genanki_package):
    (brought,) = read_package(genanki_package)
    assert {name: content() for name, content in brought.media.items()} == {
        "algebra-linear-media/plot.png": b"\x89PNG picture"
    }
    (card,) = [card for card in brought.deck.cards if "images" in card.fields]
    assert card.fields["images"] == ["algebra-linear-media/plot.png"]


def test_every_note_is_accounted_for(genanki_package):
    (brought,) = read_package(genanki_package)
    assert {entry.line for entry in brought.account.entries} == set(range(1, 9))


# ---------------------------------------------------------------- Anki's own library


@pytest.fixture
def anki_collection(tmp_path):
    pytest.importorskip("anki", reason="Anki's own library opens what is written here")
    from anki.collection import Collection

    collection = Collection(str(tmp_path / "collection.anki2"))
    yield collection
    collection.close()


def filled(collection, tmp_path):
    """A collection with notes of Anki's own types, a picture, and one card answered twice."""
    picture = tmp_path / "bild ä.png"
    picture.write_bytes(b"picture")
    name = collection.media.add_file(str(picture))
    rows = [
        ("Basic", [r"Trace of \(A B\)", r"\(\operatorname{tr}(B A)\)"]),
        ("Basic (and reversed card)", ["zwei", "two"]),
        ("Basic (optional reversed card)", ["drei", "three", ""]),
        ("Basic (type in the answer)", ["Type", f'it <img src="{name}">']),
        ("Cloze", ["{{c1::one}} and {{c2::two}}", ""]),
    ]
    for kind, fields in rows:
        note = collection.new_note(collection.models.by_name(kind))
        note.fields = fields
        note.tags = ["t"]
        collection.add_note(note, collection.decks.id("Parent::Child"))
    collection.decks.set_current(collection.decks.id("Parent::Child"))
    for _ in range(2):
        card = collection.sched.getCard()
        collection.sched.answerCard(card, 3)
    return name


@pytest.mark.parametrize("legacy", [False, True], ids=["new form", "old form"])
def test_a_package_by_ankis_own_library_comes_in_whole(anki_collection, tmp_path, legacy):
    from anki.collection import ExportAnkiPackageOptions

    filled(anki_collection, tmp_path)
    path = tmp_path / "theirs.apkg"
    options = ExportAnkiPackageOptions(
        with_scheduling=True, with_media=True, with_deck_configs=False, legacy=legacy
    )
    anki_collection.export_anki_package(out_path=str(path), options=options, limit=None)
    assert ("collection.anki21b" in zipfile.ZipFile(path).namelist()) is not legacy
    (brought,) = read_package(path)
    assert brought.deck.name == "Parent: Child"
    deck = loaded(deck_text(settled(brought.deck)[0]))
    fronts = {card.prompt.text: card for card in deck.cards}
    assert set(fronts) == {
        "Trace of $A B$",
        "zwei",
        "two",
        "drei",
        "Type",
        "{{one}} and two",
        "one and {{two}}",
    }
    assert fronts["Trace of $A B$"].question.answers[0].text == "tr(B A)"
    assert fronts["Type"].tags == ("t",)
    ((name, content),) = brought.media.items()
    assert (Path(name).name, content()) == ("bild ä.png", b"picture")
    assert [review.quality for review in brought.reviews] == [4, 4]


def test_a_whole_collection_comes_in_too(anki_collection, tmp_path):
    filled(anki_collection, tmp_path)
    path = tmp_path / "all.colpkg"
    anki_collection.export_collection_package(str(path), include_media=True, legacy=False)
    (brought,) = read_package(path)
    assert len(brought.deck.cards) == 6
    anki_collection.reopen()


EVERY = """
deck: Every
symbols: {A: "matrix(n, n)", x: vector(n)}
cards:
  - {id: maths, prompt: Gradient of $x^T A x$., answer: (A + A^T) x, verify: "grad(x^T A x, x)", tags: [one two, b]}
  - {id: words, prompt: "A <b> & 5\\\\$", text: [sum, total], reverse: true, note: "so $x < y$"}
  - {id: gap, cloze: "The trace of {{$\\\\frac{a}{\\\\sqrt{b}}$}} is {{sum::a word}}"}
  - {id: pick, prompt: Which?, choices: ["=right", wrong]}
  - {id: more, prompt: Two, steps: [{prompt: a, answer: x}, {prompt: b, text: t}]}
  - {id: drill, vary: {k: [2, 3]}, prompt: "${k} x$", answer: "{k} x"}
"""


def test_ankis_own_library_opens_ours(anki_collection, tmp_path):
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    deck = loaded(EVERY, "every.yaml")
    path = tmp_path / "ours.apkg"
    write_package(path, [deck], {"every": 1_700_000_000}, {"p.png": b"picture"})
    request = ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
    log = anki_collection.import_anki_package(request).log
    assert (log.found_notes, len(log.new)) == (6, 6)
    assert anki_collection.card_count() == 7  # one is asked both ways
    assert anki_collection.find_notes('deck:Every "tag:one-two"')
    shown = {
        anki_collection.get_note(note_id)["Id"]: anki_collection.get_note(note_id)
        for note_id in anki_collection.find_notes("")
    }
    question = shown["every/maths"].cards()[0].render_output()
    assert r"\(x^T A x\)" in question.question_text
    assert r"\((A + A^{T}) x\)".replace("^{T}", "^T") in question.answer_text.replace("^{T}", "^T")
    assert "A &lt;b&gt; &amp; 5$" in shown["every/words"].cards()[0].render_output().question_text
    gap = shown["every/gap"].cards()[0].render_output()
    assert gap.question_text.count('class="cloze"') == 2
    assert r"\frac{a}{\sqrt{b} }" in gap.answer_text
    assert "[a word]" in gap.question_text
    assert anki_collection.fix_integrity()[1]
    again = anki_collection.import_anki_package(request).log
    assert (len(again.new), len(again.duplicate)) == (0, 6)


def test_a_change_in_a_deck_changes_the_note_that_is_there(anki_collection, tmp_path):
    from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest

    path = tmp_path / "ours.apkg"
    for at, prompt in ((1_700_000_000, "Which one?"), (1_700_000_100, "Which of the two?")):
        write_package(path, [loaded(EVERY.replace("Which?", prompt), "every.yaml")], {"every": at}, {})
        log = anki_collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=ImportAnkiPackageOptions())
        ).log
    assert len(log.new) == 0
    assert anki_collection.note_count() == 6
    assert len(anki_collection.find_notes('"Which of the two?"')) == 1


@pytest.mark.parametrize("legacy", [False, True], ids=["new form", "old form"])
def test_ours_comes_back_from_anki_with_what_was_edited_there(anki_collection, tmp_path, legacy):
    from anki.collection import ExportAnkiPackageOptions, ImportAnkiPackageOptions, ImportAnkiPackageRequest

    deck = loaded(EVERY, "every.yaml")
    write_package(tmp_path / "ours.apkg", [deck], {"every": 1_700_000_000}, {})
    anki_collection.import_anki_package(
        ImportAnkiPackageRequest(package_path=str(tmp_path / "ours.apkg"), options=ImportAnkiPackageOptions())
    )
    (note_id,) = anki_collection.find_notes("Id:every/words")
    note = anki_collection.get_note(note_id)
    note["Prompt"] = "Edited <b>here</b>"
    note["Answer"] = "an edited sum"
    anki_collection.update_note(note)
    options = ExportAnkiPackageOptions(
        with_scheduling=False, with_media=True, with_deck_configs=False, legacy=legacy
    )
    anki_collection.export_anki_package(out_path=str(tmp_path / "back.apkg"), options=options, limit=None)
    (brought,) = read_package(tmp_path / "back.apkg")
    again = loaded(deck_text(brought.deck), "other.yaml")
    assert [card.key for card in again.cards] == [card.key for card in deck.cards]
    words = next(card for card in again.cards if card.id == "words")
    assert words.prompt.text == "Edited **here**"
    by_id = {card.id: card for card in brought.deck.cards}
    assert "To be decided: in Anki its Answer was made: an edited sum" in by_id["words"].comments
    assert by_id["maths"].comments == ()


# ---------------------------------------------------------------- pieces


def test_a_template_shows_fields_and_sections_and_nothing_else():
    fields = {"Front": "F {{Back}}", "Back": "B", "Empty": "<br>"}
    assert (
        rendered(
            "{{Front}}{{#Empty}}no{{/Empty}}{{^Empty}}yes{{/Empty}}{{text:Back}}{{Tags}}{{Nope}}", fields
        )
        == "F {{Back}}yesB"
    )
    assert answer_of("{{FrontSide}}\n<hr id=answer>\n{{Back}}", fields).strip() == "B"


def test_past_answers_are_the_same_rows_each_time(genanki_package, tmp_path):
    from quizzer.exchange.brought import PastReview

    (brought,) = read_package(genanki_package)
    (card, *_) = [one for one in brought.deck.cards if "reverse" in one.fields]
    forward, backward = card.source_key.split()
    day = datetime(2025, 3, 1, 9, tzinfo=UTC)
    reviews = [
        PastReview(forward, day, 1, 7.5),
        PastReview(forward, day.replace(hour=10), 4, 2.0),
        PastReview(backward, day, 4, 2.0),
        PastReview("0", day, 4, 1.0),
    ]
    rows = rows_of(reviews, brought.deck, "deck", "device", UTC)
    assert {(row.card, row.kind, row.quality) for row in rows} == {
        (f"deck/{card.id}", "review", 1),
        (f"deck/{card.id}~reversed", "review", 4),
        (f"deck/{card.id}", "repeat", 4),
    }
    assert rows == rows_of(reversed(reviews), brought.deck, "deck", "device", UTC)
    assert len({row.id for row in rows}) == 3


def test_the_kept_card_is_ascii_without_markup(tmp_path):
    from quizzer.exchange.anki_form import kept_text

    text = kept_text({"recall": "<b>é & π"}, {"Prompt": "é"}, 3)
    assert text.isascii()
    assert not set("<>&") & set(text)
    assert json.loads(text)["card"] == {"recall": "<b>é & π"}
