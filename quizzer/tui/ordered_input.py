"""OrderedInput: a line to type into that does what its keys say in the order in which they came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets._input import Input

if TYPE_CHECKING:
    from textual import events


class OrderedInput(Input):
    """An Input for bursts of keys, as a slow line or a terminal that pastes key by key sends them.

    Textual's own puts letters in at once, but sends Backspace, Enter and arrows up to the app and back: in a
    burst of `abc`, Backspace, `d` it would take away the d.
    """

    async def _on_key(self, event: events.Key) -> None:
        if not event.is_printable:
            active = self.screen.active_bindings
            for key in event.aliases:
                found = active.get(key)
                if found is not None and found.node is self and found.enabled:
                    event.stop()
                    event.prevent_default()
                    await self.run_action(found.binding.action)
                    return
        await super()._on_key(event)
