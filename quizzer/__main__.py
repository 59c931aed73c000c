"""`python -m quizzer` is `quizzer`."""

from quizzer.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
