"""Every key that the screens name can be put elsewhere, and the settings know the name of each."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

from textual.binding import Binding

import quizzer.tui
from quizzer.settings.key_names import WHERE_NOTHING_IS_TYPED, WHILE_TYPING


def bindings():
    """The ids of all bindings of our own screens, panes and lists, with where they stand."""
    found = {}
    for module in pkgutil.iter_modules(quizzer.tui.__path__, "quizzer.tui."):
        for thing in vars(importlib.import_module(module.name)).values():
            if inspect.isclass(thing) and thing.__module__ == module.name:
                for one in vars(thing).get("BINDINGS", ()):
                    if isinstance(one, Binding) and one.id:
                        found.setdefault(one.id, f"{module.name}.{thing.__name__}")
    return found


def test_the_names_of_keys_are_those_of_the_bindings():
    one_of_a_row = {"digit"}  # the digits of a row belong together
    assert set(bindings()) - one_of_a_row == set(WHILE_TYPING) | set(WHERE_NOTHING_IS_TYPED)
