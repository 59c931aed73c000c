"""What is said of a wrong answer: for every code answers that must be given it, and answers that must not."""

import pytest

from quizzer.maths.diagnose import MOST, NEAR_MISSES
from quizzer.maths.grade import Mistake, grade

SCALARS = "x, y, z: scalar; a, b: positive; n: natural; C, D: constant"
ARRAYS = "A, B, M: matrix(n, n); S: symmetric(n); P: spd(n); W: matrix(m, n); x, y, u: vector(n); c: scalar"

# code: (symbols, expected, wrong answer, a piece of the sentence)
GIVEN = {
    "sign": [
        (SCALARS, "x - y", "y - x", "negative"),
        (SCALARS, "-3", "3", "negative"),
        (SCALARS, "cos(x)", "-cos(x)", "negative"),
        (ARRAYS, "A B - B A", "B A - A B", "negative"),
        (ARRAYS, "-A^-1 M A^-1", "A^-1 M A^-1", "negative"),
        (SCALARS, "x^2 - 3x + 2", "x^2 + 3x + 2", "One sign inside"),
        (SCALARS, "e^(-x)", "e^x", "One sign inside"),
    ],
    "factor": [
        (ARRAYS, "2 A x", "A x", "Off by a factor of 2: what is asked is 2 times yours."),
        (ARRAYS, "A x", "2 A x", "Off by a factor of 2: yours is 2 times what is asked."),
        (SCALARS, "x/2", "2 x", "Off by a factor of 4: yours is 4 times"),
        (SCALARS, "3 x", "2 x", "Off by a factor of 3/2: what is asked is 3/2 times yours."),
        (SCALARS, "x", "-2 x", "Off by a factor of −2: yours is −2 times"),
        (SCALARS, "2 pi x", "x", "Off by a factor of 2π: what is asked is 2π times yours."),
        (SCALARS, "x", "x sqrt(2)", "Off by a factor of √2: yours"),
        (SCALARS, "x", "pi x/4", "Off by a factor of 4/π: what is asked"),
        (SCALARS, "6", "2", "Off by a factor of 3: what is asked"),
        (SCALARS, "x", "x cos(1)^3", "Off by a constant factor."),
    ],
    "offset": [
        (SCALARS, "x^2 + 1", "x^2 + 3", "Off by the constant 2."),
        (SCALARS, "x^2 + 2x + 1", "x^2 + 2x", "Off by the constant 1."),
        (SCALARS, "sin(x) + 1/3", "sin(x)", "Off by the constant 1/3."),
        (SCALARS, "arctan(x)", "arctan(x) + pi", "Off by the constant π."),
        (ARRAYS, "x' x", "x' x - 1/2", "Off by the constant 1/2."),
    ],
    "transpose": [
        (ARRAYS, "A^T", "A", "This is the transpose of what is asked."),
        (ARRAYS, "A x", "x' A'", "what is asked is n×1, this is 1×n"),
        (ARRAYS, "W", "W'", "what is asked is m×n, this is n×m"),
        (ARRAYS, "det(A) A^-T", "det(A) A^-1", "transpose of what is asked"),
        (ARRAYS, "A B", "B' A'", "transpose of what is asked"),
    ],
    "transpose-inside": [
        (ARRAYS, "A' B", "A B", "One transpose is missing: look at A."),
        (ARRAYS, "A B", "A B'", "One transpose is too many: look at Bᵀ."),
        (ARRAYS, "A' x + y", "A x + y", "One transpose is missing: look at A."),
        (ARRAYS, "tr(A' B)", "tr(A B)", "One transpose is missing"),
        (ARRAYS, "(A B)' M", "A B M", "One transpose is missing"),
    ],
    "inverse": [
        (ARRAYS, "A^-1 x", "A x", "One inverse is missing: look at A."),
        (ARRAYS, "A B", "A B^-1", "One inverse is too many: look at B⁻¹."),
        (ARRAYS, "tr(P^-1 A)", "tr(P A)", "One inverse is missing: look at P."),
        (SCALARS, "x/y", "y/x", "Above and below the bar"),
        (SCALARS, "x y", "x/y", "Above and below the bar"),
        (SCALARS, "1/sin(x)", "sin(x)", "One inverse is missing"),
        (SCALARS, "x e^(-x)", "x e^x", "One inverse is missing: look at e^x."),
        (SCALARS, "x^2 + 1", "x^-2 + 1", "One inverse is too many: look at x^(-2)."),
    ],
    "order": [
        (ARRAYS, "A B", "B A", "The order of a product matters: B A is not A B."),
        (ARRAYS, "2 A M", "2 M A", "M A is not A M"),
        (ARRAYS, "A B M", "B M A", "The order of a product matters"),
        (ARRAYS, "A^-1 B^-1", "(A B)^-1", "A B is not B A"),
        (ARRAYS, "kron(A, B)", "kron(B, A)", "The order of a product matters"),
        (ARRAYS, "A B x + y", "B A x + y", "B A is not A B"),
    ],
    "product-kind": [
        (ARRAYS, "A B", "A ⊙ B", "entry by entry"),
        (ARRAYS, "A ⊙ B", "A B", "a matrix product"),
        (ARRAYS, "A^2", "A .^ 2", "entry by entry"),
        (ARRAYS, "M (A ⊙ B)", "M A B", "a matrix product"),
        (ARRAYS, "A^-1", "A.^-1", "entry by entry"),
    ],
    "symmetric": [
        (ARRAYS, "(A + A^T) x", "2 A x", "Right only if A is symmetric; A is any square matrix here."),
        (ARRAYS, "A + A'", "2 A", "Right only if A is symmetric"),
        ("X: invertible(n)", "X^-1 + X^-T", "2 X^-1", "X is any invertible matrix here"),
        (ARRAYS, "A' B'", "A B", "Right only if A and B are symmetric"),
    ],
    "missing-term": [
        (ARRAYS, "A x + y", "A x", "One term of the sum is missing."),
        (SCALARS, "x^2 + 2x + 1", "x^2 + 1", "One term of the sum is missing."),
        (SCALARS, "(x + y)^2", "x^2 + y^2", "One term of the sum is missing."),
        (SCALARS, "x cos(x) + sin(x)", "x cos(x)", "One term of the sum is missing."),
        ("s: vector(n)", "s_i (delta_ij - s_j)", "-s_i s_j", "One term of the sum is missing."),
        (ARRAYS, "tr(A P + B)", "tr(A P)", "One term of the sum is missing."),
    ],
    "extra-term": [
        (ARRAYS, "A x", "A x + y", "One term is too many: look at y."),
        (SCALARS, "x^2 + y", "x^2 + x + y", "One term is too many: look at x."),
        (ARRAYS, "A", "A - x y'", "One term is too many"),
    ],
    "constant": [
        (SCALARS, "x^2 + C", "x^2", "+ C is missing"),
        (SCALARS, "sin(x) + C", "sin(x) + 2", "+ C is missing"),
        (SCALARS, "C e^x", "e^x", "every multiple"),
        (SCALARS, "C e^x + D e^-x", "C e^x", "The constant D is missing"),
    ],
    "domain": [
        (SCALARS, "|x|", "x", "Right for x > 0 only."),
        (SCALARS, "|x|", "-x", "Right for x < 0 only."),
        (SCALARS, "|x - 1|", "x - 1", "Right for x > 1 only."),
        (SCALARS, "|x - y|", "x - y", "Right for x > y only."),
        (SCALARS, "log(x^2)", "2 log(x)", "Right for x > 0 only."),
        (SCALARS, "x", "max(x, -1000)", "Right for x > -1000 only."),
        (SCALARS, "x", "sqrt(x^2)", "Right for x > 0 only."),
        (SCALARS, "arcsin(sin x)", "x", "Right for |x| < π/2 only."),
    ],
    "power": [
        (SCALARS, "x^3 y", "x^2 y", "One exponent is off by one: look at x²."),
        (SCALARS, "x^2 + y", "x + y", "One exponent is off by one: look at x."),
        (SCALARS, "x^(n - 1)", "x^n", "One exponent is off by one"),
        (ARRAYS, "norm(x)^2", "norm(x)", "A square is missing"),
        (ARRAYS, "norm(x)", "x' x", "A root is missing"),
        (ARRAYS, "A^3 x", "A^2 x", "One exponent is off by one: look at A²."),
    ],
    "degrees": [
        (SCALARS, "pi/6", "30", "radians"),
        (SCALARS, "sin(pi/6)", "sin(30)", "radians"),
        (SCALARS, "sin(x)", "sin(pi x/180)", "radians"),
        (SCALARS, "arctan(x)", "180/pi arctan(x)", "radians"),
    ],
    "differentiated": [
        (SCALARS, "sin(x)", "cos(x)", "You have differentiated by x"),
        (SCALARS, "x^4/4", "x^3", "You have differentiated by x"),
        (SCALARS, "x^2 log(x)", "2 x log(x) + x", "You have differentiated by x"),
        (SCALARS, "e^(2x)/2", "2 e^(2x)", "You have differentiated by x"),
        ("x: vector(n); t: scalar", "t^2 x", "2 t x", "You have differentiated by t"),
    ],
    "integrated": [
        (SCALARS, "2x", "x^2", "You have integrated by x"),
        (SCALARS, "cos(x)", "sin(x)", "You have integrated by x"),
        (SCALARS, "cos(x)", "sin(x) + 7", "You have integrated by x"),
        (SCALARS, "3 y^2", "y^3", "You have integrated by y"),
    ],
    "rounded": [
        (SCALARS, "pi", "3.1416", "rounded to 5 digits"),
        (SCALARS, "pi", "3.14", "rounded to 3 digits"),
        (SCALARS, "1/3", "0.333", "rounded to 3 digits"),
        (SCALARS, "2/3", "0.66", "rounded to 2 digits"),
        (SCALARS, "-sqrt(2)", "-1.414", "rounded to 4 digits"),
        (SCALARS, "pi x", "3.1416 x", "A number in it is rounded"),
    ],
    "entries": [
        ("", "[1, 2; 3, 4]", "[1, 2; 5, 4]", "Entry (2, 1) is wrong."),
        ("", "[1, 2; 3, 4]", "[1, 9; 5, 4]", "Entries (1, 2) and (2, 1) are wrong."),
        ("", "[1; 2; 3]", "[1; 2; 4]", "Entry 3 is wrong."),
        ("t: scalar", "[cos t, -sin t; sin t, cos t]", "[cos t, sin t; sin t, cos t]", "Entry (1, 2) is wrong."),
        ("", "(1, 2, 3)", "(1, 5, 3)", "2"),
    ],
}  # fmt: skip

ROWS = [(code, *row) for code, rows in GIVEN.items() for row in rows]


@pytest.mark.parametrize(("code", "symbols", "expected", "answer", "piece"), ROWS)
def test_what_went_wrong_is_named_in_a_sentence(code, symbols, expected, answer, piece):
    verdict = grade(expected, answer, symbols)
    assert verdict.kind == "different"
    said = {one.code: one.message for one in verdict.diagnoses}
    assert code in said, said
    assert piece in said[code]


# code: (symbols, expected, wrong answer) that must not be given it
WITHHELD = {
    "sign": [
        (SCALARS, "x", "-2 x"),
        (SCALARS, "x", "y"),
        (ARRAYS, "A B", "B A"),
        (SCALARS, "x^2 + 1", "-x^2 + 2"),
    ],
    "factor": [
        (ARRAYS, "tr(I_n)", "1"),
        (ARRAYS, "sum_j delta_ij delta_jk", "n delta_ik"),
        (SCALARS, "x", "-x"),
        (SCALARS, "x", "x^2"),
        (SCALARS, "x y", "x"),
        (SCALARS, "x", "n x"),
        (SCALARS, "x + 2y", "2x + 2y"),
        (SCALARS, "|x|", "x"),
        (SCALARS, "7", "5"),
        (ARRAYS, "A x", "det(A) A x"),
        ("x: vector(n)", "x' x", "n x' x"),
        ("", "[1, 2; 3, 4]", "[2, 2; 3, 4]"),
        ("", "[1, 0; 0, 1]", "[1, 1; 0, 1]"),
    ],
    "offset": [
        (SCALARS, "x", "x + y"),
        (SCALARS, "x", "2 x"),
        (SCALARS, "7", "5"),
        (SCALARS, "x^2 + C", "x^2"),
        (SCALARS, "floor(x)", "ceil(x) + floor(x) - floor(x)/2"),
    ],
    "transpose": [(ARRAYS, "A", "A B"), (ARRAYS, "S", "2 S"), (ARRAYS, "A' B", "A B"), (SCALARS, "x", "y")],
    "transpose-inside": [(ARRAYS, "A'", "A"), (ARRAYS, "A' B'", "A B"), (ARRAYS, "S x", "2 S x")],
    "inverse": [(ARRAYS, "A", "A^3"), (SCALARS, "x", "x^3"), (ARRAYS, "A^-1", "A'")],
    "order": [(ARRAYS, "A B", "A M"), (SCALARS, "x y", "2 y x"), (ARRAYS, "A' B", "B A")],
    "product-kind": [(ARRAYS, "A B", "B A"), (SCALARS, "x y", "x + y"), (ARRAYS, "A B M", "A ⊙ B + M")],
    "symmetric": [(ARRAYS, "2 S x", "S x"), (ARRAYS, "A x", "2 A' x"), (ARRAYS, "A B", "B A")],
    "missing-term": [
        (SCALARS, "x + y", "x - y"),
        (SCALARS, "x + y + z", "x"),
        (ARRAYS, "A x", "A y"),
        (SCALARS, "x y", "x"),
    ],
    "extra-term": [(SCALARS, "x", "x + y + z"), (SCALARS, "x + y", "x"), (SCALARS, "x", "2 y")],
    "constant": [
        (SCALARS, "x^2 + C", "x^3"),
        (SCALARS, "x^2 + C", "x^2 + x"),
        (SCALARS, "x^2", "x^2 + 1"),
        (SCALARS, "C e^x", "x e^x"),
    ],
    "domain": [
        (SCALARS, "n x^(n-1)", "x^(n-1)"),
        (SCALARS, "x", "x + 1"),
        (SCALARS, "|x|", "|y|"),
        (SCALARS, "sqrt(a)", "a"),
        (SCALARS, "log(x^2)", "3 log|x|"),
        (SCALARS, "|x|", "x + 10^-9"),
    ],
    "power": [(SCALARS, "x^4", "x^2"), (SCALARS, "x", "y"), (SCALARS, "x^2", "2 x^2"), (ARRAYS, "A x", "A y")],
    "degrees": [(SCALARS, "sin(x)", "sin(2 x)"), (SCALARS, "x", "pi x"), (SCALARS, "pi/6", "60")],
    "differentiated": [
        (SCALARS, "x^2", "x^3"),
        (SCALARS, "x + 1", "0"),
        (SCALARS, "7", "0"),
        (SCALARS, "sin(x)", "sin(x) + 1"),
    ],
    "integrated": [(SCALARS, "x^2", "2 x"), (SCALARS, "x", "x^2"), (SCALARS, "cos(x)", "cos(x)/2")],
    "rounded": [
        (SCALARS, "pi", "3"),
        (SCALARS, "pi", "3.15"),
        (SCALARS, "1/3", "0.4"),
        (SCALARS, "2", "2.5"),
        (SCALARS, "x/2", "0.25 x"),
        (SCALARS, "2.5 x", "2.4 x"),
        (SCALARS, "10^-3", "0.002"),
    ],
    "entries": [
        ("", "[1, 2; 3, 4]", "[5, 6; 7, 8]"),
        ("", "[1, 2; 3, 4]", "[1, 3; 2, 4]"),
        (ARRAYS, "A", "B"),
    ],
}  # fmt: skip

NOT = [(code, *row) for code, rows in WITHHELD.items() for row in rows]


@pytest.mark.parametrize(("code", "symbols", "expected", "answer"), NOT)
def test_nothing_is_said_that_does_not_fit(code, symbols, expected, answer):
    verdict = grade(expected, answer, symbols)
    assert verdict.kind == "different"
    assert code not in [one.code for one in verdict.diagnoses], verdict.diagnoses


@pytest.mark.parametrize(
    ("symbols", "expected", "answer", "code"),
    [
        (SCALARS, "x", "-x", "sign"),
        (ARRAYS, "A'", "A", "transpose"),
        (ARRAYS, "A' B", "A B", "transpose-inside"),
        (SCALARS, "pi", "3.14", "rounded"),
        (SCALARS, "x^2 + C", "x^2", "constant"),
        (SCALARS, "pi/6", "30", "degrees"),
        (ARRAYS, "2 A x", "A x", "factor"),
    ],
)
def test_the_most_specific_is_said_first(symbols, expected, answer, code):
    assert grade(expected, answer, symbols).diagnoses[0].code == code


@pytest.mark.parametrize(("code", "symbols", "expected", "answer", "piece"), ROWS)
def test_at_most_two_things_are_said_in_whole_sentences(code, symbols, expected, answer, piece):
    diagnoses = grade(expected, answer, symbols).diagnoses
    assert len(diagnoses) <= MOST
    assert len({one.code for one in diagnoses}) == len(diagnoses)
    for one in diagnoses:
        assert one.message
        assert "\x1b" not in one.message


@pytest.mark.parametrize(("symbols", "expected", "answer"), [(ARRAYS, "(A + A^T) x", "A x + A x"), (SCALARS, "x^2 + 3x", "x^2 + 4x"), (SCALARS, "sin(2x)", "sin(x)^2"), (ARRAYS, "tr(A B) + c", "tr(A) tr(B)")])  # fmt: skip
def test_no_sentence_holds_the_right_answer(symbols, expected, answer):
    for one in grade(expected, answer, symbols).diagnoses:
        assert expected not in one.message


def test_of_a_predicted_mistake_the_authors_sentence_comes_first():
    mistakes = [Mistake("3 A x", "Not three."), Mistake("2 A x", "That needs a symmetric A.")]
    said = grade("(A + A^T) x", "A x + A x", ARRAYS, mistakes=mistakes).diagnoses
    assert said[0].code == "predicted"
    assert len(said) == MOST
    assert said[0].message == "That needs a symmetric A."


def test_a_predicted_mistake_may_be_one_of_shape():
    said = grade("A x", "x A", ARRAYS, mistakes=[Mistake("x A", "A row is needed on the left.")])
    assert said.kind == "mis-shaped"
    assert [one.code for one in said.diagnoses] == ["predicted"]


def test_a_mistake_that_was_foreseen_for_another_answer_is_not_said():
    assert grade("x", "y", SCALARS, mistakes=[Mistake("z", "Not z.")]).diagnoses == ()


def test_what_cannot_be_read_gets_no_diagnosis():
    for answer in ("x^", "x +", "sigm(x)"):
        verdict = grade("x^2", answer, SCALARS)
        assert (verdict.kind, verdict.diagnoses) == ("malformed", ())


def test_the_other_layout_is_different_and_with_any_layout_right():
    assert grade("A x", "x' A'", ARRAYS).kind == "different"
    assert grade("A x", "x' A'", ARRAYS, layout="any").kind == "equivalent"
    assert grade("A' B", "B' A", ARRAYS, layout="any").kind == "equivalent"
    assert grade("A x", "x' A", ARRAYS, layout="any").kind == "different"


def test_near_misses_are_codes_that_can_be_given():
    assert GIVEN.keys() >= NEAR_MISSES
