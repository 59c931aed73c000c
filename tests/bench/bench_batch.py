"""How many lines a second `quizzer grade --batch` judges: 10,000 mixed lines on one core.

Run by hand: python -m tests.bench.bench_batch [lines]
"""

import itertools
import json
import sys
import time
from pathlib import Path

from quizzer.maths.batch import graded

ANSWERS = Path(__file__).parents[1] / "maths" / "answers.txt"


def rows():
    """The lines of answers.txt as questions, right and wrong ones mixed."""
    symbols = expected = ""
    for raw in ANSWERS.read_text(encoding="utf-8").splitlines():
        mark, rest = raw[:1], raw[2:]
        if mark == "@":
            pairs = (one.split(":") for one in rest.split(";"))
            symbols = {name.strip(): kind.strip() for name, kind in pairs}
        elif mark == "=":
            expected = rest
        elif mark in ("+", "-"):
            yield {"expected": expected, "answer": rest.partition("!!")[0].strip(), "symbols": symbols}


def lines(count, *, distinct):
    """Questions in turn; where `distinct`, no two answers are spelt the same, so that each is judged afresh."""
    each = list(rows())
    for number, row in zip(range(count), itertools.cycle(each), strict=False):
        spaces = " " * (number // len(each) + 1) if distinct else ""
        yield json.dumps({"id": number, **row, "answer": spaces + row["answer"]})


def main(count=10_000):
    for distinct in (True, False):
        print("every line new:" if distinct else "as learners answer, some the same:")
        measure(list(lines(count, distinct=distinct)))


def measure(asked):
    count = len(asked)
    started = time.process_time()
    found = [json.dumps(one) for one in graded(asked)]
    seconds = time.process_time() - started
    kinds = [json.loads(one)["verdict"] for one in found]
    slow = sorted(json.loads(one)["ms"] for one in found)
    print(f"{count:,} lines in {seconds:.2f} s of processor time: {count / seconds:,.0f} lines/s")
    print(f"ms a line: median {slow[count // 2]:.2f}, p99 {slow[int(count * 0.99)]:.2f}, max {slow[-1]:.2f}")
    print({kind: kinds.count(kind) for kind in sorted(set(kinds))})


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
