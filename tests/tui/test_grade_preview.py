"""What each grade would lead to is foretold by the scheduler that the card is under."""

from __future__ import annotations

import pytest

from quizzer.study.queue import Rules


@pytest.mark.parametrize(
    ("scheduler", "four", "five"), [("sm2", "tomorrow", "tomorrow"), ("fsrs", "in 2 days", "in 8 days")]
)
async def test_a_grade_foretells_the_day_by_its_scheduler(open_app, scheduler, four, five):
    async with open_app("chain-rule", rules=Rules(scheduler=scheduler)) as stage:
        await stage.press("enter")
        rows = {
            line.split()[0]: line
            for line in stage.lines()
            if line.split()[:1] and line.split()[0] in "012345"
        }
        assert four in rows["4"]
        assert five in rows["5"]
