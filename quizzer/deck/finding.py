"""Which decks are meant: files and folders by path, decks by name; else the user's and the bundled ones."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from quizzer.deck.loading import Loaded, load
from quizzer.errors import DecksNotFound, UsageError
from quizzer.maths.names import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from quizzer.deck.cards import Deck

ENDINGS = (".yaml", ".yml")
_MOST_NAMED = 8


def bundled_folder() -> Path | None:
    """Return the folder of the decks that come with the program: in the wheel, or at a checkout's top."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "bundled_decks", package.parent / "decks"):
        if folder.is_dir():
            return folder
    return None


def deck_files(folder: Path) -> list[Path]:
    """Return the deck files below a folder, hidden ones left out, in a stable order."""
    return sorted(_below(folder), key=lambda path: path.relative_to(folder).parts)


def library_files(user: Path, bundled: Path | None) -> list[Path]:
    """Return the user's decks, then the bundled ones; one of the user's stands in for its namesake."""
    own = deck_files(user) if user.is_dir() else []
    taken = {path.name for path in own}
    along = deck_files(bundled) if bundled is not None and bundled.is_dir() else []
    return [*own, *(path for path in along if path.name not in taken)]


def named_files(names: Sequence[str]) -> list[Path]:
    """Return the deck files that paths name, those of a folder in their order.

    Raises:
        DecksNotFound: for a path that is not there, or a folder without a deck.
    """
    found: list[Path] = []
    for name in names:
        path = Path(name).expanduser()
        if _is_folder(path):
            files = deck_files(path)
            if not files:
                raise DecksNotFound(
                    f"there is no deck in the folder {path}: a deck is a file that ends in .yaml"
                )
            found += files
        elif _is_there(path):
            found.append(path)
        else:
            raise DecksNotFound(f"there is no file {path}{_beside(path)}")
    return found


def open_decks(names: Sequence[str], user: Path, bundled: Path | None) -> Loaded:
    """Load the decks that are meant.

    Args:
        names: paths of files and folders, names of decks and their slugs; none means the whole library.
        user: the folder of the user's decks, which need not be there.
        bundled: the folder of the decks that come along.

    Raises:
        DecksNotFound: if a path is not there, or no deck at all.
        UsageError: if a name is no deck's.
    """
    if not names:
        loaded = load(library_files(user, bundled))
        if not loaded.decks and not loaded.problems:
            raise DecksNotFound(f"there is no deck: put one into {user}")
        return loaded
    paths = [name for name in names if is_path(name)]
    others = [name for name in names if not is_path(name)]
    loaded = load(named_files(paths)) if paths else Loaded()
    if not others:
        return loaded
    library = load(library_files(user, bundled))
    chosen = [one for one in choose(library.decks, others) if one not in loaded.decks]
    files = {deck.path for deck in chosen}
    problems = tuple(one for one in library.problems if one.path in files)
    return Loaded((*loaded.decks, *chosen), (*loaded.problems, *problems))


def is_path(name: str) -> bool:
    """Whether what was typed is meant as a file or folder rather than as a deck's name."""
    has_separator = os.sep in name or (os.altsep is not None and os.altsep in name)
    if has_separator or name in (".", "..", "~") or name.lower().endswith(ENDINGS):
        return True
    return _is_there(Path(name))


def choose(decks: Sequence[Deck], names: Sequence[str]) -> list[Deck]:
    """Return the decks of these names, each once: a deck's name, its slug, or how only one of them begins.

    Raises:
        UsageError: for a name that none has, or several.
    """
    found: list[Deck] = []
    for name in names:
        deck = _named(decks, name)
        if deck not in found:
            found.append(deck)
    return found


def _named(decks: Sequence[Deck], name: str) -> Deck:
    wanted = _folded(name)
    calls = [(deck, {_folded(deck.name), _folded(deck.slug), _folded(deck.path.stem)}) for deck in decks]
    exact = [deck for deck, called in calls if wanted in called]
    if len(exact) == 1:
        return exact[0]
    begun = [deck for deck, called in calls if wanted and any(one.startswith(wanted) for one in called)]
    if not exact and len(begun) == 1:
        return begun[0]
    if exact or begun:
        meant = ", ".join(f"`{deck.slug}`" for deck in (exact or begun)[:_MOST_NAMED])
        raise UsageError(f"`{name}` may be any of {meant}: say which")
    known = {one for _, called in calls for one in called}
    begins = {word: deck.slug for deck, called in calls for one in called for word in one.split("-")[:1]}
    guess = nearest(wanted, sorted(known)) or nearest(wanted, sorted(begins))
    if guess is not None:
        meant = next((deck.slug for deck, called in calls if guess in called), "") or begins[guess]
        raise UsageError(f"there is no deck `{name}`; did you mean `{meant}`?")
    names = ", ".join(f"`{deck.slug}`" for deck in decks[:_MOST_NAMED])
    more = f" and {len(decks) - _MOST_NAMED} more" if len(decks) > _MOST_NAMED else ""
    raise UsageError(
        f"there is no deck `{name}`; there are {names}{more}" if decks else "there is no deck yet"
    )


def _folded(name: str) -> str:
    return "-".join(
        unicodedata.normalize("NFKC", name).casefold().replace("_", " ").replace("-", " ").split()
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that no file can have
        return False


def _below(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):
        folders[:] = [one for one in folders if not one.startswith(".")]
        for name in files:
            if name.lower().endswith(ENDINGS) and not name.startswith("."):
                yield Path(base) / name


def _beside(path: Path) -> str:
    """Return a guess at which file was meant, among those that stand in the same folder."""
    folder = path.parent
    if not _is_folder(folder):
        return ""
    names = [one.name for one in folder.iterdir() if one.is_dir() or one.name.lower().endswith(ENDINGS)]
    guess = nearest(path.name, sorted(names))
    return f"; did you mean {folder / guess}?" if guess is not None else ""
