"""The learner's rules with the memory model that was fitted to their log, where one was."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzer.storage.places import Places
    from quizzer.study.queue import Rules

FILE_NAME = "memory-model.json"


def with_memory(rules: Rules, places: Places) -> Rules:
    """The rules, with the parameters that `quizzer plan --fit` found.

    Raises:
        StorageError: there is a file, and it holds something else.
    """
    if not (places.data / FILE_NAME).exists():  # most have none, and need not load what reads it
        return rules
    from quizzer.storage.memory_file import read_parameters

    found = read_parameters(places.data)
    if found is None:
        return rules
    return replace(rules, parameters=found.parameters, fitted_until=found.until)
