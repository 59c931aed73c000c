"""`quizzer new --ask`: a deck that comes of a few questions, each card checked before the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.deck.adding import declared
from quizzer.deck.checking import check
from quizzer.deck.loading import load_source
from quizzer.deck.pinning import pinned
from quizzer.deck.problems import in_file_order, render, visible
from quizzer.deck.source import Source
from quizzer.deck.writing import AddingError, deck_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from quizzer.deck.problems import Problem
    from quizzer.deck.writing import Value


def asked_for(name: str, path: Path, ask: Callable[[str], str]) -> str | None:
    """Return the text of a deck made of the answers; None if no card came of them.

    Args:
        name: the deck's.
        path: where it will be; what is wrong is said with this path.
        ask: shows a cue and returns what was typed; raises EOFError at the end of the input.
    """
    print("Enter alone passes a question over, an empty prompt ends the deck; formulas stand in $ signs.")
    cards: list[dict[str, Value]] = []
    try:
        about = ask("What is it about? ").strip()
        symbols = _symbols(name, about, path, ask)
        while (prompt := ask(f"Card {len(cards) + 1}, prompt: ").strip()) or not cards:
            if (
                prompt
                and (card := _card(prompt, ask))
                and _is_sound(name, about, symbols, [*cards, card], path)
            ):
                cards.append(card)
    except EOFError:
        print()
    return _with_ids(deck_text(name, about, symbols, cards), path) if cards else None


def _with_ids(text: str, path: Path) -> str:
    """The deck with an id for each card: history follows those, whatever is edited later."""
    source = Source(path, text)
    deck, _, _ = load_source(source)
    return pinned(source, deck) if deck is not None else text


def _symbols(name: str, about: str, path: Path, ask: Callable[[str], str]) -> dict[str, str]:
    """What the letters are, asked until it can be read."""
    while True:
        try:
            found = declared(ask("What are the letters, as in A, B: matrix(n, n); x: vector(n)? "))
        except AddingError as error:
            print(visible(str(error)))
            continue
        trial: dict[str, Value] = {"prompt": "p", "text": "t"}
        if not found or _is_sound(name, about, found, [trial], path):
            return found


def _card(prompt: str, ask: Callable[[str], str]) -> dict[str, Value] | None:
    answer = ask("  answer, as mathematics: ").strip()
    if not answer:
        words = ask("  or in words: ").strip()
        return {"prompt": prompt, "text": words} if words else None
    verify = ask("  verify, such as grad(x^T A x, x): ").strip()
    card: dict[str, Value] = {"prompt": prompt, "answer": answer}
    return {**card, "verify": verify} if verify else card


def _is_sound(
    name: str, about: str, symbols: dict[str, str], cards: list[dict[str, Value]], path: Path
) -> bool:
    """Whether the deck is in order with its last card; says what is not."""
    source = Source(path, deck_text(name, about, symbols, cards))
    deck, problems, _ = load_source(source)
    found = in_file_order([*problems, *(check([deck]) if deck is not None else ())])
    for problem in found:
        print(render(problem))
    if any(problem.severity == "error" for problem in found):
        print("Once more, then.")
        return False
    if cards[-1].get("verify"):
        print("  Its verify gives the answer.")
    return True


def again(problems: list[Problem], ask: Callable[[str], str]) -> bool:
    """Whether the learner wants to go back to the editor for what is wrong."""
    if not any(problem.severity == "error" for problem in problems):
        return False
    try:
        return ask("Back to the editor? [Y/n] ").strip().lower() in ("", "y", "yes")
    except EOFError:
        return False
