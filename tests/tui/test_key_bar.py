"""The keys at the foot, flowed into rows: none is cut, and the way to the help is always there."""

from hypothesis import given
from hypothesis import strategies as st

from quizzer.tui.calm import Calm
from quizzer.tui.key_bar import flowed

widths = st.lists(st.integers(6, 18), min_size=1, max_size=12)


@given(widths, st.integers(20, 120), st.integers(1, 3))
def test_no_row_is_wider_than_the_screen_and_the_last_key_always_stands(keys, room, rows):
    lines = flowed(keys, room, rows)
    assert len(lines) <= rows
    assert all(sum(keys[at] for at in line) <= room for line in lines)
    shown = [at for line in lines for at in line]
    assert shown == sorted(shown)
    assert shown[-1] == len(keys) - 1


def test_what_fits_in_one_row_stands_in_one():
    assert flowed([9, 9, 9], 40, 3) == [[0, 1, 2]]
    assert flowed([9, 15, 9, 9], 40, 3) == [[0, 1, 2], [3]]
    assert flowed([], 40, 3) == []


def test_calm_lasts_from_what_was_shown_last():
    now = [0.0]
    calm = Calm(0.3, lambda: now[0])
    assert calm.is_over(), "nothing was shown yet"
    calm.begin()
    now[0] = 0.2
    assert not calm.is_over()
    calm.begin()
    now[0] = 0.4
    assert not calm.is_over()
    now[0] = 0.5
    assert calm.is_over()
