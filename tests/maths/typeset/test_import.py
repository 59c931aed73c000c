"""The package costs nothing until it is used, and loads nothing heavy then."""

import subprocess
import sys

HEAVY = ("sympy", "numpy", "flint", "textual", "rich", "yaml", "sqlite3", "latex2mathml")


def loaded_by(statement):
    shown = "import sys; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", f"{statement}; {shown}"], capture_output=True, check=True, text=True
    )
    return set(run.stdout.split())


def test_importing_the_package_loads_none_of_its_modules():
    assert not [
        name
        for name in loaded_by("import quizzer.maths.typeset")
        if name.startswith("quizzer.maths.typeset.")
    ]


def test_setting_prose_loads_no_judge_and_nothing_heavy():
    loaded = loaded_by("from quizzer.maths.typeset.prose import set_prose; set_prose('$x$', 9)")
    assert loaded.isdisjoint(HEAVY)
    assert loaded.isdisjoint({"quizzer.maths.parse", "quizzer.maths.tree", "quizzer.maths.evaluate"})


def test_setting_a_tree_loads_nothing_heavy():
    assert loaded_by("import quizzer.maths.typeset.trees").isdisjoint(HEAVY)
