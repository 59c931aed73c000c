"""Proofs of what was sampled, looked for in a process of its own that is given up when it takes too long."""

from __future__ import annotations

import multiprocessing
import signal
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from quizzer.deck.checks.verified import Claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from multiprocessing.connection import Connection

    from quizzer.deck.checks.verified import Verified

SECONDS = 5.0
"""That one proof may take."""
START = 30.0
"""Seconds in which the process is there and has loaded SymPy, on a busy machine too."""
MEMORY = 2 * 2**30
"""Bytes of addresses that the process may take."""


def raised(verified: Iterable[Verified], seconds: float = SECONDS) -> Iterator[Verified]:
    """Yield answers that were verified, as proved where there is a proof of each of their instances."""
    prover = _Prover()
    try:
        for one in verified:
            is_open = one.certainty == "sampled" and bool(one.claims)
            if is_open and all(prover.proves(claim, seconds) for claim in one.claims):
                yield replace(one, certainty="proved", claims=())
            else:
                yield one
    finally:
        prover.end()


class _Prover:
    """The process, begun when it is needed and again when it was given up."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("spawn")
        self._process: multiprocessing.process.BaseProcess | None = None
        self._line: Connection[object, object] | None = None

    def proves(self, claim: Claim, seconds: float) -> bool:
        line = self._line or self._begun()
        if line is None:
            return False
        try:
            line.send(claim)
            if line.poll(seconds):
                return line.recv() is True
        except (OSError, EOFError):  # it ran out of memory, or was killed
            pass
        self.end()
        return False

    def _begun(self) -> Connection[object, object] | None:
        ours, theirs = self._context.Pipe()
        self._process = self._context.Process(target=_prove, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._line = ours
        with suppress(OSError, EOFError):
            if ours.poll(START) and ours.recv() == "ready":
                return ours
        self.end()
        return None

    def end(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process = None


def _prove(line: Connection[object, object]) -> None:
    """What the process does: one claim after another, until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the one that asks
    with suppress(ImportError, ValueError, OSError):
        import resource  # noqa: PLC0415 - not on every platform

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    from quizzer.maths.grade import expression  # noqa: PLC0415 - only this process needs them
    from quizzer.maths.parse import parse  # noqa: PLC0415
    from quizzer.maths.shapes import infer  # noqa: PLC0415
    from quizzer.maths.symbolic import is_proved  # noqa: PLC0415

    line.send("ready")
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            claim = line.recv()
            assert isinstance(claim, Claim)
            scope = claim.scope
            _, wanted = expression(claim.answer, scope)
            given = infer(
                parse(claim.verify, scope, verify=True), scope, text=claim.verify, want=wanted.shape
            )
            line.send(is_proved(wanted.tree, given.tree, scope))
