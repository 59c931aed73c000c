"""How many lines a second `quizzer grade --batch` judges: 10,000 mixed lines on one core, diagnosis included.

Run by hand: python -m tests.bench.bench_batch [lines]
"""

import itertools
import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

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
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("\n".join(asked) + "\n")
        file.flush()
        command = [sys.executable, "-m", "quizzer", "grade", "--batch", file.name]
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        judged = subprocess.run(command, capture_output=True, text=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    found = [json.loads(line) for line in judged.stdout.splitlines()]
    assert [one["id"] for one in found] == list(range(count))
    slow = sorted(one["ms"] for one in found)
    print(
        f"{count:,} lines in {seconds:.2f} s of processor time, start included: {count / seconds:,.0f} lines/s;"
    )
    print(
        f"ms a line by the clock: median {slow[count // 2]:.2f}, p99 {slow[int(count * 0.99)]:.2f}, max {slow[-1]:.2f};"
    )
    print(f"peak {after.ru_maxrss / 1024:.0f} MiB; {dict(Counter(one['verdict'] for one in found))}")


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
