"""Declarations say what the letters are; one that cannot be read says what is known instead."""

import pytest

from quizzer.maths.declarations import (
    ARRAY_KINDS,
    SCALAR_KINDS,
    DeclarationError,
    canonical,
    read_declaration,
    read_names,
    read_scope,
)

READ = [
    ("scalar", "scalar", "1×1"),
    ("positive", "positive", "1×1"),
    ("nonnegative", "nonnegative", "1×1"),
    ("integer", "integer", "1×1"),
    ("natural", "natural", "1×1"),
    ("probability", "probability", "1×1"),
    ("complex", "complex", "1×1"),
    ("constant", "constant", "1×1"),
    ("real", "scalar", "1×1"),
    ("vector(n)", "vector(n)", "n×1"),
    ("vector(3)", "vector(3)", "3×1"),
    ("vector(n + 1)", "vector(1 + n)", "(1 + n)×1"),
    ("vector(2 n)", "vector(2n)", "2n×1"),
    ("matrix(m, n)", "matrix(m, n)", "m×n"),
    ("Matrix( m ,n )", "matrix(m, n)", "m×n"),
    ("matrix(2, 3)", "matrix(2, 3)", "2×3"),
    ("square(n)", "square(n)", "n×n"),
    ("symmetric(n)", "symmetric(n)", "n×n"),
    ("symmetric(n, n)", "symmetric(n)", "n×n"),
    ("spd(n)", "spd(n)", "n×n"),
    ("invertible(n)", "invertible(n)", "n×n"),
    ("orthogonal(n)", "orthogonal(n)", "n×n"),
    ("diagonal(n)", "diagonal(n)", "n×n"),
    ("simplex(n)", "simplex(n)", "n×1"),
    ("index(n)", "index(n)", "1×1"),
    ("function(vector(n) -> scalar)", "function(vector(n) -> scalar)", "1×1"),
    ("function(scalar → scalar)", "function(scalar -> scalar)", "1×1"),
    ("function(scalar, vector(n) -> matrix(n, n))", "function(scalar, vector(n) -> n×n matrix)", "n×n"),
    ("function", "function(scalar -> scalar)", "1×1"),
]


@pytest.mark.parametrize(("text", "shown", "shape"), READ)
def test_a_declaration_is_read(text, shown, shape):
    found = read_declaration(text)
    assert str(found) == shown
    assert str(found.shape) == shape


REFUSED = [
    ("skalar", "no kind `skalar`; did you mean `scalar`?", 0),
    ("tensor(n)", f"no kind `tensor`; known are {', '.join((*SCALAR_KINDS, *ARRAY_KINDS))}, index, function", 0),
    ("scalar(3)", "`scalar` takes no size", 7),
    ("vector", "`vector` takes one size, as in `vector(n)`", 6),
    ("vector(m, n)", "`vector` takes one size, as in `vector(n)`", 7),
    ("matrix(n)", "a matrix takes two sizes, as in `matrix(m, n)`", 7),
    ("vector(0)", "a size of 0 is not between 1 and 64", 7),
    ("vector(65)", "a size of 65 is not between 1 and 64", 7),
    ("vector(n - 1)", "`n - 1` is not a size: a name or a number is", 7),
    ("vector(n/2)", "`n/2` is not a size: a name or a number is", 7),
    ("function(scalar)", "a function says what it takes and gives: `function(vector(n) -> scalar)`", 9),
    ("", "`` is not a declaration such as `scalar`, `vector(n)` or `matrix(m, n)`", 0),
    ("vector(n", "`vector(n` is not a declaration such as `scalar`, `vector(n)` or `matrix(m, n)`", 0),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "offset"), REFUSED)
def test_what_is_no_declaration_is_said(text, message, offset):
    with pytest.raises(DeclarationError) as caught:
        read_declaration(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


NAMES = [
    ("A", "A"),
    ("Σ", "Sigma"),
    (r"\Sigma", "Sigma"),
    ("Sigma", "Sigma"),
    (r"\mathbf{x}", "x"),
    ("x_1", "x_1"),
    ("x₁", "x_1"),
    ("x_{12}", "x_12"),
    ("xᵢ", "x_i"),
    (r"\hat{y}", "y_hat"),
    (r"\hat\theta", "theta_hat"),
    ("ŷ", "y_hat"),
    ("θ̂", "theta_hat"),
    ("dL/dy", "dL/dy"),
    ("∂L/∂y", "dL/dy"),
    (r"\frac{\partial L}{\partial y}", "dL/dy"),
    (r"\frac{\partial \mathcal{L}}{\partial \mathbf{y}}", "dL/dy"),
    ("∂L/∂W_1", "dL/dW_1"),
    ("∇f", "nabla_f"),
]


@pytest.mark.parametrize(("spelt", "name"), NAMES)
def test_a_name_has_one_form_inside(spelt, name):
    assert canonical(spelt) == name
    assert read_names(spelt) == [name]


@pytest.mark.parametrize("text", ["1x", "x y", "x-y", "x'", "", "f(x)", "√"])
def test_what_is_no_name_is_said(text):
    with pytest.raises(DeclarationError, match="is not a name"):
        read_names(text)


def test_a_scope_is_read_from_a_line_or_a_mapping():
    line = read_scope("A, B: matrix(n, n); x: vector(n)\nc: scalar")
    mapping = read_scope({"A, B": "matrix(n, n)", "x": "vector(n)", "c": "scalar"})
    assert line == mapping
    assert hash(line) == hash(mapping)
    assert list(line.symbols) == ["A", "B", "x", "c"]
    assert line.dimensions == {"n"}


def test_a_scope_knows_what_it_holds():
    scope = read_scope(
        "z: complex; i: index(m); n: natural; x: vector(n); f: function(vector(k) -> scalar); dL/dy: scalar"
    )
    assert scope.dimensions == {"m", "k", "n"}
    assert "n" not in scope.symbols  # declared as a number too, it is the dimension: one number everywhere
    assert scope.indices == {"i"}
    assert scope.is_complex
    assert scope.has_arrays
    assert scope.has_derivatives
    assert not read_scope("c: scalar").has_arrays
    assert read_scope("").symbols == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("A matrix(n, n)", "`A matrix(n, n)` has no colon: write `x: vector(n)`"),
        ("A: matrix(n, n); A: scalar", "`A` is declared twice"),
        ("x, x: scalar", "`x` is declared twice"),
        ("x: vektor(n)", "no kind `vektor`; did you mean `vector`?"),
        ("1x: scalar", "`1x` is not a name"),
    ],
)
def test_a_scope_that_cannot_be_read_says_why(text, message):
    with pytest.raises(DeclarationError) as caught:
        read_scope(text)
    assert str(caught.value) == message


def test_declarations_can_be_added_and_replaced():
    scope = read_scope("x: scalar").with_symbols(
        {"x": read_declaration("vector(n)"), "y": read_declaration("scalar")}
    )
    assert {name: str(one) for name, one in scope.symbols.items()} == {"x": "vector(n)", "y": "scalar"}
