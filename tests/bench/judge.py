"""Our judge against SymPy and Math-Verify on one set of pairs.

Run by hand, where the extra `bench` is installed: python -m tests.bench.judge [-v] [grader …]
Each grader runs in a process of its own, in its own best syntax; a pair that takes it longer than 20 s is undecided.
`quizzer` says the verdict, as the others do; `quizzer, explained` finds a witness and diagnoses besides. Times are of
the processor, with reading and without imports.
"""

import json
import select
import subprocess
import sys
from dataclasses import dataclass, field

from tests.bench.graders import GRADERS
from tests.bench.pairs import pairs

PATIENCE = 20.0
STARTING = 120.0


@dataclass
class Score:
    right: int = 0
    accepted: int = 0
    refused: int = 0
    undecided: int = 0
    times: list = field(default_factory=list)
    wrong: list = field(default_factory=list)

    def add(self, pair, found, ms):
        self.times.append(ms)
        if found is None:
            self.undecided += 1
        elif found == pair.same:
            self.right += 1
        elif found:
            self.accepted += 1
        else:
            self.refused += 1
        if found != pair.same:
            self.wrong.append((pair, found))


class Worker:
    """One grader's process; started again after it had to be killed."""

    def __init__(self, kind, name):
        self.kind, self.name = kind, name
        self.process = None

    def start(self):
        command = [sys.executable, "-m", "tests.bench.graders", self.kind, self.name]
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        found = self.answer(STARTING)
        return found is not None and "ready" in found

    def answer(self, seconds):
        ready, _, _ = select.select([self.process.stdout], [], [], seconds)
        line = self.process.stdout.readline() if ready else ""
        return json.loads(line) if line else None

    def ask(self, pair):
        asked = {
            "kind": pair.kind,
            "ours": pair.ours,
            "sympy": pair.sympy,
            "latex": pair.latex,
            "symbols": pair.symbols,
        }
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        found = self.answer(PATIENCE)
        if found is None:
            self.stop()
            self.start()
            return None, PATIENCE * 1000
        return found["same"], found["ms"]

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.process.stdin.close()
        self.process.stdout.close()


def score(kind, name, asked):
    worker = Worker(kind, name)
    if not worker.start():
        worker.stop()
        return None
    found = Score()
    worker.ask(asked[0])  # what is loaded at the first question only is not counted
    for pair in asked:
        found.add(pair, *worker.ask(pair))
    worker.stop()
    return found


def row(label, found, count):
    times = sorted(found.times)
    return (
        f"{label:34} {found.right:4}/{count:<4} {found.accepted:8} {found.refused:8} {found.undecided:9}"
        f" {times[count // 2]:9.2f} {times[min(int(count * 0.99), count - 1)]:9.1f} {times[-1]:9.1f}"
    )


def main(arguments):
    verbose = "-v" in arguments
    chosen = [one for one in arguments if one != "-v"]
    everything = pairs()
    print(f"{len(everything)} pairs, {sum(pair.same for pair in everything)} of them equivalent")
    print(
        f"{'':34} {'right':>9} {'accepted':>8} {'refused':>8} {'undecided':>9} {'median':>9} {'p99':>9} {'max ms':>9}"
    )
    print(f"{'':44} {'wrongly':>8} {'wrongly':>8}")
    for kind in ("scalar", "matrix"):
        scores = {}
        asked = [pair for pair in everything if pair.kind == kind]
        for name in GRADERS[kind]:
            if chosen and name not in chosen:
                continue
            found = score(kind, name, asked)
            if found is None:
                print(f"{name:34} is not installed here (pip install quizzer[bench])")
                continue
            scores[name] = found
            print(row(f"{kind}: {name}", found, len(asked)), flush=True)
            for pair, said in found.wrong if verbose else ():
                print(f"    said {said} of {pair.ours[0]}  |  {pair.ours[1]}")
        for name, peer in scores.items():
            if "quizzer" in scores and name.startswith("SymPy"):
                print(f"    {faster(scores['quizzer'], peer)} the speed of {name}, {wrong(peer)}")


def faster(ours, theirs):
    """How many times as fast by the median pair and over all pairs."""
    middle = len(ours.times) // 2
    by_median = sorted(theirs.times)[middle] / sorted(ours.times)[middle]
    return f"{by_median:.1f} times by the median, {sum(theirs.times) / sum(ours.times):.1f} times over all"


def wrong(score):
    return f"which is right in {score.right} of {len(score.times)}"


if __name__ == "__main__":
    main(sys.argv[1:])
