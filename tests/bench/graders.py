"""The judge and its peers behind one question: are these two the same? Each runs in a process of its own.

python -m tests.bench.graders KIND NAME reads pairs as JSON lines and answers each with
{"same": true, false or null for undecided, "ms": milliseconds of processor time, reading included, imports not}.
"""

import ast
import json
import sys
import time
import warnings

MATRICES = "ABCMS"
VECTORS = "uv"


def ours(*, explain=False):
    from quizzer.maths.grade import grade

    def same(pair):
        verdict = grade(pair["ours"][0], pair["ours"][1], pair["symbols"], explain=explain)
        return {"equivalent": True, "different": False}.get(verdict.kind)

    return same


def ours_explained():
    return ours(explain=True)


def _scalar_names(sympy):
    real = {name: sympy.Symbol(name, real=True) for name in "xytc"}
    positive = {name: sympy.Symbol(name, positive=True) for name in "abpq"}
    natural = {name: sympy.Symbol(name, positive=True, integer=True) for name in "nk"}
    return {
        **{name: getattr(sympy, name) for name in dir(sympy) if name[0].isalpha()},
        **real,
        **positive,
        **natural,
    }


def _evaluated(pair, names):
    """Both sides as SymPy's objects, whole numbers as exact ones; these texts are ours, nobody typed them."""
    found = []
    for text in pair["sympy"]:
        tree = _Exact().visit(ast.parse(text, mode="eval"))
        found.append(eval(compile(ast.fix_missing_locations(tree), "pair", "eval"), dict(names)))
    return found


class _Exact(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.Call(ast.Name("Integer", ast.Load()), [node], [])


def _matrix_names(sympy):
    """Matrix symbols of a symbolic size; a 1×1 product is made its trace where it meets a scalar."""
    names = _scalar_names(sympy)
    n = names["n"]

    def scalar(one):
        return sympy.Trace(one) if getattr(one, "is_Matrix", False) else one

    names |= {name: sympy.MatrixSymbol(name, n, n) for name in MATRICES}
    names |= {name: sympy.MatrixSymbol(name, n, 1) for name in VECTORS}
    names["divided"] = lambda above, below: above / scalar(below)
    names["plus"] = lambda *terms: _plus(terms, scalar)
    return names


def _plus(terms, scalar):
    mixed = any(not getattr(one, "is_Matrix", False) for one in terms)
    total = scalar(terms[0]) if mixed else terms[0]
    for one in terms[1:]:
        total = total + (scalar(one) if mixed else one)
    return total


def _explicit_names(sympy):
    """Matrices of 3×3 symbols."""
    names = _scalar_names(sympy)
    names |= {name: sympy.Matrix(3, 3, sympy.symbols(f"{name}:9", real=True)) for name in MATRICES}
    names["S"] = sympy.Matrix(3, 3, lambda i, j: sympy.Symbol(f"S{min(i, j)}{max(i, j)}", real=True))
    names |= {name: sympy.Matrix(3, 1, sympy.symbols(f"{name}:3", real=True)) for name in VECTORS}

    def scalar(one):
        return one[0, 0] if getattr(one, "shape", None) == (1, 1) else one

    names |= {
        "Transpose": lambda one: one.T,
        "Inverse": lambda one: one.inv(),
        "Trace": lambda one: one.trace(),
        "Determinant": lambda one: one.det(),
        "Identity": lambda _n: sympy.eye(3),
        "divided": lambda above, below: above / scalar(below),
        "plus": lambda *terms: _plus(tuple(map(scalar, terms)), scalar),
    }
    return names


def sympy_simplify():
    import sympy

    scalars, matrices = _scalar_names(sympy), _matrix_names(sympy)

    def same(pair):
        if pair["kind"] == "scalar":
            one, other = _evaluated(pair, scalars)
            return sympy.simplify(one - other) == 0
        one, other = _evaluated(pair, matrices)
        difference = _plus((one, -other), lambda a: sympy.Trace(a) if a.is_Matrix else a)
        difference = sympy.simplify(difference.expand().doit())
        return bool(difference == 0 or getattr(difference, "is_ZeroMatrix", False))

    return same


def sympy_explicit():
    import sympy

    scalars, matrices = _scalar_names(sympy), _explicit_names(sympy)

    def same(pair):
        one, other = _evaluated(pair, scalars if pair["kind"] == "scalar" else matrices)
        one, other = (a[0, 0] if getattr(a, "shape", None) == (1, 1) else a for a in (one, other))
        difference = sympy.simplify(one - other)
        return bool(difference == 0 or getattr(difference, "is_zero_matrix", False))

    return same


def sympy_equals():
    import sympy

    scalars, matrices = _scalar_names(sympy), _explicit_names(sympy)

    def same(pair):
        one, other = _evaluated(pair, scalars if pair["kind"] == "scalar" else matrices)
        one, other = (a[0, 0] if getattr(a, "shape", None) == (1, 1) else a for a in (one, other))
        if getattr(one, "is_Matrix", False):
            found = [a.equals(b) for a, b in zip(one, other, strict=True)]
            return False if False in found else None if None in found else True
        return one.equals(other)

    return same


def math_verify():
    from math_verify import parse, verify

    def same(pair):
        one, other = (parse(f"${text}$", parsing_timeout=None) for text in pair["latex"])
        if not one or not other:
            return None
        return verify(one, other, timeout_seconds=None)

    return same


GRADERS = {
    "scalar": {
        "quizzer": ours,
        "quizzer, explained": ours_explained,
        "SymPy simplify": sympy_simplify,
        "SymPy equals": sympy_equals,
        "Math-Verify": math_verify,
    },
    "matrix": {
        "quizzer": ours,
        "quizzer, explained": ours_explained,
        "SymPy simplify, MatrixExpr": sympy_simplify,
        "SymPy simplify, 3×3": sympy_explicit,
        "SymPy equals, 3×3": sympy_equals,
        "Math-Verify": math_verify,
    },
}
"""For each kind of pair the graders, in the way of each that does best.

With 3×3 symbols SymPy answers for one size only."""


def main(kind, name):
    warnings.simplefilter("ignore")
    try:
        same = GRADERS[kind][name]()
    except ImportError as error:
        print(json.dumps({"missing": str(error)}), flush=True)
        return
    print(json.dumps({"ready": name}), flush=True)
    for line in sys.stdin:
        pair = json.loads(line)
        started = time.process_time()
        try:
            found = same(pair)
        except Exception as error:  # noqa: BLE001 - a peer that fails has not decided
            found, fault = None, f"{type(error).__name__}: {error}"
        else:
            fault = ""
        print(
            json.dumps({"same": found, "ms": (time.process_time() - started) * 1000, "fault": fault[:200]}),
            flush=True,
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
