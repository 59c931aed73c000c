"""A tree as one line of the answer language, which the reader reads back to the same tree.

What a learner types again, what a script prints and what is copied; for looking at, `from_tree` sets better.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from quizzer.maths import tree
from quizzer.maths.names import FUNCTIONS, GREEK_WORDS
from quizzer.maths.typeset.from_tree import decimal_of
from quizzer.maths.typeset.letters import LETTERS
from quizzer.maths.typeset.precedence import (
    ATOM,
    BOTH,
    MARKED,
    PRODUCT,
    RELATION,
    SUM,
    UNION,
    binding,
    divides_bare,
    joins_as_first,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from quizzer.maths.tree import Node

Form: TypeAlias = Literal["ascii", "unicode", "latex"]

_SIGNS: dict[Form, dict[str, str]] = {
    "ascii": {"dot": " \\cdot ", "entry": " .* ", "kron": " \\otimes ", "in": "\\in", "union": " \\cup "},
    "unicode": {"dot": " · ", "entry": " ⊙ ", "kron": " ⊗ ", "in": "∈", "union": " ∪ ", "!=": "≠"},
    "latex": {"dot": " \\cdot ", "entry": " \\odot ", "kron": " \\otimes ", "in": "\\in", "union": " \\cup "},
}
_SIGNS["unicode"] |= {"<=": "≤", ">=": "≥"}
_SIGNS["latex"] |= {"<=": "\\le", ">=": "\\ge", "!=": "\\ne"}
_SMALL_DIGITS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_COMMANDS = frozenset(
    "sin cos tan sec csc cot arcsin arccos arctan sinh cosh tanh exp log det min max".split()
)


def text_of(node: Node, form: Form) -> str:
    """The tree in one line, in ASCII, in Unicode's mathematical letters, or in LaTeX."""
    return _Writer(form).write(node)


class _Writer:
    def __init__(self, form: Form) -> None:
        self.form = form
        self.signs = _SIGNS[form]

    def write(self, node: Node) -> str:
        return _WRITERS[type(node)](self, node)

    def at_least(self, node: Node, level: int) -> str:
        text = self.write(node)
        return text if binding(node) >= level else self.bracketed(text)

    def bracketed(self, text: str) -> str:
        return f"\\left({text}\\right)" if self.form == "latex" and "\\frac" in text else f"({text})"

    def listed(self, nodes: Iterable[Node]) -> str:
        return ", ".join(map(self.write, nodes))

    def base(self, node: Node) -> str:
        """What a mark is hung on."""
        return self.at_least(node, ATOM) if not isinstance(node, tree.Sub) else self.write(node)

    def num(self, node: tree.Num) -> str:
        value = abs(node.value)
        digits = str(value.numerator)
        if value.denominator > 1:
            digits = decimal_of(value.numerator, value.denominator) or f"{digits}/{value.denominator}"
        return f"-{digits}" if node.value < 0 else digits

    def const(self, node: tree.Const) -> str:
        shown = {"unicode": {"pi": "π", "inf": "∞"}, "latex": {"pi": "\\pi", "inf": "\\infty"}}
        return shown.get(self.form, {}).get(node.name, node.name)

    def name(self, name: str) -> str:
        top, slash, bottom = name.partition("/")
        if slash and self.form == "latex":
            above, below = (f"{{\\partial {self.name(part[1:])}}}" for part in (top, bottom))
            return f"\\frac{above}{below}"
        if slash:
            d = "∂" if self.form == "unicode" else "d"
            return f"{d}{self.name(top[1:])}/{d}{self.name(bottom[1:])}"
        base, _, script = name.partition("_")
        letter = self.letter(base)
        if not script:
            return letter
        return f"{letter}_{script}" if len(script) == 1 else f"{letter}_{{{script}}}"

    def letter(self, word: str) -> str:
        if self.form == "unicode":
            return LETTERS.get(word, word)
        if self.form == "latex":
            if word in GREEK_WORDS:
                return "\\" + word
            return word if len(word) == 1 else f"\\mathrm{{{word}}}"
        return word

    def add(self, node: tree.Add) -> str:
        text = ""
        for term in node.terms:
            if isinstance(term, tree.Neg):
                text += (" - " if text else "-") + self.term(term.arg)
            else:
                text += (" + " if text else "") + self.term(term)
        return text

    def term(self, node: Node) -> str:
        return self.write(node) if isinstance(node, tree.Big) else self.at_least(node, PRODUCT)

    def neg(self, node: tree.Neg) -> str:
        return "-" + self.term(node.arg)

    def mul(self, node: tree.Mul) -> str:
        first, *rest = node.factors
        text = self.write(first) if joins_as_first(first, node) else self.bracketed(self.write(first))
        before = first
        for factor in rest:
            written = self.at_least(factor, MARKED)
            text += self.between(node, before, written) + written
            before = factor
        return text

    def between(self, node: tree.Mul, before: Node, written: str) -> str:
        """A space where it says product; a sign where a space would be read as something else."""
        if node.kind != "product":
            return self.signs[node.kind]
        called = written.startswith(("(", "\\left(")) and _takes_parentheses(before)
        bars = written.startswith(("|", "‖", "\\|")) or isinstance(before, tree.Bars | tree.Norm)
        unclear = written[0].isdigit() or written[0] == "." or written[0] == "[" or bars or called
        return (" \\times " if self.form == "latex" else " * ") if unclear else " "

    def div(self, node: tree.Div) -> str:
        if self.form == "latex" and not node.entrywise:
            return f"\\frac{{{self.write(node.left)}}}{{{self.write(node.right)}}}"
        left = self.write(node.left)
        left = left if divides_bare(node.left) else self.bracketed(left)
        sign = "/"
        if node.entrywise:
            sign = " ⊘ " if self.form == "unicode" else " ./ "
        return left + sign + self.at_least(node.right, MARKED)

    def pow(self, node: tree.Pow) -> str:
        exponent = self.write(node.exponent)
        whole = isinstance(node.exponent, tree.Num) and exponent.isdigit()
        if node.entrywise:
            return f"{self.base(node.base)}.^{exponent if whole else self.bracketed(exponent)}"
        if self.form == "latex":
            return f"{self.base(node.base)}^{{{exponent}}}"
        if whole and self.form == "unicode":
            return self.base(node.base) + exponent.translate(_SMALL_DIGITS)
        letter = isinstance(node.exponent, tree.Sym) and len(exponent) == 1 and exponent != "T"
        return f"{self.base(node.base)}^{exponent if whole or letter else self.bracketed(exponent)}"

    def transpose(self, node: tree.Transpose) -> str:
        inner = node.arg.arg if isinstance(node.arg, tree.Inverse) else node.arg
        sign = "-T" if isinstance(node.arg, tree.Inverse) else "T"
        return self.base(inner) + self.mark(sign)

    def mark(self, sign: str) -> str:
        if self.form == "unicode":
            return {"T": "ᵀ", "-T": "⁻ᵀ", "-1": "⁻¹", "+": "⁺"}[sign]
        return f"^{{{sign}}}" if self.form == "latex" and len(sign) > 1 else f"^{sign}"

    def call(self, node: tree.Call) -> str:
        name, inner = node.name, self.listed(node.args)
        if self.form == "latex":
            if name == "sqrt":
                return f"\\sqrt{{{inner}}}"
            known = name in _COMMANDS
            name = f"\\{name}" if known else f"\\operatorname{{{name}}}"
            return name + self.bracketed(inner)
        return f"{name}({inner})"

    def bars(self, node: tree.Bars) -> str:
        inner = self.write(node.arg)
        return f"|({inner})|" if "|" in inner else f"|{inner}|"

    def norm(self, node: tree.Norm) -> str:
        inner = self.write(node.arg)
        if self.form == "ascii":
            return f"norm({inner}, {node.order})" if node.order else f"norm({inner})"
        bar = "\\|" if self.form == "latex" else "‖"
        held = self.bracketed(inner) if bar in inner or "|" in inner else inner
        order = {"inf": "\\infty" if self.form == "latex" else "∞"}.get(node.order, node.order)
        return f"{bar}{held}{bar}" + (f"_{order}" if order else "")

    def indices(self, nodes: tuple[Node, ...]) -> str:
        texts = [self.write(node) for node in nodes]
        if len(texts) == 1 and len(texts[0]) == 1:
            return "_" + texts[0]
        return "_{" + ",".join(texts) + "}"

    def big(self, node: tree.Big) -> str:
        sign = {"ascii": node.kind, "latex": "\\" + node.kind, "unicode": "∑" if node.kind == "sum" else "∏"}
        index = self.name(node.index)
        under = f"_{index}" if len(index) == 1 else f"_{{{index}}}"
        if node.lower is not None:
            under = f"_{{{index}={self.write(node.lower)}}}"
        over = f"^{{{self.write(node.upper)}}}" if node.upper is not None else ""
        return f"{sign[self.form]}{under}{over} {self.at_least(node.body, PRODUCT)}"

    def identity(self, node: tree.Identity) -> str:
        if node.size is None:
            return "I"
        size = self.write(node.size)
        return f"I_{size}" if len(size) == 1 else f"eye({size})"

    def filled(self, node: tree.Filled) -> str:
        name = "ones" if node.value else "zeros"
        return f"{name}({self.listed(node.sizes)})" if node.sizes else name

    def matrix(self, node: tree.Matrix) -> str:
        if self.form == "latex":
            rows = " \\\\ ".join(" & ".join(map(self.write, cells)) for cells in node.rows)
            return f"\\begin{{bmatrix}} {rows} \\end{{bmatrix}}"
        return "[" + ", ".join(f"[{self.listed(cells)}]" for cells in node.rows) + "]"

    def set_of(self, node: tree.SetOf) -> str:
        inner = self.listed(node.items)
        return f"\\{{{inner}\\}}" if self.form == "latex" else f"{{{inner}}}"

    def interval(self, node: tree.Interval) -> str:
        left, right = "[" if node.closed_low else "(", "]" if node.closed_high else ")"
        return f"{left}{self.listed((node.low, node.high))}{right}"

    def relation(self, node: tree.Relation) -> str:
        sign = self.signs.get(node.kind, node.kind)
        return f"{self.at_least(node.left, UNION)} {sign} {self.at_least(node.right, UNION)}"

    def worded(self, nodes: tuple[Node, ...], word: str, level: int) -> str:
        joint = f" \\text{{ {word} }} " if self.form == "latex" else f" {word} "
        return joint.join(self.at_least(node, level) for node in nodes)

    def expectation(self, node: tree.Expectation) -> str:
        law = f"{node.distribution}({self.listed(node.parameters)})"
        return f"E({self.write(node.body)}; {self.name(node.variable)} ~ {law})"


def _takes_parentheses(node: Node) -> bool:
    """Whether parentheses behind it would be read as its argument or its size."""
    match node:
        case tree.Sym(name=name):
            return name in FUNCTIONS
        case tree.Identity(size=None) | tree.Filled(sizes=()):
            return True
    return False


_WRITERS: dict[type[Node], Callable[..., str]] = {
    tree.Num: _Writer.num,
    tree.Const: _Writer.const,
    tree.Sym: lambda writer, node: writer.name(node.name),
    tree.Identity: _Writer.identity,
    tree.Filled: _Writer.filled,
    tree.Add: _Writer.add,
    tree.Neg: _Writer.neg,
    tree.Mul: _Writer.mul,
    tree.Div: _Writer.div,
    tree.Pow: _Writer.pow,
    tree.Transpose: _Writer.transpose,
    tree.Inverse: lambda writer, node: writer.base(node.arg) + writer.mark("-1"),
    tree.PseudoInverse: lambda writer, node: writer.base(node.arg) + writer.mark("+"),
    tree.Call: _Writer.call,
    tree.Bars: _Writer.bars,
    tree.Norm: _Writer.norm,
    tree.Sub: lambda writer, node: writer.base(node.arg) + writer.indices(node.indices),
    tree.Delta: lambda writer, node: writer.letter("delta") + writer.indices((node.first, node.second)),
    tree.Big: _Writer.big,
    tree.Matrix: _Writer.matrix,
    tree.Tuple: lambda writer, node: f"({writer.listed(node.items)})",
    tree.SetOf: _Writer.set_of,
    tree.Interval: _Writer.interval,
    tree.Union: lambda writer, node: writer.signs["union"].join(writer.at_least(p, SUM) for p in node.parts),
    tree.Relation: _Writer.relation,
    tree.And: lambda writer, node: writer.worded(node.parts, "and", RELATION),
    tree.Or: lambda writer, node: writer.worded(node.parts, "or", BOTH),
    tree.Expectation: _Writer.expectation,
}
