"""A terminal that goes away while the screen is drawn on it: the program goes, too."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time

HUNG_UP = 129
"""The exit code after a hang-up, as shells count it: 128 and the signal's number."""
_GRACE = 2.0


def end_with_the_terminal() -> None:
    """End this process when its terminal is gone; every answer given is on disk by then.

    The kernel sends SIGHUP to the process that leads the terminal's session alone. Started any other way, as
    by `docker exec` or in a session of its own, it would be left reading the end of a file, over and over.
    """
    if not hasattr(select, "poll") or not sys.stdin.isatty():
        return
    watched = select.poll()
    watched.register(sys.stdin.fileno(), 0)  # nothing but that it has ended

    def wait() -> None:
        if any(event & select.POLLHUP for _, event in watched.poll()):
            os.kill(os.getpid(), signal.SIGHUP)
            time.sleep(_GRACE)
            os._exit(HUNG_UP)  # whoever ignores SIGHUP, as nohup does

    threading.Thread(target=wait, daemon=True, name="hangup").start()
