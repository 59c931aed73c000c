"""What holds for all tests."""

from hypothesis import settings

# Machines that run tests are shared: how long an example takes says nothing about whether it is right.
settings.register_profile("quizzer", deadline=None)
settings.load_profile("quizzer")
