"""Days and spans of time, in words; they belong to `study`, which says them without a screen."""

from __future__ import annotations

from quizzer.study.when import clock, coming, counted, day, lasting, ordinal, weekday

__all__ = ("clock", "coming", "counted", "day", "lasting", "ordinal", "weekday")
