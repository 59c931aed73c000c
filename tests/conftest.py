"""What holds for all tests."""

import sys
from pathlib import Path

from hypothesis import settings

# Tests share what makes random answers with the fuzzers under tests/bench. Behind the installed packages, not
# before them: what is tested is the wheel where one is installed, not the sources beside the tests.
sys.path.append(str(Path(__file__).parent.parent))

# Machines that run tests are shared: how long an example takes says nothing about whether it is right.
settings.register_profile("quizzer", deadline=None)
settings.load_profile("quizzer")
