"""The fitted memory model on disk: what `quizzer plan --fit` found, beside the log that it came from."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from quizzer.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "memory-model.json"
_COUNT = 21


class Kept(NamedTuple):
    """The model as it stands in the file."""

    parameters: tuple[float, ...]
    until: date
    """The last study day whose answers it was fitted to."""


def read_parameters(folder: Path) -> Kept | None:
    """The parameters that were fitted, and to what; None where nothing was.

    Raises:
        StorageError: the file cannot be read, or holds something else.
    """
    path = folder / FILE_NAME
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        found, until = held["parameters"], date.fromisoformat(held["until"])
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise StorageError(f"The memory model {path} cannot be read: {fault.strerror or fault}.") from fault
    except (ValueError, KeyError, TypeError):
        found, until = None, date.min
    is_model = isinstance(found, list) and len(found) == _COUNT
    if not is_model or not all(isinstance(one, float) and 0 <= one <= 100 for one in found):
        raise StorageError(
            f"The memory model {path} is not what `quizzer plan --fit` writes: fit it anew or remove it."
        )
    return Kept(tuple(found), until)


def write_parameters(folder: Path, kept: Kept, answers: int) -> Path:
    """Keep the parameters, wholly or not at all; the file.

    Raises:
        StorageError: it cannot be written.
    """
    path = folder / FILE_NAME
    model = {"model": "FSRS-6", "answers": answers, "until": kept.until.isoformat()}
    text = json.dumps({**model, "parameters": list(kept.parameters)}, indent=1)
    beside = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as fault:
        raise StorageError(f"The memory model {path} is not kept: {fault.strerror or fault}.") from fault
    return path
