"""What a key can be put on: names for what the screens do, as `[keys]` of the settings spells them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizzer.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

WHILE_TYPING = {
    "judge": "judge what is typed",
    "hint": "show one more hint",
    "give-up": "don't know",
    "undo": "take back the last answer",
    "skip": "ask this card at the end of the sitting",
    "clock": "show or hide how long the question takes",
    "home": "back to the decks",
    "help": "the keys that work here",
    "leave": "quit",
    "complete": "complete a name",
    "earlier": "bring back what was typed before",
    "later": "bring back what was typed after",
    "paper-next": "keep the answer and go on, on a mock paper",
    "paper-back": "the question before, on a mock paper",
    "paper-on": "the next question, on a mock paper",
    "paper-flag": "a flag to come back to, on a mock paper",
    "paper-map": "all questions of a mock paper",
    "paper-untype": "undo typing, on a mock paper",
    "form-keep": "write an exam down, in its form",
    "form-close": "leave the form of an exam",
    "symbols": "the palette of the card's letters and the common operators",
    "untype": "undo typing; in an empty line take back the last answer",
    "retype": "redo typing; in an empty line put back the answer taken back",
    "redo": "put back what was taken back last",
    "pictures": "open the card's pictures",
    "card-next-field": "the next field, in the form of a card",
    "card-save": "check the card and write it, in its form",
    "card-other-deck": "put the card into another deck, in its form",
    "card-leave": "leave the form of a card",
    "remark-leave": "leave a remark unwritten",
}
"""What can be done while an answer is typed: by the id of its binding, in words."""
WHERE_NOTHING_IS_TYPED = {
    "next": "the next question, after a verdict",
    "retry": "try again, after a verdict",
    "undo-verdict": "take back the answer whose verdict is shown",
    "bury": "bury the card until tomorrow",
    "suspend": "suspend the card",
    "reveal": "show the answer of a card graded by oneself",
    "choose": "judge what is marked",
    "mark": "mark one of several",
    "study": "study what is due in the deck under the cursor",
    "practise": "practise what is learned; the schedule stays",
    "undo-home": "take back the last answer, at home",
    "quit": "quit, at home",
    "redo-home": "put back what was taken back last, at home",
    "redo-verdict": "put back what was taken back last, after a verdict",
    "why": "why this grade, after a verdict",
    "edit": "open the card in the editor, after a verdict",
    "note": "file a remark on the card, after a verdict",
    "flag": "flag the card or not, after a verdict",
    "ahead": "review ahead of schedule, from home",
    "add": "write a card into a deck, from home",
    "adopt": "lost history, from home",
    "adopt-one": "give history to the card under the cursor",
    "adopt-leave": "back from lost history",
    "symbol-insert": "insert the symbol under the cursor",
    "symbols-close": "close the palette of symbols",
    "settings": "what is set",
    "change-setting": "change what is under the cursor, among the settings",
    "settings-back": "back from the settings",
    "summary-home": "home, after a sitting",
    "summary-undo": "take back the last answer, after a sitting",
    "summary-quit": "quit, after a sitting",
    "browse": "look for cards, from home",
    "browse-search": "type what is looked for, in browse",
    "browse-to-list": "from what is looked for to the cards, in browse",
    "browse-open": "turn to the card under the cursor, in browse",
    "browse-close": "from the card back to the list, in browse",
    "browse-before": "the card before, in browse",
    "browse-next": "the next card, in browse",
    "browse-suspend": "suspend the card or resume it, in browse",
    "browse-bury": "put the card off until tomorrow, in browse",
    "browse-flag": "flag the card or not, in browse",
    "browse-reset": "begin the card anew, in browse",
    "browse-edit": "open the card in the editor, in browse",
    "browse-study": "study the cards found, in browse",
    "browse-practise": "practise the cards found, in browse",
    "browse-instance": "another instance of the card, in browse",
    "browse-order": "another order, in browse",
    "browse-undo": "take back what was done, in browse",
    "browse-home": "home, from browse",
    "browse-quit": "quit, in browse",
    "confirm-yes": "yes, where it is asked first",
    "confirm-no": "no, where it is asked first",
    "exams": "exams and mock papers, from home",
    "exam-paper": "sit a mock paper, among the exams",
    "exam-plan": "the plan towards an exam, among the exams",
    "plan-study": "study today's part, at the plan",
    "plan-how": "how a number is computed, at the plan",
    "plan-predictions": "whether predictions came true, at the plan",
    "plan-back": "back from the plan",
    "plan-quit": "quit, at the plan",
    "exam-cram": "cram for tonight, among the exams",
    "exam-report": "how the last paper went, among the exams",
    "exam-relearn": "relearn what papers missed, among the exams",
    "exam-add": "write an exam down",
    "exam-remove": "take an exam out of the file",
    "exam-home": "home, from the exams",
    "order-begin": "begin a mock paper",
    "order-more": "more questions, before a mock paper",
    "order-fewer": "fewer questions, before a mock paper",
    "order-longer": "more minutes, before a mock paper",
    "order-shorter": "fewer minutes, before a mock paper",
    "order-untimed": "no limit, before a mock paper",
    "order-names": "names of variables, before a mock paper",
    "order-close": "no mock paper after all",
    "paper-choose": "choose and go on, on a mock paper",
    "paper-mark": "choose what is under the cursor, on a mock paper",
    "paper-unmark": "choose nothing, on a mock paper",
    "map-go": "go to a question, on the map of a mock paper",
    "map-flag": "flag a question, on the map of a mock paper",
    "map-hand-in": "hand a mock paper in, on its map",
    "map-pause": "put a mock paper down, on its map",
    "map-yes": "hand in, when asked",
    "map-count": "hand in and count the answers as reviews, when asked",
    "map-no": "do not hand in, when asked",
    "map-back": "back from the map of a mock paper",
    "marking-again": "try once more to keep the marks of a paper",
    "marking-home": "home, where marks could not be kept",
    "report-look": "look into a question, in a report",
    "report-relearn": "relearn what papers missed, in a report",
    "report-count": "count a paper's answers as reviews, in its report",
    "report-earlier": "the paper before, in a report",
    "report-later": "the paper after, in a report",
    "report-leave": "to the exams, from a report",
    "answer-before": "the question before, in a report",
    "answer-next": "the next question, in a report",
    "answer-right": "your own mark: right, in a report",
    "answer-half": "your own mark: half, in a report",
    "answer-wrong": "your own mark: wrong, in a report",
    "answer-close": "back to the report",
    "statistics": "what the answers tell, from home",
    "statistics-scroll": "scroll, in the statistics",
    "statistics-deck": "the next deck, in the statistics",
    "statistics-deck-before": "the deck before, in the statistics",
    "statistics-home": "home, from the statistics",
    "statistics-quit": "quit, in the statistics",
}
"""What can be done where no answer is typed; these may be letters."""

_EDITING = "backspace delete home end left right".split()
_PRINTED = (
    "space minus plus at comma full_stop slash backslash question_mark exclamation_mark number_sign "
    "equals_sign semicolon colon underscore asterisk percent_sign ampersand dollar_sign circumflex_accent "
    "tilde grave_accent left_square_bracket right_square_bracket less_than_sign greater_than_sign "
    "vertical_line"
).split()
_NAMED = ["enter", "escape", "tab", "insert", "pageup", "pagedown", "up", "down", *_EDITING, *_PRINTED]
_KEY = re.compile(rf"((ctrl|shift|alt|super)\+)*([a-zA-Z0-9]|f([1-9]|1[0-9]|2[0-4])|{'|'.join(_NAMED)})")
_TYPED = re.compile(rf"(shift\+)?([a-zA-Z0-9]|{'|'.join(_EDITING + _PRINTED)})")
"""Keys that put a letter into an answer, or put one right."""


def _screen(name: str) -> str:
    """Where a key works while one types: the name's first word, or the review screen."""
    first = name.partition("-")[0]
    return first if first in ("paper", "form", "card", "remark") else "review"


def twice(keys: Mapping[str, str]) -> str:
    """The second of two things that are put on one key while an answer is typed; "" where there is none."""
    taken: dict[str, str] = {}
    for name, some in keys.items():
        for key in some.split(","):
            first = taken.setdefault(key.strip(), name)
            both = first in WHILE_TYPING and name in WHILE_TYPING
            if first != name and both and _screen(first) == _screen(name):
                return name
    return ""


def key_problem(name: str, keys: str) -> str:
    """Why keys can't be put on something, in one sentence; "" if they can.

    Args:
        name: what the keys do, as F1 and `quizzer settings --keys` name it.
        keys: as Textual spells them, several with commas between: `f5`, `ctrl+g,alt+h`.
    """
    if name not in WHILE_TYPING and name not in WHERE_NOTHING_IS_TYPED:
        known = [*WHILE_TYPING, *WHERE_NOTHING_IS_TYPED]
        return f"no key does `{name}`; {did_you_mean(name, known) or 'there are ' + ', '.join(known)}"
    for key in keys.split(","):
        if not _KEY.fullmatch(key.strip()):
            return f"`{key.strip()}` is no key; such are f5, ctrl+g, alt+h, shift+f2, n, minus"
        if name in WHILE_TYPING and _TYPED.fullmatch(key.strip()):
            return f"`{key.strip()}` is typed into answers; a key such as f5, ctrl+g or alt+h can do this"
    return ""
