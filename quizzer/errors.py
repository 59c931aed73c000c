"""What can go wrong that is neither a learner's answer nor an author's deck: the operator's errors.

QuizzerError                 exit 1
├── UsageError               exit 2   the command line asks for what is not there
├── DecksNotFound            exit 3   no deck could be read at all
├── StorageError             exit 4   the review log
│   ├── LogUnreachable                its folder cannot be made, read or written
│   ├── LogTooNew                     written by a later version of the program
│   ├── LogBusy                       another program holds it for too long
│   └── LogDamaged                    it is not what was written
└── ExchangeError            exit 5   files of other programs
    ├── ImportRefused                 a file cannot be brought in as it is
    └── ExportRefused                 a deck cannot be given out so

A learner gets a Verdict and a deck's author a list of Problems: both are values, never raised to the top.
"""

from __future__ import annotations


class QuizzerError(Exception):
    """The root: its text is one line that says what, where and what to do."""

    exit_code = 1


class UsageError(QuizzerError):
    """The command line asks for what is not there."""

    exit_code = 2


class DecksNotFound(QuizzerError):
    """No deck could be read at all."""

    exit_code = 3


class StorageError(QuizzerError):
    """The review log cannot be used as it is."""

    exit_code = 4


class LogUnreachable(StorageError):
    """The log's folder cannot be made, read or written."""


class LogTooNew(StorageError):
    """The log was written by a later version of the program."""


class LogBusy(StorageError):
    """Another program holds the log for too long."""


class LogDamaged(StorageError):
    """The log's file is not what was written."""


class ExchangeError(QuizzerError):
    """A file of another program cannot be read or written."""

    exit_code = 5


class ImportRefused(ExchangeError):
    """A file cannot be brought in as it is."""


class ExportRefused(ExchangeError):
    """A deck cannot be given out so."""
