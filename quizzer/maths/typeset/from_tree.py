"""The layout of a tree: what a learner's answer and a deck's look like when they are shown.

Parentheses stand only where the reading would be another without them, and factors stand a space apart,
so that `A x` is never taken for a name of two letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizzer.maths import tree
from quizzer.maths.typeset.calls import bracketed, call_layout, listed, name_layout
from quizzer.maths.typeset.layout import (
    Delimited,
    Fraction,
    Glyph,
    Grid,
    Layout,
    Limits,
    Radical,
    Row,
    Scripts,
    Space,
    flat,
    row,
)
from quizzer.maths.typeset.letters import LETTERS
from quizzer.maths.typeset.precedence import (
    ATOM,
    MARKED,
    PRODUCT,
    RELATION,
    SUM,
    binding,
    divides_bare,
    joins_as_first,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizzer.maths.tree import Node

_PRODUCT_SIGNS = {"dot": "·", "entry": "⊙", "kron": "⊗"}
_RELATION_SIGNS = {"=": "=", "!=": "≠", "<": "<", "<=": "≤", ">": ">", ">=": "≥", "in": "∈"}
_CONSTANTS = {"pi": "π", "inf": "∞"}


def layout_of(node: Node) -> Layout:
    """The layout of a tree, read by people as exactly this tree."""
    return _MAKERS[type(node)](node)


def _at_least(node: Node, level: int) -> Layout:
    """The node, in parentheses if it binds more loosely."""
    layout = layout_of(node)
    return layout if binding(node) >= level else bracketed(layout)


def _base(node: Node) -> Layout:
    """What a mark is hung on; a quotient's name and a root need parentheses too, an index does not."""
    layout = layout_of(node)
    bare = binding(node) == ATOM or isinstance(node, tree.Sub)
    return layout if bare and not isinstance(layout, Fraction | Radical | Row) else bracketed(layout)


def _raised(node: Node, mark: Layout) -> Layout:
    """The node with a mark at its upper right; what has a subscript or ends in a bracket takes it bare."""
    layout = layout_of(node)
    match layout:
        case Scripts(base, sub, None) if isinstance(node, tree.Sym | tree.Sub | tree.Norm):
            return Scripts(base, sub, mark)
        case Row((head, Delimited() as last)) if isinstance(node, tree.Call):
            return Row((head, Scripts(last, sup=mark)))
        case _:
            return Scripts(_base(node), sup=mark)


def _list_of(nodes: Iterable[Node]) -> Layout:
    return listed(map(layout_of, nodes))


def _joined(nodes: Iterable[Node], sign: Glyph, level: int) -> Layout:
    items: list[Layout] = []
    for node in nodes:
        items.extend((sign, _at_least(node, level)) if items else (_at_least(node, level),))
    return row(*items)


def _num(node: tree.Num) -> Layout:
    value = node.value
    if value.denominator == 1:
        digits: Layout = Glyph(str(abs(value.numerator)))
    else:
        decimal = decimal_of(abs(value.numerator), value.denominator)
        digits = (
            Glyph(decimal)
            if decimal
            else Fraction(Glyph(str(abs(value.numerator))), Glyph(str(value.denominator)))
        )
    return flat((Glyph("−", space="bin"), digits)) if value < 0 else digits


def decimal_of(numerator: int, denominator: int) -> str:
    """The quotient as a finite decimal, or nothing if it has none of reasonable length."""
    for places in range(1, 13):
        scaled, rest = divmod(numerator * 10**places, denominator)
        if rest == 0:
            digits = str(scaled).rjust(places + 1, "0")
            return f"{digits[:-places]}.{digits[-places:]}"
    return ""


def _add(node: tree.Add) -> Layout:
    items: list[Layout] = []
    for term in node.terms:
        negative = isinstance(term, tree.Neg)
        if negative or items:
            items.append(Glyph("−" if negative else "+", space="bin"))
        inner = term.arg if isinstance(term, tree.Neg) else term
        loose = binding(inner) < PRODUCT and not isinstance(inner, tree.Big)
        items.append(bracketed(layout_of(inner)) if loose else layout_of(inner))
    return flat(items)


def _neg(node: tree.Neg) -> Layout:
    loose = binding(node.arg) < PRODUCT and not isinstance(node.arg, tree.Big)
    inner = layout_of(node.arg)
    return flat((Glyph("−", space="bin"), bracketed(inner) if loose else inner))


def _mul(node: tree.Mul) -> Layout:
    items: list[Layout] = []
    for at, factor in enumerate(node.factors):
        bare = binding(factor) >= MARKED if at else joins_as_first(factor, node)
        if at:
            items.append(_between(node, factor))
        items.append(layout_of(factor) if bare else bracketed(layout_of(factor)))
    return row(*items)


def _between(node: tree.Mul, factor: Node) -> Layout:
    if node.kind != "product":
        return Glyph(_PRODUCT_SIGNS[node.kind], space="bin")
    numbers = isinstance(factor, tree.Num | tree.Filled) or _starts_with_number(factor)
    return Glyph("·", space="bin") if numbers else Space(1)


def _starts_with_number(node: Node) -> bool:
    while isinstance(node, tree.Pow | tree.Transpose | tree.Inverse | tree.Sub):
        node = node.base if isinstance(node, tree.Pow) else node.arg
    return isinstance(node, tree.Num | tree.Filled)


def _div(node: tree.Div) -> Layout:
    if not node.entrywise:
        return Fraction(layout_of(node.left), layout_of(node.right))
    left = layout_of(node.left)
    if not divides_bare(node.left):
        left = bracketed(left)
    return row(left, Glyph("⊘", space="bin"), _at_least(node.right, MARKED))


def _pow(node: tree.Pow) -> Layout:
    exponent = layout_of(node.exponent)
    if node.entrywise:
        exponent = row(Glyph("⊙"), exponent)
    elif node.exponent == tree.Sym("T"):
        exponent = bracketed(exponent)  # the power of a scalar called T, which is no transpose
    return _raised(node.base, exponent)


_T, _MINUS, _ONE = Glyph("T"), Glyph("−", space="bin"), Glyph("1")


def _transpose(node: tree.Transpose) -> Layout:
    if isinstance(node.arg, tree.Inverse):
        return _raised(node.arg.arg, Row((_MINUS, _T)))
    return _raised(node.arg, _T)


def _inverse(node: tree.Inverse) -> Layout:
    if isinstance(node.arg, tree.Transpose):
        return _raised(node.arg.arg, Row((_MINUS, _T)))
    return _raised(node.arg, Row((_MINUS, _ONE)))


def _call(node: tree.Call) -> Layout:
    if node.name == "factorial":
        return row(_base(node.args[0]), Glyph("!"))
    return call_layout(node.name, [layout_of(arg) for arg in node.args])


def _norm(node: tree.Norm) -> Layout:
    bars = Delimited("‖", layout_of(node.arg), "‖")
    order = {"inf": "∞"}.get(node.order, node.order)
    return Scripts(bars, sub=Glyph(order)) if order else bars


def _entry(node: tree.Sub) -> Layout:
    indices = _indices(node.indices)
    match layout_of(node.arg):
        case Row((head, Delimited() as last)) if isinstance(node.arg, tree.Call):
            return Row((head, Scripts(last, sub=indices)))
        case _:
            return Scripts(_base(node.arg), sub=indices)


def _indices(nodes: tuple[Node, ...]) -> Layout:
    """Ij side by side where each is one letter or digit, else with commas."""
    short = all(
        (isinstance(node, tree.Sym) and len(LETTERS.get(node.name, node.name)) == 1)
        or (isinstance(node, tree.Num) and node.value.denominator == 1 and 0 <= node.value < 10)
        for node in nodes
    )
    return row(*map(layout_of, nodes)) if short else _list_of(nodes)


def _big(node: tree.Big) -> Layout:
    sign = Glyph("∑" if node.kind == "sum" else "∏", space="big")
    index = name_layout(node.index)
    if node.lower is not None:
        index = row(index, Glyph("=", space="rel"), layout_of(node.lower))
    upper = layout_of(node.upper) if node.upper is not None else None
    return row(Limits(sign, index, upper), _at_least(node.body, PRODUCT))


def _sized(head: Glyph, sizes: tuple[Node, ...]) -> Layout:
    if not sizes:
        return head
    return Scripts(head, sub=_list_of(sizes) if len(sizes) == 1 else _shape(sizes))


def _shape(sizes: tuple[Node, ...]) -> Layout:
    return _joined(sizes, Glyph("×", space="bin"), MARKED)


def _interval(node: tree.Interval) -> Layout:
    left, right = "[" if node.closed_low else "(", "]" if node.closed_high else ")"
    return Delimited(left, _list_of((node.low, node.high)), right)


def _relation(node: tree.Relation) -> Row:
    sign = Glyph(_RELATION_SIGNS[node.kind], space="rel")
    return Row((_at_least(node.left, RELATION + 1), sign, _at_least(node.right, RELATION + 1)))


def _all_of(node: tree.And) -> Layout:
    """0 < x < 1 where each relation goes on from the last, else with `and` between them."""
    items: list[Layout] = []
    end: Node | None = None
    for part in node.parts:
        if not isinstance(part, tree.Relation) or (items and part.left != end):
            return _worded(node.parts, "and")
        chain = _relation(part)
        items.extend(chain.items[1:] if items else chain.items)
        end = part.right
    return Row(tuple(items))


def _worded(nodes: tuple[Node, ...], word: str) -> Layout:
    items: list[Layout] = []
    for node in nodes:
        items.extend((Space(1), Glyph(word), Space(1)) if items else ())
        items.append(_at_least(node, RELATION))
    return row(*items)


def _expectation(node: tree.Expectation) -> Layout:
    law = row(Glyph(node.distribution, space="op"), bracketed(_list_of(node.parameters)))
    under = row(name_layout(node.variable), Glyph("∼", space="rel"), law)
    return row(Limits(Glyph("E", "bold"), under), Delimited("[", layout_of(node.body), "]"))


_MAKERS: dict[type[Node], Callable[..., Layout]] = {
    tree.Num: _num,
    tree.Const: lambda node: Glyph(_CONSTANTS.get(node.name, node.name)),
    tree.Sym: lambda node: name_layout(node.name),
    tree.Identity: lambda node: _sized(Glyph("I"), () if node.size is None else (node.size,)),
    tree.Filled: lambda node: _sized(Glyph("1" if node.value else "0", "bold"), node.sizes),
    tree.Add: _add,
    tree.Neg: _neg,
    tree.Mul: _mul,
    tree.Div: _div,
    tree.Pow: _pow,
    tree.Transpose: _transpose,
    tree.Inverse: _inverse,
    tree.PseudoInverse: lambda node: _raised(node.arg, Glyph("+")),
    tree.Call: _call,
    tree.Bars: lambda node: Delimited("|", layout_of(node.arg), "|"),
    tree.Norm: _norm,
    tree.Sub: _entry,
    tree.Delta: lambda node: Scripts(Glyph("δ"), sub=_indices((node.first, node.second))),
    tree.Big: _big,
    tree.Matrix: lambda node: Delimited(
        "[", Grid(tuple(tuple(map(layout_of, cells)) for cells in node.rows)), "]"
    ),
    tree.Tuple: lambda node: bracketed(_list_of(node.items)),
    tree.SetOf: lambda node: Delimited("{", _list_of(node.items), "}"),
    tree.Interval: _interval,
    tree.Union: lambda node: _joined(node.parts, Glyph("∪", space="bin"), SUM),
    tree.Relation: _relation,
    tree.And: _all_of,
    tree.Or: lambda node: _worded(node.parts, "or"),
    tree.Expectation: _expectation,
}
