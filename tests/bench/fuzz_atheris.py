"""Coverage-guided fuzzing of the reader, the shaper and the decider with atheris.

Run by hand, where atheris is installed: python -m tests.bench.fuzz_atheris [libFuzzer's options]
for example: python -m tests.bench.fuzz_atheris -max_total_time=300 -max_len=200

Nothing but a verdict may come back, within the budget.
"""

import sys
import time

try:
    import atheris
except ImportError:
    sys.exit("atheris is not installed: pip install atheris (Linux), into an environment of its own")

with atheris.instrument_imports(include=["quizzer.maths"]):
    from quizzer.maths.forms import FORMS
    from quizzer.maths.grade import BUDGET, grade

SYMBOLS = "x, y: scalar; p: positive; A, B: matrix(n, n); u, v: vector(n); C: constant; f: function(scalar -> scalar)"
ASKED = (
    "A u",
    "x^2 + 1",
    "A B",
    "{1, 2}",
    "y = 2x + 1",
    "[x, y; p, 1]",
    "(0, 1]",
    "u_i v_j",
    "|x|",
    "x^2 + C",
)


def one_input(data):
    provider = atheris.FuzzedDataProvider(data)
    asked = ASKED[provider.ConsumeIntInRange(0, len(ASKED) - 1)]
    form = (*FORMS, "", "", "")[provider.ConsumeIntInRange(0, len(FORMS) + 2)]
    typed = provider.ConsumeUnicodeNoSurrogates(400)
    started = time.process_time()
    grade(asked, typed, SYMBOLS, form=form)
    seconds = time.process_time() - started
    if seconds > 3 * BUDGET:  # instrumented code is about three times as slow
        raise TimeoutError(f"{seconds:.1f} s for {typed!r}")


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
