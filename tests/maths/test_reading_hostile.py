"""Whatever is typed, the reader and the shaper answer soon, and with nothing but their own errors."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizzer.maths.declarations import read_scope
from quizzer.maths.lexer import LONGEST
from quizzer.maths.parse import parse
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError

SCOPE = read_scope(
    "A, B: matrix(n, n); x, y: vector(n); c, k: scalar; f: function(scalar -> scalar); dL/dy: vector(n)"
)
N = LONGEST


def answered(text, scope=SCOPE):
    """The sentence of the refusal, held to be one line about columns of the text; None where there is a tree."""
    try:
        infer(parse(text, scope), scope, text=text)
    except (ReadingError, ShapeError) as error:
        refusal = error
    else:
        return None
    start, end = refusal.span
    assert 0 <= start <= end <= len(text)
    assert refusal.message.isprintable()
    assert len(refusal.message) < 400
    return refusal.message


HOSTILE = {
    "too long by far": ("x" * 1_000_000, "this is 1,000,000 characters long; at most 10,000 are read"),
    "one character too long": ("1" * (N + 1), "this is 10,001 characters long; at most 10,000 are read"),
    "parentheses": ("(" * (N // 2) + ")" * (N // 2), "this is nested more than 50 deep"),
    "parentheses around something": ("(" * 4_999 + "x" + ")" * 4_999, "this is nested more than 50 deep"),
    "opening brackets": ("[" * N, "this is nested more than 50 deep"),
    "opening braces": ("{" * N, "this is nested more than 50 deep"),
    "closing brackets": (")" * N, "`)` cannot stand at the start"),
    "bars": ("|" * N, "this is nested more than 50 deep"),
    "bars with spaces": ("| " * (N // 2), "this is nested more than 50 deep"),
    "bars around letters": (
        "|x" * (N // 2),
        "x is n×1: only a square matrix has a determinant; a norm is ‖…‖ or norm(…)",
    ),
    "bars around sums": ("|c+" * 3_000, "this is nested more than 50 deep"),
    "bars in bars": ("|c - " * 30 + "c" + "|" * 30, None),
    "norms": ("‖" * N, "this is nested more than 50 deep"),
    "letters known": (
        "Ax" * (N // 2),
        "a row of 10,000 letters is more than is split; put spaces between the names",
    ),
    "letters known, fewer": ("Ac" * 100, None),
    "letters unknown": (
        "q" * N,
        "a row of 10,000 letters is more than is split; put spaces between the names",
    ),
    "letters and digits": (
        "x1" * (N // 2),
        "a row of 10,000 letters is more than is split; put spaces between the names",
    ),
    "letters that are functions": (
        "sin" * (N // 3),
        "a row of 9,999 letters is more than is split; put spaces between the names",
    ),
    "function after function": ("sin " * 2_400 + "c", "this is nested more than 50 deep"),
    "powers": ("c^" * 4_900 + "c", "this is nested more than 50 deep"),
    "powers of two": ("2**" * (N // 3) + "2", "this is nested more than 50 deep"),
    "superscripts": ("c" + "²" * (N - 1), "a number of 9,999 digits is more than is read"),
    "transposes": ("A" + "'" * (N - 1), "more than 40 marks stand behind one factor"),
    "factorials": ("c" + "!" * (N - 1), "a double factorial is not read; of n! the factorial is (n!)!"),
    "minus signs": ("-" * (N - 1) + "c", None),
    "sums": ("+".join(["c"] * (N // 2)), None),
    "products": ("A " * (N // 2), None),
    "products of vectors": ("x' y " * (N // 5), None),
    "quotients": ("/".join(["c"] * (N // 2)), "this is nested more than 150 deep"),
    "commas": ("1," * (N // 2), None),
    "relations": ("c<" * (N // 2 - 1) + "c", None),
    "alternatives": (" or ".join(["c=1"] * 1_000), None),
    "plus or minus": ("±c" * (N // 2), None),
    "digits": ("9" * N, "a number of 10,000 digits is more than is read"),
    "a decimal": ("0." + "9" * (N - 2), "a number of 10,000 digits is more than is read"),
    "an exponent of 400 digits": ("2^" + "9" * 400, None),
    "an exponent of ten": ("1e" + "9" * 400, "an exponent of more than 4,000 is more than is read"),
    "factorial of much": ("factorial(10^9)", None),
    "a tower": ("9**9**9**9", None),
    "fractions": (r"\frac{" * 1_200 + "1", "this is nested more than 50 deep"),
    "closed fractions": (r"\frac{1}{" * 900 + "1" + "}" * 900, "this is nested more than 50 deep"),
    "roots": (r"\sqrt" * 1_900 + "2", "this is nested more than 50 deep"),
    "fonts": (r"\mathbf{" * 1_100 + "x" + "}" * 1_100, "this is nested more than 20 deep"),
    "accents": (r"\hat{" * 1_500 + "x" + "}" * 1_500, "this is nested more than 20 deep"),
    "left without right": (r"\left(" * (N // 6), "this is nested more than 50 deep"),
    "left of nothing": (r"\left" * (N // 5), "a bracket is missing after \\left"),
    "backslashes": ("\\" * N, "`\\\\` cannot stand at the start"),
    "matrices": (r"\begin{bmatrix}" * 600, "this is nested more than 50 deep"),
    "environments": (r"\begin{align}" * 700, "there is nothing to read"),
    "rows": ("[" + "1;" * (N // 2 - 2) + "1]", None),
    "rows by space": ("[" + "1 " * (N // 2 - 2) + "1]", None),
    "lists of lists": ("[" * 2_000 + "1" + "]" * 2_000, "this is nested more than 50 deep"),
    "subscripts": ("x" + "_i" * (N // 2 - 1), "more than 40 marks stand behind one factor"),
    "subscripts in subscripts": ("x_{" * (N // 3), "this is nested more than 50 deep"),
    "big sums": ("sum_i " * (N // 6) + "x_i", "this is nested more than 50 deep"),
    "methods": ("x" + ".sum()" * 1_600, "more than 40 marks stand behind one factor"),
    "calls": ("f(" * (N // 2), "this is nested more than 50 deep"),
    "kron": ("kron(A," * 1_400, "this is nested more than 50 deep"),
    "derivatives": (
        "dL/dy" * (N // 5),
        "dL/dy is n×1 and dL/dy is n×1: dL/dydL/dy needs the inner sizes 1 and n to agree; the inner product is dL/dy^T dL/dy, entry by entry it is dL/dy .* dL/dy",
    ),
    "alignments": ("&" * N, "`and` cannot stand at the start"),
    "ties": ("~" * N, "there is nothing to read"),
    "dollars": ("$" * N, "there is nothing to read"),
    "NULs": ("\0" * N, "the character U+0000 means nothing here"),
    "a NUL between": ("c\0k", "the character U+0000 means nothing here"),
    "a surrogate": ("c + \ud800", "the character U+D800 means nothing here"),
    "turned by bidi": ("c \u202e+ k", "the character U+202E means nothing here"),
    "combining marks": ("c" + "\u0301" * (N - 1), "the character U+0301 means nothing here"),
    "zero width": ("\u200b" * N, "there is nothing to read"),
    "zero width inside": ("c\u200bk", None),
    "digits of other scripts": ("٣" * N, "a number of 10,000 digits is more than is read"),
    "wide letters": ("Ｘ" * N, f"a row of {N:,} letters is more than is split; put spaces between the names"),
    "letters of mathematics": ("𝐀𝐁" * (N // 2), None),
    "emoji": ("🙂" * N, "`🙂` means nothing here"),
    "ligatures": ("ﬁ" * N, "`ﬁ` means nothing here"),
    "line ends": ("c\n" * (N // 2), None),
    "white space": (" \t\r\n\f\v\u00a0\u3000" * 1_000, "there is nothing to read"),
    "nothing": ("", "there is nothing to read"),
}


@pytest.mark.parametrize(("text", "said"), HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_answers_are_answered(text, said):
    assert answered(text) == said


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_answered(text):
    answered(text)
    answered(text, read_scope({}, open_names=True))


PIECES = st.sampled_from(
    r"A x c f 1 2.5 + - * / ^ ' _ ( ) [ ] { } | || ‖ , ; = ∪ . .* ! . @ · ⊙ ± ᵀ ² ₁ √ ∑ ∇ sin log tr norm sum_i I ones"
    r" delta_ij \frac{ } \sqrt \left( \right) \left| \right| \mathbf{x} \hat \begin{bmatrix} \end{bmatrix} & \\ \over".split()
)


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=16), st.sampled_from(["", " "]))
def test_any_row_of_the_readers_own_signs_is_answered(pieces, gap):
    answered(gap.join(pieces))
