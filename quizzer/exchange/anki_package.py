"""Anki's packages, `.apkg` and `.colpkg`: a zip of a collection in SQLite and media, since 2022 in zstd.

    collection.anki21b   zstd, schema 18     media: zstd of protobuf, each file zstd
    collection.anki21    schema 11           media: JSON from number to name
    collection.anki2     schema 11; beside the others it only says that they are too new

Nothing is unpacked by the name that it bears in the zip, and nothing past a limit.
"""

from __future__ import annotations

import io
import json
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any

from quizzer.errors import ImportRefused
from quizzer.exchange.protobuf import ProtobufError, fields_of, number_of_field, text_of_field

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_COLLECTION = 512 * 1024 * 1024
"""Bytes of a collection, unpacked."""
MOST_MEDIUM = 64 * 1024 * 1024
"""Bytes of one medium, unpacked."""
MOST_MEDIA_LIST = 16 * 1024 * 1024
_CHUNK = 1 << 20
_COLLECTIONS = ("collection.anki21b", "collection.anki21", "collection.anki2")
_ZSTD = b"\x28\xb5\x2f\xfd"


@dataclass(frozen=True, slots=True)
class Package:
    """An open package.

    Attributes:
        collection: the collection's file, unpacked.
        media: from the name of a file to its name in the zip.
    """

    path: Path
    collection: Path
    media: dict[str, str]

    def medium(self, name: str) -> bytes:
        """What a media file holds.

        Raises:
            ImportRefused: it is not in the package, or too large.
        """
        into = io.BytesIO()
        with _opened(self.path) as archive:
            _unpack(archive, self.media[name], into, MOST_MEDIUM, self.path)
        return into.getvalue()


@contextmanager
def opened_package(path: Path) -> Iterator[Package]:
    """The package at a path, its collection unpacked for as long as it is used.

    Raises:
        ImportRefused: it is no package, it is damaged, or too large once unpacked.
    """
    with TemporaryDirectory(prefix="quizzer-import-") as folder:
        collection = Path(folder) / "collection"
        if path.suffix.lower() == ".anki2":
            yield Package(path, path, {})
            return
        with _opened(path) as archive:
            names = set(archive.namelist())
            found = next((name for name in _COLLECTIONS if name in names), None)
            if found is None:
                raise ImportRefused(f"{path} is a zip, but has no collection of Anki's in it")
            with collection.open("wb") as into:
                _unpack(archive, found, into, MOST_COLLECTION, path)
            media = _media(archive, path) if "media" in names else {}
        yield Package(path, collection, {name: number for name, number in media.items() if number in names})


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ImportRefused(f"{path} is no package of Anki's, or it is damaged: {error}") from None
    except OSError as error:
        raise ImportRefused(f"{path} cannot be read: {error.strerror or error}") from None


def _unpack(archive: zipfile.ZipFile, name: str, into: IO[bytes], most: int, path: Path) -> None:
    """Unpack one file up to a limit, whatever size it claims; what is zstd inside is unpacked once more."""
    import zlib  # noqa: PLC0415 - for its error alone

    try:
        with archive.open(name) as packed:
            first = packed.read(4)
            whole = _Joined(first, packed)
            stream = _zstd_reader(whole) if first == _ZSTD else whole
            size = 0
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                if size > most:
                    raise ImportRefused(
                        f"{path} is refused: {name} in it unpacks to more than {most // 2**20} MiB"
                    )
                into.write(chunk)
    except KeyError:
        raise ImportRefused(f"{path} has no {name} in it") from None
    except zlib.error as error:
        raise ImportRefused(f"{path} is damaged: {name} in it cannot be unpacked: {error}") from None


class _Joined(io.RawIOBase):
    """A stream with its first bytes put back."""

    def __init__(self, first: bytes, rest: IO[bytes]) -> None:
        self._first = first
        self._rest = rest

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self._first:
            first, self._first = self._first, b""
            return first
        return self._rest.read(size)


def _zstd_reader(stream: Any) -> Any:
    import zstandard  # noqa: PLC0415 - for packages of the new form alone

    class Reader:
        """Zstandard's, with errors as ours."""

        def __init__(self) -> None:
            # A window past 128 MiB is asked for by no honest package.
            self._reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(stream)

        def read(self, size: int) -> bytes:
            try:
                return bytes(self._reader.read(size))
            except zstandard.ZstdError as error:
                raise zipfile.BadZipFile(f"zstd: {error}") from None

    return Reader()


def _media(archive: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """From the names of media files to their names in the zip."""
    into = io.BytesIO()
    _unpack(archive, "media", into, MOST_MEDIA_LIST, path)
    data = into.getvalue()
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return _new_media(data, path)
    if not isinstance(told, dict):
        raise ImportRefused(f"{path} is damaged: its list of media is none")
    return {str(name): str(number) for number, name in told.items()}


def _new_media(data: bytes, path: Path) -> dict[str, str]:
    try:
        entries = fields_of(data).get(1, [])
        found = {}
        for number, entry in enumerate(entries):
            if isinstance(entry, bytes):
                fields = fields_of(entry)
                legacy = number_of_field(fields, 255) if 255 in fields else number
                found[text_of_field(fields, 1)] = str(legacy)
    except ProtobufError as error:
        raise ImportRefused(f"{path} is damaged: its list of media cannot be read: {error}") from None
    return found
