"""The fitted memory model on disk: what `quizzer plan --fit` found, beside the log that it came from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from quizzer.errors import StorageError

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "memory-model.json"
_COUNT = 21


def read_parameters(folder: Path) -> tuple[float, ...] | None:
    """The parameters that were fitted; None where nothing was.

    Raises:
        StorageError: the file cannot be read, or holds something else.
    """
    path = folder / FILE_NAME
    try:
        found = json.loads(path.read_text(encoding="utf-8"))["parameters"]
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        raise StorageError(f"The memory model {path} cannot be read: {fault.strerror or fault}.") from fault
    except (ValueError, KeyError, TypeError):
        found = None
    is_model = isinstance(found, list) and len(found) == _COUNT
    if not is_model or not all(isinstance(one, float) and 0 <= one <= 100 for one in found):
        raise StorageError(
            f"The memory model {path} is not what `quizzer plan --fit` writes: fit it anew or remove it."
        )
    return tuple(found)


def write_parameters(folder: Path, parameters: tuple[float, ...], answers: int) -> Path:
    """Keep the parameters, wholly or not at all; the file.

    Raises:
        StorageError: it cannot be written.
    """
    path = folder / FILE_NAME
    text = json.dumps({"model": "FSRS-6", "answers": answers, "parameters": list(parameters)}, indent=1)
    beside = path.with_suffix(".new")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside.write_text(text + "\n", encoding="utf-8")
        beside.replace(path)
    except OSError as fault:
        raise StorageError(f"The memory model {path} is not kept: {fault.strerror or fault}.") from fault
    return path
