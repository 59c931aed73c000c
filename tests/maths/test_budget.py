"""Whatever is typed gets a verdict, in bounded memory, and nothing hangs.

All hostile answers are judged, one after another, by one process with little memory. A guard of many seconds says
`hung`; of speed nothing is said here: tests/bench/hostile.py measures it.
"""

import json
import select
import subprocess
import sys

import pytest

from tests.maths.hostile import CASES

MEMORY = 512 * 2**20  # of address space, of which the interpreter and its libraries take a part
HUNG = 30

JUDGE = f"""
import json, resource, sys
from quizzer.maths.grade import grade
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY}, {MEMORY}))
for line in sys.stdin:
    expected, answer, symbols = json.loads(line)
    print(grade(expected, answer, symbols).kind, flush=True)
"""


class Judge:
    """A process that answers one line with one line; started again after it has died."""

    def __init__(self):
        self.process = None

    def ask(self, case):
        if self.process is None or self.process.poll() is not None:
            self.process = subprocess.Popen(
                [sys.executable, "-c", JUDGE],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], HUNG)
        if not ready:
            self.stop()
            return "hung"
        return self.process.stdout.readline().strip() or self.process.stderr.read()

    def stop(self):
        self.process.kill()
        self.process.communicate()


@pytest.fixture(scope="module")
def judge():
    made = Judge()
    yield made
    made.stop()


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_answer_gets_a_verdict(name, judge):
    verdict = judge.ask(CASES[name])
    assert verdict in {"different", "equivalent", "undecided", "malformed", "mis-shaped"}


def test_deciding_stops_at_its_deadline():
    """Two equal sums of a hundred floors ask for more points than no time allows."""
    from quizzer.maths.declarations import read_scope
    from quizzer.maths.equivalence import Reference
    from quizzer.maths.parse import parse
    from quizzer.maths.shapes import infer

    scope = read_scope("x: scalar")
    trees = [
        infer(parse("+".join(f"floor({k} x)" for k in order), scope), scope).tree
        for order in (range(1, 100), range(99, 0, -1))
    ]
    already = 0.0
    found = Reference(trees[0], scope, trees[1], already).compare(trees[1])
    assert found.outcome == "undecided"
