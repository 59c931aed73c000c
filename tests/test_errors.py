from __future__ import annotations

from quizzer import errors


def test_each_branch_has_its_own_exit_code():
    codes = [
        errors.QuizzerError,
        errors.UsageError,
        errors.DecksNotFound,
        errors.StorageError,
        errors.ExchangeError,
    ]
    assert len({error.exit_code for error in codes}) == len(codes)
    assert errors.LogTooNew.exit_code == errors.StorageError.exit_code
