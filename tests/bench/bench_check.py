"""Run by hand: `python tests/bench/bench_check.py [cards]`. What checking a large deck of mathematics costs.

Every card has an answer of its own with a `verify` and a mistake. Processor time, on one core.
"""

from __future__ import annotations

import resource
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from quizzer.deck.checking import check_all
from quizzer.deck.loading import load

HEAD = "deck: Generated\nsymbols:\n  A, B: matrix(n, n)\n  x, b: vector(n)\ncards:\n"
RULES = (
    ("Gradient of $f(x) = {k} x^T A x$", "{k} (A + A^T) x", "grad({k} x^T A x, x)", "2 A x"),
    ("Gradient of $f(x) = {k} b^T x$", "{k} b", "grad({k} b^T x, x)", "b^T"),
    ("Jacobian of $y = {k} A x$", "{k} A", "jacobian({k} A x, x)", "{k} A^T"),
    ("Hessian of $f(x) = {k} x^T A x$", "{k} (A + A^T)", "hessian({k} x^T A x, x)", "2 A"),
    ("Another form of ${k} (A B)^T$", "{k} B^T A^T", "{k} (A B)^T", "{k} A^T B^T"),
)


def generated(count):
    """The text of a deck of so many cards, no two alike."""
    cards = []
    for number in range(count):
        prompt, answer, verify, mistake = (
            one.replace("{k}", str(number + 2)) for one in RULES[number % len(RULES)]
        )
        cards.append(
            f"  - id: c{number}\n    prompt: {prompt}\n    answer: {answer}\n    verify: {verify}\n"
            f"    mistakes: [{{answer: {mistake}, say: 'Look again.'}}]\n    note: It is ${number}$.\n"
        )
    return HEAD + "".join(cards)


def main(count):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.yaml"
        path.write_text(generated(count), encoding="utf-8")
        loaded = load([path])
        assert not loaded.problems
        start = process_time()
        checked = check_all(loaded.decks)
        taken = process_time() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{checked.cards:,} cards, {len(checked.verified):,} verified, {len(checked.problems)} problems")
    print(f"{taken:.1f} s, {1000 * taken / count:.2f} ms a card, {most:.0f} MiB at most")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
