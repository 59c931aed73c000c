"""`quizzer cram`: a sitting for tonight, held as the others of revision are."""

from __future__ import annotations

from quizzer.cli.exam_sittings import run

__all__ = ("run",)
