"""`quizzer grade`: what it prints for a person and for a program, and what it refuses."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

MATRICES = "A: matrix(n,n); x: vector(n)"

JUDGED = [
    # expected, answer, more, verdict, why the row is here
    ("(A + A^T) x", "A x + A'x", ["--symbols", MATRICES], "equivalent", "an unusual spelling"),
    ("(A + A^T) x", "2 A x", ["--symbols", MATRICES], "different", "right for symmetric A only"),
    ("-x", "-x", [], "equivalent", "an expression that looks like an option"),
    ("-x", "-2", [], "different", "another"),
    ("x", "--x", [], "equivalent", "even so: a double negation"),
    ("x", "x^", [], "malformed", "cannot be read"),
    ("A x", "x A", ["--symbols", "A: matrix(m,n); x: vector(n)"], "mis-shaped", "has no shape"),
    ("(x-1)(x+1)", "x^2 - 1", ["--form", "factored"], "wrong-form", "the form asked for"),
    ("x'", "x", ["--symbols", "x: vector(n)", "--layout", "any"], "equivalent", "either layout"),
    ("tr(B A)", "tr(A B)", ["--symbols", "A, B: square(n)", "--not", "tr(A B)"], "wrong-form", "restates"),
    ("x", "x + 1", ["--expected", "1 + x"], "equivalent", "of two right answers the second"),
    ("x", "", [], "malformed", "nothing typed"),
]


@pytest.mark.parametrize(("expected", "answer", "more", "verdict", "why"), JUDGED)
def test_a_verdict_for_a_program(quizzer, *, expected, answer, more, verdict, why):
    ran = quizzer("grade", "--expected", expected, "--answer", answer, *more, "--json")
    assert (ran.code, ran.err) == (0, "")
    assert json.loads(ran.out)["verdict"] == verdict, why


def test_a_verdict_for_a_person_says_what_went_wrong_and_where_the_two_part(quizzer):
    ran = quizzer("grade", "--expected", "(A + A^T) x", "--answer", "2 A x", "--symbols", MATRICES)
    lines = ran.out.splitlines()
    assert lines[0] == "different"
    assert lines[1] == "  Right only if A is symmetric; A is any square matrix here."
    assert [line.split(":")[0].strip() for line in lines[-2:]] == ["asked", "yours"]


def test_a_slip_is_pointed_at(quizzer):
    lines = quizzer("grade", "--expected", "x^2", "--answer", "x^", "--symbols", "x: scalar").out.splitlines()
    assert lines[1:3] == ["  x^", "   ^"]


def test_control_codes_of_an_answer_are_shown_and_not_obeyed(quizzer):
    ran = quizzer("grade", "--expected", "x", "--answer", "x \x1b[31m")
    assert "\x1b" not in ran.out
    assert "␛" in ran.out


@pytest.mark.parametrize(("answer", "code"), [("x + x", 0), ("3 x", 1), ("x^", 1)])
def test_the_exit_code_is_the_verdict_only_where_that_is_asked_for(quizzer, answer, code):
    assert quizzer("grade", "--expected", "2x", "--answer", answer).code == 0
    assert quizzer("grade", "--expected", "2x", "--answer", answer, "--exit-code").code == code


REFUSED = [
    # arguments, what the line says
    (["--expected", "x"], ["--answer", "--batch"]),
    (["--answer", "x"], ["--expected"]),
    ([], ["--expected"]),
    (["--batch", "-", "--answer", "x"], ["--batch", "leave out"]),
    (["--batch", "/no/such.jsonl"], ["/no/such.jsonl", "No such file"]),
    (["--batch", "/"], ["cannot be read"]),
    (["--expected", "x^", "--answer", "x"], ["--expected", "a power is missing after ^"]),
    (["--expected", "x", "--answer", "x", "--symbols", "x: scaler"], ["--symbols", "scaler"]),
    (["--expected", "x", "--answer", "x", "--form", "nice"], ["--form", "factored"]),
    (["--expected", "x", "--answer", "x", "--not", "("], ["--not"]),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED)
def test_what_cannot_be_judged_is_refused_in_one_line(quizzer, arguments, words):
    ran = quizzer("grade", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 1
    for word in words:
        assert word in ran.err


def line(number, answer, **more):
    return json.dumps({"id": number, "expected": "2 x", "answer": answer, "symbols": {"x": "scalar"}, **more})


BATCH = [line(1, "x + x"), "{", line(2, "3 x"), "", line(3, "x^"), line("last", "2x")]
VERDICTS = [
    (1, "equivalent"),
    (None, "error"),
    (2, "different"),
    (3, "malformed"),
    ("last", "equivalent"),
]


def told(out):
    return [(one["id"], one["verdict"]) for one in map(json.loads, out.splitlines())]


def test_a_batch_from_a_file_is_answered_line_by_line_in_order(quizzer, tmp_path):
    file = tmp_path / "answers.jsonl"
    file.write_text("\n".join(BATCH), encoding="utf-8")
    ran = quizzer("grade", "--batch", str(file))
    assert (ran.code, ran.err, told(ran.out)) == (0, "", VERDICTS)
    assert quizzer("grade", "--batch", str(file), "--exit-code").code == 1


def test_a_batch_from_standard_input_is_the_same(quizzer, monkeypatch):
    class Standard:
        buffer = io.BytesIO("\n".join(BATCH).encode())

    monkeypatch.setattr(sys, "stdin", Standard)
    assert told(quizzer("grade", "--batch", "-").out) == VERDICTS


def test_each_line_of_a_pipe_is_answered_before_the_next_one_is_written():
    command = [sys.executable, "-m", "quizzer", "grade", "--batch", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for number in range(3):
            process.stdin.write(line(number, "x + x") + "\n")
            process.stdin.flush()
            assert told(process.stdout.readline()) == [(number, "equivalent")]
        process.stdin.close()
        assert process.wait(30) == 0
