"""A driver for a terminal on which something stands already: it is drawn over, not wiped first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.drivers.linux_driver import LinuxDriver

if TYPE_CHECKING:
    from textual.driver import Driver

_ALTERNATE_SCREEN = "\x1b[?1049h"


class _OverDriver(LinuxDriver):
    _is_over = False

    def write(self, data: str) -> None:
        # The alternate screen is shown already; to enter it again would blank it until the first frame. After
        # an editor it is not, and what is drawn would stay in the shell's own screen.
        if data == _ALTERNATE_SCREEN and not self._is_over:
            self._is_over = True
        else:
            super().write(data)


OVER: type[Driver] = _OverDriver
"""For an app that takes over an alternate screen."""
