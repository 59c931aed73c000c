"""HTML becomes prose: what it says stays, what it would do is gone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzer.exchange.html_text import plain_of, prose_of_html
from quizzer.exchange.html_writing import mathjax_html
from quizzer.maths.typeset.prose import Words, plain, read_prose

PIECES = [
    ("<b>Hi</b> &amp; <i>you</i>", "**Hi** & *you*"),
    ("a<br>b<div>c</div><div>d</div>", "a\nb\nc\nd"),
    ("a<br><br>b", "a\n\nb"),
    ("<ol><li>a</li><li>b<ul><li>c</li></ul></li></ol>", "1. a\n2. b\n  - c"),
    (r"\(x^2 &lt; y\) and \[A\]", "$x^2 < y$ and $$A$$"),
    ("[latex]$x$[/latex] [$]y[/$] [$$]z[/$$]", "$x$ $y$ $$z$$"),
    ("[latex]x^2[/latex]", "$x^2$"),
    ('<anki-mathjax block="true">x</anki-mathjax><anki-mathjax>y</anki-mathjax>', "$$x$$$y$"),
    ("<script>alert('x')</script>safe<style>b{}</style>", "safe"),
    ("<svg onload=alert(1)>x</svg><a href='javascript:1'>link</a>", "xlink"),
    ("costs 5$ and 6$", r"costs 5\$ and 6\$"),
    ("**not bold** and `no code`", r"\*\*not bold\*\* and \`no code\`"),
    ("x < y and a<b", "x < y and a<b"),
    ("<!-- hidden -->shown<!-- open", "shown<!-- open"),
    ("\x1b[31mred\x07 \u202eevil", "[31mred evil"),
    ("a&nbsp;b", "a b"),
    ("<code>f(x)</code>", "`f(x)`"),
]


@pytest.mark.parametrize(("html", "prose"), PIECES)
def test_a_piece_of_html(html, prose):
    assert prose_of_html(html) == prose


def test_media_are_told_apart():
    found = plain_of('<img src="a.png"> text [sound:b.mp3]<img alt="none">')
    assert (found.text, found.pictures, found.sounds) == ("text", ("a.png",), ("b.mp3",))


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Co", "Zl", "Zp", "Cs")), max_size=60
)


@given(WORDS)
def test_words_that_go_out_as_html_come_back_as_the_words_they_were(words):
    """What a reader of the deck would see is the same before and after, line by line."""
    prose = "".join(f"\\{one}" if one in "\\$*_`" else one for one in words)
    if all(isinstance(piece, Words) for piece in read_prose(prose)):
        assert plain(prose_of_html(mathjax_html(prose))) == plain(prose)


@given(st.text(max_size=80))
def test_no_html_breaks_the_reader_or_leaves_a_control_code(html):
    text = prose_of_html(html)
    assert not any(ord(one) < 0x20 and one not in "\n\t" for one in text)
