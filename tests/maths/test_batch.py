"""The judge for scripts: a verdict a line, in order, whatever a line holds."""

import doctest
import itertools
import json
import subprocess
import sys

import pytest

import quizzer.maths.batch
import quizzer.maths.grade
from quizzer.maths.batch import LONGEST_LINE, as_json, as_text, graded
from quizzer.maths.grade import grade


def line(**fields):
    return json.dumps({"id": 1, "expected": "2 x", "answer": "x + x", "symbols": {"x": "scalar"}, **fields})


def one(text):
    (found,) = graded([text])
    return found


@pytest.mark.parametrize("module", [quizzer.maths.grade, quizzer.maths.batch])
def test_the_examples_in_the_documentation_run(module):
    ran = doctest.testmod(module)
    assert ran.attempted > 0
    assert ran.failed == 0


def test_a_right_line_has_every_field_of_the_contract():
    found = one(line(id="q7"))
    assert found.keys() >= {"id", "verdict", "certainty", "diagnoses", "ms"}
    assert (found["id"], found["verdict"], found["diagnoses"]) == ("q7", "equivalent", [])
    assert found["ms"] > 0


def test_a_wrong_line_has_a_diagnosis_and_a_witness_in_numbers():
    found = one(line(answer="x"))
    assert found["verdict"] == "different"
    assert found["certainty"] == "refuted"
    assert found["diagnoses"][0]["code"] == "factor"
    witness = found["witness"]
    assert witness["expected"] == 2 * witness["values"]["x"]
    assert witness["answer"] == witness["values"]["x"]


def test_a_witness_of_matrices_is_in_rows():
    symbols = {"A, B": "matrix(n, n)"}
    witness = one(line(expected="A B", answer="B A", symbols=symbols))["witness"]
    n = witness["sizes"]["n"]
    a, b = (witness["values"][name] for name in "AB")
    assert witness["expected"] == [
        [sum(a[i][k] * b[k][j] for k in range(n)) for j in range(n)] for i in range(n)
    ]


def test_a_slip_says_where():
    found = one(line(answer="2 x +"))
    assert found["verdict"] == "malformed"
    assert found["message"]
    start, end = found["span"]
    assert 0 <= start < end <= len("2 x +") + 1


@pytest.mark.parametrize(
    ("fields", "verdict"),
    [
        ({"expected": "x^2 - 1", "answer": "x^2 - 1", "form": "factored"}, "wrong-form"),
        ({"expected": "x^2 - 1", "answer": "(x-1)(x+1)", "form": "factored"}, "equivalent"),
        ({"answer": "2x", "not": "2 x"}, "wrong-form"),
        ({"answer": "2x", "not": ["x 2"]}, "wrong-form"),
        ({"expected": "a", "answer": "a'", "symbols": {"a": "vector(n)"}, "layout": "any"}, "equivalent"),
        ({"expected": "a", "answer": "a'", "symbols": {"a": "vector(n)"}}, "different"),
        ({"expected": ["x", "-x"], "answer": "0 - x"}, "equivalent"),
        ({"symbols": "x: scalar"}, "equivalent"),
        ({"symbols": {}}, "equivalent"),
        ({"symbols": None, "form": None, "not": None, "layout": None}, "equivalent"),
        ({"answer": "x", "mistakes": [{"answer": "x", "say": "Twice."}]}, "different"),
        ({"answer": ""}, "malformed"),
        ({"id": None}, "equivalent"),
    ],
)
def test_every_option_of_the_judge_can_be_asked_for(fields, verdict):
    assert one(line(**fields))["verdict"] == verdict


def test_an_authors_own_sentence_is_said_first():
    found = one(line(answer="x", mistakes=[{"answer": "1 x", "say": "Count again."}]))
    assert found["diagnoses"][0] == {"code": "predicted", "message": "Count again."}


BAD = [
    ("{", "not JSON"),
    ("", None),
    ("null", "must be a JSON object"),
    ("[1, 2]", "must be a JSON object"),
    ('"text"', "must be a JSON object"),
    ("{'id': 1}", "not JSON"),
    ("[" * 100_000, "nested too deep"),
    ('{"id": ' + "9" * 5000 + "}", "a number is too long"),
    (json.dumps({"id": 1}), "`expected` is missing"),
    (json.dumps({"id": 1, "expected": "x"}), "`answer` is missing"),
    (line(expected=3), "`expected` must be a string or a list"),
    (line(expected=[]), "`expected` must be a string or a list"),
    (line(expected=["x", 3]), "`expected` must be a string or a list"),
    (line(answer=3), "`answer` must be a string"),
    (line(answer=None), "`answer` must be a string"),
    (line(answer=["x"]), "`answer` must be a string"),
    (line(symbols=["x"]), "`symbols` must be an object"),
    (line(symbols={"x": 3}), "`symbols` must be an object"),
    (line(symbols={"x": "scaler"}), "did you mean `scalar`"),
    (line(symbols={"x+y": "scalar"}), "is not a name"),
    (line(symbols="x"), "has no colon"),
    (line(symbols={"A": "matrix(n)"}), "takes two sizes"),
    (line(expected="2 x +"), "what the author wrote"),
    (line(expected="x A", symbols={"A": "matrix(m, n)", "x": "vector(n)"}), "what the author wrote"),
    (line(expected="y"), "what the author wrote"),
    (line(form="factord"), "did you mean `factored`"),
    (line(form=3), "`form` must be a string"),
    (line(layout=3), "`layout` must be a string"),
    (line(mistakes=["x"]), "`mistakes` must be"),
    (line(mistakes=[{"say": "x"}]), "`mistakes` must be"),
    (line(forms="factored"), "no field `forms`"),
    (line(id={"a": 1}), "`id` must be"),
    (line(answer="\ud800"), "lone surrogate"),
    (b'{"id": 1, "answer": "\xff\xfe"}', "not UTF-8"),
    ('{"id": 1, "answer": "\udcff"}', "not UTF-8"),
    (line(answer="x" * LONGEST_LINE), "longer than"),
]


@pytest.mark.parametrize(("text", "message"), [row for row in BAD if row[1]])
def test_a_bad_line_is_an_error_that_says_why(text, message):
    found = one(text)
    assert found["verdict"] == "error"
    assert message in found["message"]
    json.dumps(found).encode()


def test_bad_lines_stop_none_of_the_others_and_the_order_stays():
    good = [line(id=f"good {k}") for k in range(len(BAD))]
    mixed = list(itertools.chain.from_iterable(zip([text for text, _ in BAD], good, strict=True)))
    found = list(graded(mixed))
    assert [one["id"] for one in found if one["verdict"] == "equivalent"] == [
        f"good {k}" for k in range(len(BAD))
    ]
    assert sum(one["verdict"] == "error" for one in found) == sum(message is not None for _, message in BAD)


def test_an_error_names_the_line_and_keeps_the_id():
    found = list(graded([line(), "", line(id=9, form="none")]))
    assert found[1]["id"] == 9
    assert found[1]["message"].startswith("line 3:")


def test_lines_stream_one_is_answered_before_the_next_is_read():
    def endless():
        for number in itertools.count():
            yield line(id=number)

    assert [found["id"] for found in itertools.islice(graded(endless()), 3)] == [0, 1, 2]


def test_bytes_are_read_as_utf_8_with_or_without_a_mark():
    assert one(line(answer="x + x").encode("utf-8-sig"))["verdict"] == "equivalent"
    assert one("\ufeff" + line())["verdict"] == "equivalent"
    assert (
        one(
            json.dumps(
                {"expected": "Σ", "answer": "Sigma", "symbols": {"Σ": "scalar"}}, ensure_ascii=False
            ).encode()
        )["verdict"]
        == "equivalent"
    )


def test_the_same_lines_give_the_same_verdicts():
    lines = [
        line(id=k, answer=answer) for k, answer in enumerate(("x", "3x", "x^2", "x + x", "x +", "sin x"))
    ]

    def plain():
        return [{key: value for key, value in one.items() if key != "ms"} for one in graded(lines)]

    assert plain() == plain()


HOSTILE = ["9**9**9**9", "(" * 4000 + "x" + ")" * 4000, "factorial(10^9)", "x^" + "9" * 400, "(x+y+1)^3000", "__import__('os')"]  # fmt: skip


@pytest.mark.parametrize("answer", HOSTILE)
def test_hostile_answers_are_answered_in_time(answer):
    found = one(line(answer=answer, symbols={"x": "scalar", "y": "scalar"}))
    assert found["verdict"] in ("different", "malformed", "undecided", "mis-shaped")
    assert found["ms"] < 1000


def test_a_batch_loads_neither_sympy_nor_numpy_nor_textual():
    code = (
        "import sys\nfrom quizzer.maths.batch import graded\n"
        'list(graded([\'{"expected": "x", "answer": "2 x", "symbols": {"x": "scalar"}}\']))\n'
        "print([name for name in ('sympy', 'numpy', 'textual') if name in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"


# ---------------------------------------------------------------- one verdict


def test_one_verdict_as_json_says_what_the_batch_says():
    found = as_json(grade("2 x", "x", {"x": "scalar"}))
    same = one(line(answer="x"))
    assert {**found, "ms": 0, "id": 1} == {**same, "ms": 0}
    assert json.loads(json.dumps(found)) == found


def test_a_number_in_json_is_a_number_and_what_is_none_is_text():
    witness = as_json(grade("z", "i z", {"z": "complex"}))["witness"]
    assert isinstance(witness["values"]["z"], str | int | float)
    assert as_json(grade("x", "x + 1", "x: scalar"))["witness"]["values"]["x"] == int(
        as_json(grade("x", "x + 1", "x: scalar"))["witness"]["values"]["x"]
    )


@pytest.mark.parametrize(
    ("answer", "options", "lines"),
    [
        ("x + x", {}, ["equivalent (proved)"]),
        ("x", {}, ["different", "Off by a factor of 2", "with x = ", "asked: ", "yours: "]),
        ("2 x +", {}, ["cannot be read", "2 x +\n", "^"]),
        ("2 x", {"restated": ["2 x"]}, ["equivalent, but not in the form", "only restates"]),
        ("x + x", {"form": "simplified"}, ["equivalent, but not in the form", "Collect like terms."]),
        ("[x, x]", {}, ["the sizes do not fit"]),
    ],
)
def test_a_verdict_for_a_person_is_plain_lines(answer, options, lines):
    text = as_text(grade("2 x", answer, "x: scalar", **options), answer)
    for part in lines:
        assert part in text
    assert "\x1b" not in text


def test_the_caret_stands_under_what_is_wrong():
    answer = "2 x + sigm(x)"
    text = as_text(grade("2 x", answer, "x: scalar"), answer).splitlines()
    assert text[1].strip() == answer
    start = text[2].index("^")
    assert text[1][start : start + 4] == "sigm"
