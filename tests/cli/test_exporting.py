"""`quizzer export`: decks go out in a form that is told by the file's name."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from html.parser import HTMLParser

import pytest

from quizzer.deck.loading import load
from quizzer.exchange.html_writing import html_of
from quizzer.exchange.mathml import mathml
from quizzer.exchange.sheet import COLUMNS, ROWS, sheet_html
from quizzer.maths.typeset.prose import Formula

DECK = """\
deck: Own & <b>mine</b>
symbols: {A: "matrix(n, n)", x: vector(n)}
cards:
  - {id: quad, prompt: Gradient of $x^T A x$ <script>alert(1)</script>, answer: (A + A^T) x, verify: "grad(x^T A x, x)", hint: [one, two], note: So $a < b$., tags: [t]}
  - {id: gap, cloze: "The {{trace::a word}} is linear"}
  - {id: pick, prompt: Which?, choices: ["=right $x$", wrong]}
  - {id: drill, vary: {k: [2, 3]}, prompt: "${k} x$", answer: "{k} x"}
"""


@pytest.fixture
def deck(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(DECK)
    return path


def test_a_file_that_is_there_is_written_over_only_by_force(quizzer, deck, tmp_path):
    target = tmp_path / "out.csv"
    assert quizzer("export", str(deck), "--to", str(target)).code == 0
    before = target.read_bytes()
    ran = quizzer("export", str(deck), "--to", str(target))
    assert (ran.code, "there already" in ran.err, target.read_bytes()) == (2, True, before)
    assert quizzer("export", str(deck), "--to", str(target), "--force").code == 0


@pytest.mark.parametrize("name", ["out.pdf", "out", ""])
def test_a_form_that_is_not_known_is_refused(quizzer, deck, tmp_path, name):
    ran = quizzer("export", str(deck), "--to", str(tmp_path / name) if name else "x")
    assert (ran.code, ".apkg, .csv" in ran.err) == (2, True)


def test_a_table_goes_to_the_output_for_other_programs(quizzer, deck):
    rows = list(csv.DictReader(io.StringIO(quizzer("export", str(deck), "--format", "csv").out)))
    assert [row["id"] for row in rows] == ["quad", "gap", "pick", "drill"]
    assert rows[0]["symbols"] == "A: matrix(n, n); x: vector(n)"
    assert rows[0]["hint"] == "one\ntwo"
    assert rows[2]["choices"] == "'=right $x$\nwrong"


def test_json_has_the_decks_own_fields(quizzer, deck):
    told = json.loads(quizzer("export", str(deck), "--format", "json").out)
    assert told["quizzer"] == 1
    (one,) = told["decks"]
    assert (one["deck"], one["id"], one["symbols"]["x"]) == ("Own & <b>mine</b>", "own", "vector(n)")
    assert one["cards"][3]["vary"] == {"k": ["2", "3"]}


def test_markdown_is_read_again_as_questions(quizzer, deck, tmp_path):
    target = tmp_path / "out.md"
    assert quizzer("export", str(deck), "--to", str(target)).code == 0
    assert "Q: Gradient of $x^T A x$" in target.read_text()
    ran = quizzer("import", str(target), "-o", "-")
    assert ran.out.count("  - id:") == 4


def test_what_a_form_cannot_hold_is_said(quizzer, deck, tmp_path):
    assert "1 card that varies" in quizzer("export", str(deck), "--to", str(tmp_path / "o.apkg")).err


class _Seen(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.tags, self.outside = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.outside += [value for name, value in attrs if name in ("src", "href")]


def test_a_sheet_runs_nothing_and_needs_nothing_from_elsewhere(quizzer, deck, tmp_path):
    target = tmp_path / "out.html"
    assert quizzer("export", str(deck), "--to", str(target)).code == 0
    html = target.read_text(encoding="utf-8")
    seen = _Seen(html)
    assert seen.outside == []
    assert "script" not in seen.tags
    assert "url(" not in html
    assert "@import" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "<title>Own &amp; &lt;b&gt;mine&lt;/b&gt;</title>" in html
    assert seen.tags.count("math") == 7


@pytest.mark.parametrize("count", [1, 2, 9, 10, 11, 20])
def test_each_answer_lies_behind_its_question_when_the_sheet_is_turned_over(tmp_path, count):
    cards = "".join(f"  - {{id: c{at}, prompt: Q{at}, text: A{at}}}\n" for at in range(count))
    path = tmp_path / "n.yaml"
    path.write_text(f"deck: N\ncards:\n{cards}")
    html = sheet_html(load([path]).decks)
    body = html[html.index("</header>") + 9 : html.rindex("</body>")]
    pages = [page for sheet in ET.fromstring(f"<x>{body}</x>") for page in sheet]
    assert len(pages) == 2 * -(-count // (COLUMNS * ROWS))
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        questions = ["".join(cell.itertext()) for cell in front]
        answers = ["".join(cell.itertext()) for cell in back]
        for at, question in enumerate(questions):
            row, column = divmod(at, COLUMNS)
            assert answers[row * COLUMNS + COLUMNS - 1 - column] == question.replace("Q", "A")


FORMULAS = [
    (r"x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
    (r"\frac{a}{b+1}", "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>"),
    (r"A_{ij}", "<msub><mi>A</mi><mrow><mi>i</mi><mi>j</mi></mrow></msub>"),
    (r"\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"),
    (r"a < b", "<mo>&lt;</mo>"),
    (
        r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}",
        "<mtr><mtd><mi>c</mi></mtd><mtd><mi>d</mi></mtd></mtr>",
    ),
    (r"\sum_{i=1}^n i", "munderover"),
]


@pytest.mark.parametrize(("latex", "part"), FORMULAS)
def test_a_formula_is_typeset(latex, part):
    assert part in mathml(Formula(latex, display=True, offset=0))


@pytest.mark.parametrize(
    "name", ["matrix-calculus", "linear-algebra", "calculus", "probability", "machine-learning-gradients"]
)
def test_every_formula_of_the_bundled_decks_is_well_formed(quizzer, name):
    html = quizzer("export", name, "--format", "html").out
    body = html[html.index("<header>") : html.rindex("</body>")]
    root = ET.fromstring(f"<x>{body.replace('<br>', '<br/>')}</x>")
    assert len(list(root.iter("{http://www.w3.org/1998/Math/MathML}math"))) > 40
    for tag, wanted in (
        ("mfrac", 2),
        ("msup", 2),
        ("msub", 2),
        ("msubsup", 3),
        ("mroot", 2),
        ("munderover", 3),
        ("mover", 2),
    ):
        for node in root.iter(f"{{http://www.w3.org/1998/Math/MathML}}{tag}"):
            assert len(node) == wanted


def test_a_formula_that_cannot_be_set_is_shown_as_it_stands():
    assert mathml(Formula(r"\frac{<b>", display=False, offset=0)) == r"<code>$\frac{&lt;b&gt;$</code>"
    assert html_of("<i>x</i> & *y*", mathml) == "&lt;i&gt;x&lt;/i&gt; &amp; <i>y</i>"
