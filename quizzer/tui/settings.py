"""The screen of settings: what is set and what each is for; what is changed here is in the file at once."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets._input import Input

from quizzer.errors import UsageError
from quizzer.settings.kinds import SETTINGS, Setting, Settings
from quizzer.tui.fitted import Fitted
from quizzer.tui.key_bar import KeyBar
from quizzer.tui.ordered_input import OrderedInput
from quizzer.tui.paint import beside, sentence, spread, words
from quizzer.tui.pick_list import PickList

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from quizzer.tui.desk import Desk
    from quizzer.tui.fitted import Maker
    from quizzer.tui.paint import Lines

_NAME, _VALUE = 16, 16


def said_value(setting: Setting, settings: Settings) -> str:
    """What is set, as short as a row has room for."""
    value = getattr(settings, setting.name)
    match setting.kind:
        case "keys" | "decks":
            return f"{len(value)} in the file" if value else "none"
        case "flag":
            return "yes" if value else "no"
        case "theme":
            return value or "textual-dark"
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def setting_row(setting: Setting, settings: Settings, width: int) -> Lines:
    """The name, what is set, and as much of what it is for as there is room; all of that stands below."""
    value = words(f"{said_value(setting, settings):<{_VALUE}}", "strong")
    head = beside(words(f"{setting.name:<{_NAME}}"), value)
    room = width - head.cell_length
    if room < 24:
        return [head]
    return [beside(head, words(setting.about, "muted").truncate(room, ellipsis=True))]


def told(setting: Setting, width: int) -> Lines:
    """What a setting is for, and what it may be."""
    return [
        *sentence(f"{setting.about[:1].upper()}{setting.about[1:]}.", width),
        *sentence(f"{setting.allowed[:1].upper()}{setting.allowed[1:]}.", width, "muted"),
    ]


class SettingList(PickList):
    """The settings; Enter changes the one under the cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter,space",
            "pick",
            "change",
            key_display="⏎",
            id="change-setting",
            tooltip="Change what is under the cursor; the file has it at once",
        ),
    ]


class SettingsScreen(Screen[None]):
    """All settings; where a value is typed, a line opens below the list."""

    AUTO_FOCUS = ""

    DEFAULT_CSS: ClassVar[str] = """
    SettingsScreen #body { height: 1fr; padding: 1 3 0 3; scrollbar-size-vertical: 1; }
    SettingsScreen #below { height: auto; max-height: 60%; padding: 0 3 1 3; }
    SettingsScreen.-narrow #body, SettingsScreen.-short #body { padding: 0 1; }
    SettingsScreen.-narrow #below, SettingsScreen.-short #below { padding: 0 1; }
    SettingsScreen.-wide #body { padding: 2 8 0 8; }
    SettingsScreen.-wide #below { padding: 0 8 1 8; }
    SettingsScreen #value { border: round $border; background: transparent; }
    SettingsScreen #value:focus { border: round $accent; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "back", id="settings-back", tooltip="Close what is open, or back"),
        Binding("q", "back", "back", show=False),
        Binding("question_mark", "app.help", "help", show=False),
    ]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._changing: Setting | None = None
        """What a value is being typed for."""

    def compose(self) -> ComposeResult:
        """The list, a line for a value, a sentence for a slip."""
        yield Fitted(self._title, id="title", classes="-edge-to-edge")
        with VerticalScroll(id="body", can_focus=False):
            yield SettingList(id="settings")
        with Vertical(id="below"):
            value = OrderedInput(id="value", select_on_focus=True)
            value.display = False
            yield value
            yield Fitted(id="told")
            yield Fitted(id="said")
        yield KeyBar()

    def on_mount(self) -> None:
        """Fill the list; a theme chosen in the palette shows in it."""
        self._fill()
        picks = self.query_one(SettingList)
        picks.focus(scroll_visible=False)
        self.watch(picks, "cursor", self._tell)
        self.watch(self.app, "theme", self._theme_chosen, init=False)

    def _title(self, width: int) -> Lines:
        path = self.desk.settings_path
        room = max(8, width - 24)
        shown = path if len(path) <= room else "…" + path[len(path) - room + 1 :]
        return spread(words(" Settings", "accent"), words(f"{shown} ", "muted"), width)[:1]

    def _fill(self) -> None:
        picks = self.query_one(SettingList)
        picks.fill([self._row(setting) for setting in SETTINGS], picks.cursor)

    def _row(self, setting: Setting) -> Maker:
        return lambda width: setting_row(setting, self.desk.settings, width)

    def on_pick_list_picked(self, picked: PickList.Picked) -> None:
        """Turn what has few values to the next; ask for any other."""
        setting = SETTINGS[picked.row]
        value = getattr(self.desk.settings, setting.name)
        match setting.kind:
            case "flag":
                self._put(setting, value=not value)
            case "one of":
                following = (setting.options.index(value) + 1) % len(setting.options)
                self._put(setting, value=setting.options[following])
            case "theme":
                self.app.action_change_theme()
            case "keys" | "decks":
                self._say(f"That is written in the file: {self.desk.settings_path}", "muted")
            case _:
                self._ask(setting)

    def _ask(self, setting: Setting) -> None:
        self._changing = setting
        field = self.query_one("#value", Input)
        field.value = said_value(setting, self.desk.settings)
        field.border_title = setting.name
        field.display = True
        field.focus()
        self.query_one("#said", Fitted).show(None)

    def on_input_submitted(self, submitted: Input.Submitted) -> None:
        """Take the value, or say what is allowed and let it be mended."""
        from quizzer.settings.writing import from_words  # noqa: PLC0415 - only where something is set

        setting = self._changing
        if setting is None:
            return
        value = from_words(setting, submitted.value)
        if setting.read(value) is None:
            self._say(f"{setting.name} is {setting.allowed}, not {submitted.value!r}.", "warning")
        else:
            self._put(setting, value=value)

    def _put(self, setting: Setting, *, value: object) -> None:
        try:
            self.desk.set(setting.name, value)
        except UsageError as error:
            self._say(str(error), "warning")
            return
        self.app.set_class(self.desk.glyphs == "ascii", "-ascii")
        self._close()
        self._say(f"{setting.name} is {said_value(setting, self.desk.settings)} from now on.", "muted")

    def _theme_chosen(self, theme: str) -> None:
        if theme != said_value(next(one for one in SETTINGS if one.kind == "theme"), self.desk.settings):
            self._put(next(one for one in SETTINGS if one.kind == "theme"), value=theme)

    def _close(self) -> None:
        self._changing = None
        self.query_one("#value", Input).display = False
        self._fill()
        self.query_one(SettingList).focus(scroll_visible=False)

    def _tell(self, row: int) -> None:
        self.query_one("#told", Fitted).show(lambda width: told(SETTINGS[row], width))

    def _say(self, text: str, tone: str) -> None:
        self.query_one("#said", Fitted).show(
            lambda width: sentence(text, width, "warning" if tone == "warning" else "accent")
        )

    def action_back(self) -> None:
        """Close the line where a value is typed; else back."""
        if self._changing is not None:
            self._close()
            self.query_one("#said", Fitted).show(None)
        else:
            self.dismiss(None)
