"""`quizzer adopt` and `quizzer reset`: a card takes over the history of one that is gone, or begins anew."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from quizzer.deck.finding import bundled_folder, open_decks
from quizzer.deck.problems import visible
from quizzer.errors import UsageError
from quizzer.maths.names import nearest
from quizzer.scheduling.fold import fold
from quizzer.scheduling.log import RANDOM_BYTES
from quizzer.storage.log import ReviewLog
from quizzer.study.adoption import adopted, begun_anew, strays

if TYPE_CHECKING:
    import argparse

    from quizzer.cli.surroundings import Surroundings
    from quizzer.deck.cards import Card
    from quizzer.study.adoption import Stray


def adopt(options: argparse.Namespace, around: Surroundings) -> int:
    """List history whose card is gone; with names, give it to a card; with --all, take every offer."""
    if len(options.keys) not in (0, 2):
        raise UsageError(
            "`quizzer adopt OLD NEW` takes two cards: whose history it was, and whose it shall be"
        )
    cards = _cards(around)
    writes = bool(options.keys or options.all)
    with ReviewLog.open(around.places.data, read_only=not writes) as log:
        found = strays(cards.values(), log.rows())
        if not writes:
            _list(found)
            return 0
        pairs = [(one.key, one.card.key) for one in found if one.card is not None]
        if options.keys:
            states = fold(log.rows())
            old = _meant(options.keys[0], sorted(key for key, state in states.items() if state.reviews))
            pairs = [(old, _meant(options.keys[1], sorted(cards)))]
            if states.get(pairs[0][1]) is not None and states[pairs[0][1]].reviews:
                raise UsageError(f"`{pairs[0][1]}` has a history of its own; `quizzer reset` begins it anew")
        log.extend(
            adopted(old, new, around.now(), log.device, around.random_bytes(RANDOM_BYTES))
            for old, new in pairs
        )
    for old, new in pairs:
        print(visible(f"{new} goes on with the history of {old}."))
    if not pairs:
        print("There is no history that a card could go on with.")
    return 0


def reset(options: argparse.Namespace, around: Surroundings) -> int:
    """Have cards begin anew, once that is confirmed."""
    with ReviewLog.open(around.places.data) as log:
        states = fold(log.rows())
        known = sorted(key for key, state in states.items() if state.reviews)
        keys = [_meant(name, known) for name in dict.fromkeys(options.cards)]
        for key in keys:
            print(visible(f"{key}: {_history(states[key].reviews)}"))
        if not options.yes and not _confirmed(len(keys)):
            print("Nothing was changed.", file=sys.stderr)
            return 1
        log.extend(
            begun_anew(key, around.now(), log.device, around.random_bytes(RANDOM_BYTES)) for key in keys
        )
    print("Begun anew; the answers stay in the log, and `u` at home takes it back.")
    return 0


def _cards(around: Surroundings) -> dict[str, Card]:
    loaded = open_decks([], around.places.decks, bundled_folder())
    return {card.key: card for deck in loaded.decks for card in deck.cards}


def _list(found: list[Stray]) -> None:
    if not found:
        print("All history belongs to a card.")
        return
    for one in found:
        offer = f"  →  {one.card.key}  ({one.likeness:.0%} alike)" if one.card is not None else ""
        print(visible(f"{one.key}  {_history(one.state.reviews)}{offer}"))
    if any(one.card is not None for one in found):
        print(
            "`quizzer adopt OLD NEW` gives one, `quizzer adopt --all` each to the card that stands after it."
        )
    else:
        print(
            "No card without a history is like these; `quizzer adopt OLD NEW` gives it to one that you name."
        )


def _history(reviews: int) -> str:
    return f"{reviews} review{'s' if reviews != 1 else ''}"


def _meant(name: str, known: list[str]) -> str:
    found = [key for key in known if name == key] or [key for key in known if key.partition("/")[2] == name]
    if len(found) == 1:
        return found[0]
    if found:
        raise UsageError(f"`{name}` may be any of {', '.join(found)}: say which")
    guess = nearest(name, [*known, *(key.partition("/")[2] for key in known)])
    raise UsageError(f"there is no card `{name}` here" + (f"; did you mean `{guess}`?" if guess else ""))


def _confirmed(count: int) -> bool:
    if not sys.stdin.isatty():
        raise UsageError("this is asked before it is done: say --yes where nobody can answer")
    what = "this card" if count == 1 else f"these {count} cards"
    try:
        return input(f"Begin {what} anew, as if never asked? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False
