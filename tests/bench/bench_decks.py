"""Run by hand: `python tests/bench/bench_decks.py [cards]`. What loading costs beside PyYAML's C loader, in one run.

The deck repeats the cards of the bundled ones under ids of their own. Times differ from machine to machine; the
ratio carries over.
"""

from __future__ import annotations

import re
import sys
import tracemalloc
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import yaml

from quizzer.deck.finding import bundled_folder, deck_files
from quizzer.deck.loading import load

ROUNDS = 5


def generated(count):
    """The text of a deck of so many cards."""
    text = deck_files(bundled_folder())[0].read_text(encoding="utf-8")
    head, _, body = text.partition("\ncards:\n")
    cards = re.split(r"(?m)^(?=  - id: )", body)[1:]
    return (
        head
        + "\ncards:\n"
        + "".join(
            cards[number % len(cards)].replace("- id: ", f"- id: c{number}-", 1) for number in range(count)
        )
    )


def seconds(*actions):
    """Processor time of each, the least of several rounds in which they take turns."""
    taken = [[] for _ in actions]
    for _ in range(ROUNDS):
        for action, times in zip(actions, taken, strict=True):
            start = process_time()
            result = action()
            times.append(process_time() - start)
            del result
    return [min(times) for times in taken]


def main(count):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "deck.yaml"
        text = generated(count)
        path.write_text(text, encoding="utf-8")
        found = load([path])
        assert not found.problems
        print(f"{sum(len(deck.cards) for deck in found.decks):,} cards, {len(text) / 2**20:.1f} MiB")
        ours, theirs = seconds(lambda: load([path]), lambda: yaml.load(text, yaml.CSafeLoader))
        print(f"load {ours:.3f} s, yaml.load(CSafeLoader) {theirs:.3f} s: {ours / theirs:.3f} of it")
        tracemalloc.start()
        found = load([path])
        print(
            f"{tracemalloc.get_traced_memory()[0] / 2**20:.0f} MiB held, {tracemalloc.get_traced_memory()[1] / 2**20:.0f} at most"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
