"""The forms that a card may ask for: what is in the form, and what is right but not in it."""

import subprocess
import sys

import pytest

from quizzer.maths.forms import FORMS, FormError
from quizzer.maths.grade import grade

SCALARS = "x, y, z: scalar; n: natural"
ARRAYS = "A, B, X: matrix(n, n); x, b: vector(n); c: scalar"

# form, expected, then answers that are in it, then answers that are not
TABLE = {
    "factored": [
        ("x^2 - 1", SCALARS, ["(x - 1)(x + 1)", "(x+1)*(x-1)", r"\left(x+1\right)\left(x-1\right)", "-(1 - x)(1 + x)"], ["x^2 - 1", "x*x - 1", "(x^2 - 1)·1", "x(x - 1/x)"]),
        ("2x + 4", SCALARS, ["2(x + 2)", "2*(x+2)", "(x+2)·2"], ["2x + 4", "4 + 2x", "(2x + 4)"]),
        ("x^2 + 2x + 1", SCALARS, ["(x + 1)^2", "(x+1)(x+1)", "(x+1)**2", "(1 + x)²"], ["x^2 + 2x + 1", "x(x + 2) + 1"]),
        ("x^2 + 1", SCALARS, ["x^2 + 1", "1 + x²"], ["2(x^2 + 1)/2 + 0x^3 + x - x"]),
        ("x^3 - x", SCALARS, ["x (x-1) (x+1)", "(x-1) x (1+x)"], ["x(x^2 - 1)", "(x^2 - x)(x + 1)"]),
        ("6 x y + 3 y", SCALARS, ["3 y (2 x + 1)", "3y(1+2x)"], ["y (6 x + 3)", "3(2 x y + y)", "6xy + 3y"]),
        ("sin(x)^2 - sin(x)", SCALARS, ["sin(x) (sin(x) - 1)", "sin x (sin x - 1)"], ["sin(x)^2 - sin(x)", "sin^2 x - sin x"]),
        ("e^x x + e^x", SCALARS, ["e^x (x + 1)", "(1 + x) e^x"], ["x e^x + e^x"]),
        ("(x^2 - 1)/(y^2 - 4)", SCALARS, ["(x-1)(x+1)/((y-2)(y+2))"], ["(x^2-1)/((y-2)(y+2))", "(x-1)(x+1)/(y^2-4)"]),
        ("A x + B x", ARRAYS, ["(A + B) x", "(B + A) x"], ["A x + B x", "B x + A x"]),
        ("A X A + A X B", ARRAYS, ["A X (A + B)"], ["A (X A + X B)", "A X A + A X B"]),
    ],
    "expanded": [
        ("(x + 1)^2", SCALARS, ["x^2 + 2x + 1", "x*x + 2x + 1", "1 + 2x + x²", "x^2 + x + x + 1"], ["(x + 1)^2", "(x+1)(x+1)", "x(x + 2) + 1", "x^2 + 2(x + 1) - 1", "x^2 + 2x - (-1 - x) - x"]),
        ("(x - y)/2", SCALARS, ["x/2 - y/2", "0.5x - 0.5y", "1/2 x - 1/2 y"], ["(x - y)/2", "1/2 (x - y)", "-(y - x)/2"]),
        ("4 x^2", SCALARS, ["4 x^2", "4 x x"], ["(2x)^2"]),
        ("sin(x + 1) x", SCALARS, ["x sin(x + 1)", "sin(1+x) x"], []),
        ("(A + A^T) x", ARRAYS, ["A x + A^T x", "A' x + A x"], ["(A + A^T) x", "(A + A') x"]),
        ("(A + B)^2", ARRAYS, ["A A + A B + B A + B B", "A^2 + A B + B A + B^2"], ["(A + B)^2", "A (A + B) + B (A + B)"]),
        ("A^T + B^T", ARRAYS, ["A' + B'"], ["(A + B)'", "(A + B)^T"]),
    ],
    "lowest-terms": [
        ("3/4", SCALARS, ["3/4", r"\frac{3}{4}", "0.75", "¾"], ["6/8", r"\frac{6}{8}", "30/40", "(3/2)/2", "1/2 + 1/4", "(3*2)/(4*2)"]),
        ("-1/2", SCALARS, ["-1/2", "1/(-2)", "-(1/2)"], ["-2/4", "2/(-4)"]),
        ("3", SCALARS, ["3"], ["6/2", "3/1 * 2/2"]),
        ("x + 1", SCALARS, ["x + 1"], ["(x^2 - 1)/(x - 1)", "(2x + 2)/2", "x(x+1)/x"]),
        ("x/2", SCALARS, ["x/2", "1/2 x", "0.5 x"], ["2x/4", "2/4 x", "x^2/(2x)"]),
        ("1/x", SCALARS, ["1/x", "x^-1", r"\frac{1}{x}"], ["x/x^2", "2/(2x)", "2 (2x)^-1"]),
    ],
    "single-fraction": [
        ("1/x + 1/y", SCALARS, ["(x + y)/(x y)", r"\frac{x+y}{xy}", "-(-x - y)/(x y)"], ["1/x + 1/y", "x^-1 + y^-1", "1/(x y/(x + y))"]),
        ("x + 1", SCALARS, ["x + 1"], ["x + 2/2", "x^2/x + 1"]),
        ("1 + 1/x", SCALARS, ["(x + 1)/x", "(1+x)/x"], ["1 + 1/x", "(1 + 1/x)/1", "1 + x^-1"]),
        ("sqrt(x)/2", SCALARS, ["sqrt(x)/2", "x^(1/2)/2"], []),
    ],
    "simplified": [
        ("2x", SCALARS, ["2x", "x*2", "2·x"], ["x + x", "2x + 0", "1·2x", "4x/2", "3x - x", "2x^1", "x·2·1", "2 x x/x", "2(x+1) - 2"]),
        ("x^2", SCALARS, ["x^2", "x²", "x**2"], ["x x", "x*x", "x^3/x", "(x^2)^1", "x(x + 1) - x", "(x^1)^2"]),
        ("1/2", SCALARS, ["1/2", "0.5", "½"], ["2/4", "1/4 + 1/4", "(1/4)/(1/2)", "1 - 1/2", "sin(pi) + 1/2", "log(1) + 1/2"]),
        ("2 sqrt(2)", SCALARS, ["2 sqrt(2)", "sqrt(2) 2"], ["sqrt(8)", "sqrt(2) + sqrt(2)"]),
        ("x + 1", SCALARS, ["x + 1", "1 + x"], ["(x^2 - 1)/(x - 1)", "x + 2 - 1", "log(e^x) + log(e)", "x + 3/3"]),
        ("(x + 1)^2", SCALARS, ["(x + 1)^2", "x^2 + 2x + 1"], ["x^2 + x + x + 1", "(x+1)(x+1)"]),
        ("5 x", SCALARS, ["5x"], ["2 x + 3 x", "2 (x) + 3 x", "x 5 + 0 y"]),
        ("1", SCALARS, ["1"], ["sin(x)^2 + cos^2 x", "cos(2x)^2 + sin(2x)^2", "log_2(2)", "sin(π/2)", "tan(π/4)", "0!"]),
        ("|x|", SCALARS, ["|x|", "abs(x)"], ["sqrt(x^2)", "(x^2)^(1/2)"]),
        ("x", SCALARS, ["x"], ["log(e^x)", "ln(exp(x))"]),
        ("-x", SCALARS, ["-x", "−x"], ["(-1) x", "-1 x"]),
        ("24", SCALARS, ["24"], ["4!"]),
        ("3 sin(x)^2 + 2 cos(x)^2", SCALARS, ["3 sin(x)^2 + 2 cos(x)^2"], ["sin(x)^2 + 2 cos(x)^2 + 2 sin(x)^2"]),
        ("A x", ARRAYS, ["A x"], ["I A x", "A I x", "A'' x", "A x + 0", "2 A x / 2"]),
        ("A^2 x", ARRAYS, ["A^2 x"], ["A A x", "A A A A^-1 x"]),
        ("2 A x", ARRAYS, ["2 A x"], ["A x + A x", "A x 2/1"]),
        ("x", SCALARS, ["x"], ["x (sin(x)^2 + cos(x)^2)", "x sin(x)/sin(x)"]),
    ],
    "exact": [
        ("1/3", SCALARS, ["1/3", "2/6", r"\frac13", "3^-1"], []),
        ("1/2", SCALARS, ["1/2", "½"], ["0.5", ".5", "5e-1"]),
        ("sqrt(2) x", SCALARS, ["sqrt(2) x", "2^(1/2) x", "√2 x"], ["2^0.5 x", "2^(.5) x"]),
        ("pi/4", SCALARS, ["pi/4", "π/4", "arctan(1)"], ["0.25 pi"]),
    ],
}  # fmt: skip

IN_FORM = [
    (form, expected, answer, symbols)
    for form, rows in TABLE.items()
    for expected, symbols, right, _ in rows
    for answer in right
]
NOT_IN_FORM = [
    (form, expected, answer, symbols)
    for form, rows in TABLE.items()
    for expected, symbols, _, wrong in rows
    for answer in wrong
]


@pytest.mark.parametrize(("form", "expected", "answer", "symbols"), IN_FORM)
def test_an_answer_in_the_form_asked_for_is_right(form, expected, answer, symbols):
    verdict = grade(expected, answer, symbols, form=form)
    assert (verdict.kind, verdict.message) == ("equivalent", "")


@pytest.mark.parametrize(("form", "expected", "answer", "symbols"), NOT_IN_FORM)
def test_a_right_value_in_another_form_is_told_so(form, expected, answer, symbols):
    verdict = grade(expected, answer, symbols, form=form)
    assert verdict.kind == "wrong-form", verdict
    assert verdict.is_right
    assert verdict.message


@pytest.mark.parametrize("form", FORMS)
def test_the_sentence_does_not_give_the_answer_away(form):
    for expected, symbols, right, wrong in TABLE[form]:
        for answer in wrong:
            message = grade(expected, answer, symbols, form=form).message
            assert expected not in message
            assert not any(len(one) > 2 and one in message for one in right)


@pytest.mark.parametrize("form", FORMS)
def test_a_wrong_value_is_different_whatever_its_form(form):
    assert grade("x^2 - 1", "(x - 1)(x + 2)", SCALARS, form=form).kind == "different"


def test_a_form_is_asked_of_every_part_of_a_collection():
    assert grade("{1/2, 3/4}", "{1/2, 6/8}", form="lowest-terms").kind == "wrong-form"
    assert grade("{1/2, 3/4}", "{3/4, 1/2}", form="lowest-terms").kind == "equivalent"


def test_of_several_right_answers_any_may_be_in_the_form():
    assert grade(["2x + 4", "2(x + 2)"], "2(x+2)", SCALARS, form="factored").kind == "equivalent"


@pytest.mark.parametrize("form", ["factorized", "Factored", "lowest terms", "no-such"])
def test_an_unknown_form_is_an_error_for_the_author(form):
    with pytest.raises(FormError, match="no form"):
        grade("x", "x", "x: scalar", form=form)


def test_a_misspelt_form_is_offered_back():
    with pytest.raises(FormError, match="did you mean `factored`"):
        grade("x", "x", "x: scalar", form="factord")


@pytest.mark.parametrize(
    "answer",
    [
        "(x + y + z + 1)^300 - (x + y + z + 1)^300 + x",
        "(((x + 1)^50 + 1)^50 + 1)^50 - (((x + 1)^50 + 1)^50 + 1)^50 + x",
        "+".join(["x"] * 1501) + "-" + "-".join(["x"] * 1500),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_what_is_too_large_to_be_taken_apart_is_still_answered(form, answer):
    verdict = grade("x", answer, SCALARS, form=form)
    assert verdict.kind in ("equivalent", "wrong-form", "undecided")
    assert verdict.seconds < 1


def test_no_form_loads_sympy():
    code = (
        "import sys\nfrom quizzer.maths.grade import grade\nfrom quizzer.maths.forms import FORMS\n"
        "for form in FORMS: grade('x^2 - 1', 'x^2 - 1', 'x: scalar', form=form)\n"
        "print('sympy' in sys.modules, 'numpy' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False False"
