"""What is over, under, inside and beside what: read as latex2mathml reads it, an oracle with other faults than ours."""

import unicodedata
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml
from latex2mathml.converter import convert

from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.layout import (
    Accent,
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Limits,
    Radical,
    Row,
    Scripts,
)
from quizzer.maths.typeset.prose import Formula, read_prose

HERE = Path(__file__).parent
NOTE = (HERE / "note-formulas.txt").read_text(encoding="utf-8").splitlines()


def deck_formulas():
    def texts(value):
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            for one in value.values():
                yield from texts(one)
        elif isinstance(value, list):
            for one in value:
                yield from texts(one)

    deck = yaml.safe_load((HERE.parents[2] / "decks/matrix-calculus.yaml").read_text(encoding="utf-8"))
    for text in texts(deck["cards"]):
        yield from (piece.source for piece in read_prose(text) if isinstance(piece, Formula))


DECK = list(dict.fromkeys(deck_formulas()))

HARDER = [
    r"\sqrt[3]{x+1} + \sqrt{\frac{a}{b}}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix} = \frac{1}{ad-bc}",  # it misreads a power of a matrix
    r"f(x) = \begin{cases} x & x > 0 \\ 0 & x \le 0 \end{cases}",
    r"\sum_{i=1}^n \prod_{j} \int_0^1 x_{ij}\,dx",
    r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n",
    r"x_i^{2k} + y^{a_b} + z'",
    r"\hat{x} + \bar{y} + \overline{a+b}",
    r"\left[ \frac{\partial f}{\partial x} \right]_a^b",
    r"\max_{x \in X} f(x), \sup_y g",
    r"\binom{n}{k}",
    r"\underbrace{a + b}_{n} + \overbrace{c}^{m}",
    r"\frac{1}{1+\frac{1}{1+x}}",
    r"x^12 + \frac12",
    r"\mathbf{x}^\top \mathbf{1}, \mathcal{L}, \mathbb{R}^{n \times m}",
]


SIGNS = str.maketrans(
    {"ϕ": "φ", "ϵ": "ε", "∥": "‖", "∣": "|", "−": "-", "⋅": "·", "∗": "*", "⊤": "T", "′": "'"}
)


def characters(text):
    """The characters without fonts and spaces, one spelling for each sign."""
    plain = unicodedata.normalize("NFKD", text.translate(SIGNS)).translate(SIGNS)
    return "".join(char for char in plain if not char.isspace())


def joined(*parts):
    """Parts in a row: characters run together, whatever was grouped for the eye alone is taken apart."""
    out = []
    for part in (one for several in parts for one in several):
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return out


def ours(layout):
    """What stands in a layout, in reading order; scripts follow their base."""
    match layout:
        case Glyph(text):
            return joined([characters(text)])
        case Row(items):
            return joined(*map(ours, items))
        case Fraction(top, bottom):
            return [("fraction", ours(top), ours(bottom))]
        case Radical(body, degree):
            return [("root", ours(body), degree and ours(degree))]
        case Scripts(base, sub, sup) | Limits(base, sub, sup):
            scripts = ("scripts", sub and ours(sub), sup and ours(sup))
            return joined(ours(base), [scripts] if sub or sup else [])
        case Delimited(left, body, right):
            return joined([left], ours(body), [right])
        case Grid(rows):
            return [("table", [[ours(cell) for cell in row] for row in rows])]
        case Accent(_, base):
            return [("accent", ours(base))]
    return []


ACCENTS = set("^¯~˙―⏟⏞→_¨ˇ")


def theirs(element):
    """The same of MathML."""
    kind = element.tag.rpartition("}")[2]
    below = list(element)
    if kind in ("mi", "mn", "mo", "mtext"):
        return joined([characters(element.text or "")])
    if kind in ("math", "mrow", "mstyle", "mpadded"):
        return joined(*map(theirs, below))
    if kind == "mfrac" and element.get("linethickness") == "0":
        return [("table", [[theirs(one)] for one in below])]
    if kind == "mfrac":
        return [("fraction", *map(theirs, below))]
    if kind == "msqrt":
        return [("root", joined(*map(theirs, below)), None)]
    if kind == "mroot":
        return [("root", *map(theirs, below))]
    if kind in ("mover", "munder") and (below[1].text or "") in ACCENTS:
        return [("accent", theirs(below[0]))]
    if kind in ("msub", "munder"):
        return joined(theirs(below[0]), [("scripts", theirs(below[1]), None)])
    if kind in ("msup", "mover"):
        return joined(theirs(below[0]), [("scripts", None, theirs(below[1]))])
    if kind in ("msubsup", "munderover"):
        return joined(theirs(below[0]), [("scripts", *map(theirs, below[1:]))])
    if kind == "mtable":
        return [("table", [[joined(*map(theirs, cell)) for cell in row] for row in below])]
    assert kind == "mspace", kind
    return []


@pytest.mark.parametrize("source", [*NOTE, *DECK, *HARDER])
def test_a_formula_has_the_structure_that_latex2mathml_finds(source):
    assert ours(read_latex(source)) == theirs(ET.fromstring(convert(source)))  # the oracle's own text


def test_the_oracle_and_we_are_compared_over_many_formulas():
    assert len(NOTE) == 52
    assert len(DECK) > 100
