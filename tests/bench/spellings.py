"""One expression in the spelling that each grader reads best."""

import ast

from quizzer.maths.grade import scope_of
from quizzer.maths.parse import parse
from quizzer.maths.tree import Add, Call, Div, Identity, Inverse, Mul, Neg, Num, Pow, Sym, Transpose
from quizzer.maths.typeset.as_text import text_of

_OURS = {"asin": "arcsin", "acos": "arccos", "atan": "arctan", "Abs": "abs", "Max": "max", "Min": "min"}
_LATEX = {"asin": r"\arcsin", "acos": r"\arccos", "atan": r"\arctan", "exp": r"\exp", "log": r"\ln", "tanh": r"\tanh", "sinh": r"\sinh", "cosh": r"\cosh"}  # fmt: skip
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.Pow: "**"}


def ours_of_python(text):
    """Python's spelling as we read it: names of functions apart, the two are alike."""
    tree = ast.parse(text.replace("Abs(x + y*I)", "sqrt(x**2 + y**2)"), mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            node.func.id = _OURS.get(node.func.id, node.func.id)
    return ast.unparse(tree)


def latex_of_python(text):
    """Python's spelling in LaTeX, with a fraction for every quotient."""
    return _latex(ast.parse(text, mode="eval").body)


def _latex(node):
    match node:
        case ast.Constant(value=value):
            return str(value)
        case ast.Name(id="pi"):
            return r"\pi"
        case ast.Name(id="I"):
            return "i"
        case ast.Name(id=name):
            return name
        case ast.UnaryOp(operand=operand):
            return (
                f"-{_latex(operand)}"
                if not isinstance(operand, ast.BinOp)
                else rf"-\left({_latex(operand)}\right)"
            )
        case ast.BinOp(left=left, op=ast.Div(), right=right):
            return rf"\frac{{{_latex(left)}}}{{{_latex(right)}}}"
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(left, _latex(left), _latex(right))
        case ast.BinOp(left=left, op=op, right=right):
            sign = {"Add": " + ", "Sub": " - ", "Mult": r" \cdot "}[type(op).__name__]
            return _inside(left, op) + sign + _inside(right, op, right=True)
        case ast.Call(func=ast.Name(id="sqrt"), args=[arg]):
            return rf"\sqrt{{{_latex(arg)}}}"
        case ast.Call(func=ast.Name(id="Abs"), args=[arg]):
            return rf"\left|{_latex(arg)}\right|"
        case ast.Call(func=ast.Name(id=name), args=args):
            listed = ", ".join(map(_latex, args))
            return rf"{_LATEX.get(name, chr(92) + name.lower())}\left({listed}\right)"
    raise ValueError(ast.dump(node))


def _power(left, base, exponent):
    bare = isinstance(left, ast.Name | ast.Constant)
    return f"{base}^{{{exponent}}}" if bare else rf"\left({base}\right)^{{{exponent}}}"


def _inside(node, op, *, right=False):
    text = _latex(node)
    loose = isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Sub)
    needs = (isinstance(op, ast.Mult) and (loose or isinstance(node, ast.UnaryOp))) or (
        right and isinstance(op, ast.Sub) and loose
    )
    return rf"\left({text}\right)" if needs else text


def latex_of_ours(text, symbols):
    """Our spelling in LaTeX."""
    return text_of(parse(text, scope_of(symbols)), "latex")


def sympy_of_ours(text, symbols):
    """Our spelling as Python over MatrixSymbols; vectors are n×1, inner products 1×1 matrices made scalars."""
    return _sympy(parse(text, scope_of(symbols)))


def _sympy(node):
    match node:
        case Num(value=value):
            return f"Rational({value.numerator}, {value.denominator})"
        case Sym(name=name):
            return name
        case Identity():
            return "Identity(n)"
        case Neg(arg=arg):
            return f"(-{_sympy(arg)})"
        case Add(terms=terms):
            return f"plus({', '.join(map(_sympy, terms))})"
        case Mul(factors=factors):
            return "(" + "*".join(map(_sympy, factors)) + ")"
        case Div(left=left, right=right):
            return f"divided({_sympy(left)}, {_sympy(right)})"
        case Pow(base=base, exponent=Num(value=value)):
            return f"({_sympy(base)})**{int(value)}"
        case Transpose(arg=arg):
            return f"Transpose({_sympy(arg)})"
        case Inverse(arg=arg):
            return f"Inverse({_sympy(arg)})"
        case Call(name="tr", args=(arg,)):
            return f"Trace({_sympy(arg)})"
        case Call(name="det", args=(arg,)):
            return f"Determinant({_sympy(arg)})"
    raise ValueError(node)
