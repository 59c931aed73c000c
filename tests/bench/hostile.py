"""Time and peak memory of every hostile answer, each in a fresh process: `python -m tests.bench.hostile [NAME…]`."""

import json
import subprocess
import sys

from tests.maths.hostile import CASES

JUDGE = """
import json, resource, sys, time
from quizzer.maths.grade import grade
expected, answer, symbols = json.loads(sys.stdin.read())
grade("x", "2 x", "x: scalar")
started = time.perf_counter()
busy = time.process_time()
kind = grade(expected, answer, symbols).kind
seconds = time.perf_counter() - started
busy = time.process_time() - busy
print(json.dumps([kind, seconds, busy, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss]))
"""


def main() -> None:
    print(f"{'answer':40} {'verdict':12} {'ms':>7} {'CPU ms':>7} {'MiB':>6}")
    slowest = busiest = largest = 0
    for name in sys.argv[1:] or CASES:
        try:
            judged = subprocess.run(
                [sys.executable, "-c", JUDGE],
                input=json.dumps(CASES[name]),
                capture_output=True,
                text=True,
                timeout=60,
                check=True,
            )
        except subprocess.TimeoutExpired:
            print(f"{name:40} hung")
            continue
        except subprocess.CalledProcessError as error:
            print(f"{name:40} {error.stderr.strip().splitlines()[-1]}")
            continue
        kind, seconds, busy, memory = json.loads(judged.stdout)
        print(f"{name:40} {kind:12} {seconds * 1e3:7.0f} {busy * 1e3:7.0f} {memory / 1024:6.0f}", flush=True)
        slowest, busiest, largest = max(slowest, seconds), max(busiest, busy), max(largest, memory)
    print(f"{'at most':53} {slowest * 1e3:7.0f} {busiest * 1e3:7.0f} {largest / 1024:6.0f}")


if __name__ == "__main__":
    main()
