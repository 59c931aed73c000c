"""Whether predictions come true, over synthetic logs of which the truth is known: python -m tests.bench.calibration.

The largest difference between what was predicted of an answer before it came and what was so, in any tenth: by
the prediction, and by the days since the card was last seen. Twenty seeds a learner; 45,000 answers a log.
"""

from __future__ import annotations

import numpy as np

from quizzer.scheduling.prediction import predicted_ahead, replayed
from quizzer.scheduling.reliability import worst_gap
from tests.bench.learners import LEARNERS, history, worse_models

SEEDS = range(1, 21)
CARDS, REVIEWS = 1500, 31


def main():
    print(__doc__)
    print(
        f"{'learner':32} {'model':46} {'worst gap, points':>18} {'median':>7} {'observed':>9} {'over 3':>7}"
    )
    for name, truth in LEARNERS.items():
        gaps, seen = {}, {}
        for seed in SEEDS:
            answers, chance = history(truth, CARDS, REVIEWS, seed)
            _, foretold = replayed(answers)
            models = {"this program's, seen ahead": predicted_ahead(foretold)}
            models["FSRS-6 as published, unadjusted"] = foretold.recall
            for model, predicted in (models | worse_models(answers, foretold)).items():
                gaps.setdefault(model, []).append(worst_gap(predicted, chance, foretold.since))
                seen.setdefault(model, []).append(worst_gap(predicted, foretold.passed, foretold.since))
        for model, found in gaps.items():
            caught = sum(gap > 0.03 for gap in found)
            print(
                f"{name:32} {model:46} {100 * max(found):18.2f} {100 * float(np.median(found)):7.2f}"
                f" {100 * max(seen[model]):9.2f} {caught:4}/{len(found)}"
            )


if __name__ == "__main__":
    main()
