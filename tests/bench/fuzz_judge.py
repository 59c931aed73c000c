"""A long hunt for crashes, hangs and false verdicts of the judge.

Run by hand: python -m tests.bench.fuzz_judge [answers] [seed] [processes]

Half of the answers are random trees with one thing changed or rewritten, which an oracle in exact fractions then
calls the same or another; half are texts: spellings torn, spliced and repeated. Printed are exceptions, answers past
a second of processor time, false "equivalent" and false "different", and how often which verdict was given, so far and in the end.
"""

import os
import random
import resource
import signal
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field

from quizzer.maths.forms import FORMS
from quizzer.maths.grade import grade
from quizzer.maths.plan import is_kinked
from quizzer.maths.typeset.as_text import text_of
from tests.maths.random_answers import (
    SHAPES,
    SYMBOLS,
    Mutation,
    expression,
    mutated,
    rewritten,
    text,
    truly_differ,
)

CHUNK = 500
OVERTIME = 1.0
SHOWN = 50_000
HANGS = 5
EACH = 5  # answers to one question
POINTS = 3  # that the oracle looks at
EXPLAINED = 0.1  # of the trees; a witness and diagnoses take as long as all else
CHANGED = "changed so that the value differs"
KEPT = "rewritten so that the value is kept"
UNSURE = "changed so that the oracle cannot tell"
TORN = "texts torn and spliced"
SEEDS = [
    "(A + A^T) u", r"\frac{x}{1+x^2}", "sum_i u_i v_i", r"\sum_{k=1}^n k^2", "[1, 2; 3, 4]", "{1, 2}", "(0, 1]",
    "x < 3", "y = 2x + 1", "|x - |y||", "||u||_2^2", "sigma(x)(1 - sigma(x))", "A^-T u", "u ⊙ v", "kron(A, B)",
    r"\begin{bmatrix} x & y \\ p & 1 \end{bmatrix}", "9**9**9", "factorial(30)", "x_1", "log_2(x)", "sin^2 x",
    "u_i (delta_ij - u_j)", "1e-3", "½ x", "x² y³", "A.T @ u", "inv(A) * B", "max(x, y)", "e^{-x^2/2}", "∇f = 2Au",
]  # fmt: skip
PIECES = ["(", ")", "[", "]", "{", "}", "|", "||", "^", "_", "'", "\\", "^{", "_{", "/", "*", "@", "·", "=", "<", ",", ";", "&", "i", "e", "inf", "\x00", "\u202e", "é", "𝐱", "9" * 30]  # fmt: skip


@dataclass
class Tally:
    answers: int = 0
    verdicts: Counter = field(default_factory=Counter)  # by what the answer was and what was said of it
    slowest: float = 0.0
    memory: int = 0
    faults: list = field(default_factory=list)

    def add(self, other):
        self.answers += other.answers
        self.verdicts += other.verdicts
        self.slowest = max(self.slowest, other.slowest)
        self.memory = max(self.memory, other.memory)
        self.faults += other.faults


def torn(source):
    """A text that may mean something."""
    letters = list(source.choice(SEEDS) + (" + " + source.choice(SEEDS) if source.random() < 0.3 else ""))
    for _ in range(source.randint(0, 4)):
        place = source.randint(0, len(letters))
        kind = source.randrange(4)
        if kind == 0 and letters:
            del letters[min(place, len(letters) - 1)]
        elif kind == 1:
            letters[place:place] = source.choice(PIECES)
        elif kind == 2:
            letters[place:place] = letters[: source.randint(0, len(letters))]
        else:
            letters[place:place] = source.choice(SEEDS)
    return "".join(letters)[:400]


def check_tree(source, tally):
    """Some changes of one random tree, as learners answer one question in many ways."""
    tree = expression(source, source.choice(SHAPES), source.randint(1, 4))
    changes = [mutated(source, tree) for _ in range(EACH - 1)] + [
        Mutation("rewritten", rewritten(source, tree))
    ]
    asked = text(tree)
    for change in changes:
        if change is not None:
            tally.answers += 1
            check_change(source, tally, tree, asked, change)


def check_change(source, tally, tree, asked, change):
    typed = text_of(change.tree, source.choice(("ascii", "unicode", "latex")))
    differs = truly_differ(tree, change.tree, POINTS)
    if differs is False and change.what != "rewritten" and (is_kinked(tree) or is_kinked(change.tree)):
        differs = None  # as |x| and x on one side: a few points of the oracle's do not tell
    verdict = timed(asked, typed, tally, explain=source.random() < EXPLAINED)
    if verdict is None:
        return
    what = UNSURE if differs is None else CHANGED if differs else KEPT
    tally.verdicts[what, verdict.kind] += 1
    if differs and verdict.kind in ("equivalent", "wrong-form"):
        tally.faults.append(f"FALSE equivalent ({change.what}): {asked}  |  {typed}")
    if differs is False and verdict.kind in ("different", "malformed", "mis-shaped"):
        tally.faults.append(f"FALSE {verdict.kind} ({change.what}): {asked}  |  {typed}")


def check_text(source, tally):
    """Some torn texts as answers to one question."""
    asked = source.choice(("A u", "x^2 + 1", "A B", "{1, 2}", "y = 2x + 1", "x", "log(p)", "|x|"))
    for _ in range(EACH):
        tally.answers += 1
        options = {"form": source.choice(FORMS)} if source.random() < 0.3 else {}
        verdict = timed(asked, torn(source), tally, **options)
        if verdict is not None:
            tally.verdicts[TORN, verdict.kind] += 1


def hung(_signal, frame):
    raise TimeoutError(f"still at work after {HANGS} s in {frame.f_code.co_name}")


def timed(asked, typed, tally, **options):
    signal.signal(signal.SIGALRM, hung)
    signal.alarm(HANGS)
    started = time.process_time()
    try:
        verdict = grade(asked, typed, SYMBOLS, **options)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        last = traceback.format_exc().strip().splitlines()
        tally.faults.append(
            f"CRASH {last[-1]} at {last[-3].strip() if len(last) > 2 else ''}: {asked}  |  {typed!r}"
        )
        return None
    finally:
        signal.alarm(0)
    seconds = time.process_time() - started
    tally.slowest = max(tally.slowest, seconds)
    if seconds > OVERTIME:
        tally.faults.append(f"SLOW {seconds:.2f} s: {asked}  |  {typed!r}")
    return verdict


def chunk(seed):
    source = random.Random(seed)
    tally = Tally()
    while tally.answers < CHUNK:
        check_tree(source, tally) if source.random() < 0.5 else check_text(source, tally)
    tally.memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return tally


def summary(total, started, processes, seed):
    seconds = time.perf_counter() - started
    print(
        f"{total.answers:,} answers in {seconds:,.0f} s by {processes} process{'es' * (processes > 1)},"
        f" seed {seed}: {len(total.faults)} faults; slowest {total.slowest * 1000:.0f} ms of"
        f" processor time; peak {total.memory / 1024:.0f} MiB"
    )
    for what in sorted({what for what, _ in total.verdicts}):
        said = {kind: count for (other, kind), count in total.verdicts.most_common() if other == what}
        listed = ", ".join(f"{count:,} {kind}" for kind, count in said.items())
        print(f"{sum(said.values()):,} {what}: {listed}", flush=True)


def main(answers=20_000, seed=0, processes=0):
    processes = processes or os.cpu_count()
    total, seen = Tally(), set()
    started = time.perf_counter()
    with ProcessPoolExecutor(processes) as pool:
        for done in pool.map(chunk, range(seed, seed + -(-answers // CHUNK))):
            for fault in done.faults:
                if fault.split(":")[0] not in seen or not fault.startswith("CRASH"):
                    print(fault, flush=True)
                seen.add(fault.split(":")[0])
            total.add(done)
            if total.answers // SHOWN > (total.answers - done.answers) // SHOWN:
                summary(total, started, processes, seed)
    summary(total, started, processes, seed)
    return bool(total.faults)


if __name__ == "__main__":
    sys.exit(main(*(int(one) for one in sys.argv[1:])))
