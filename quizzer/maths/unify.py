"""Solving for sizes that nobody wrote: the n of a bare `I` beside an n×n matrix."""

from __future__ import annotations

from quizzer.maths.sizes import ONE, Shape, Size


class Unifier:
    """Unknown sizes, `?1`, `?2` …, and what is known of them so far."""

    def __init__(self, default: Size = ONE) -> None:
        """Start with nothing known; what stays unknown will be `default`."""
        self._default = default
        self._known: dict[str, Size] = {}
        self._made = 0

    def fresh(self) -> Size:
        """A size that is not known yet."""
        self._made += 1
        return Size.of(f"?{self._made}")

    def size(self, size: Size) -> Size:
        """The size with what is known put in."""
        known = self._known
        if not known:
            return size
        while not known.keys().isdisjoint(size.names):
            size = size.replaced(known)
        return size

    def shape(self, shape: Shape) -> Shape:
        """The shape with what is known put in."""
        if not self._known:
            return shape
        return Shape(self.size(shape.rows), self.size(shape.cols))

    def agree(self, one: Size, other: Size) -> bool:
        """Whether two sizes are the same, or can be made so; then they are from here on."""
        one, other = self.size(one), self.size(other)
        if one.terms == other.terms:
            return True
        for left, right in ((one, other), (other, one)):
            name = _unknown(left)
            if name and name not in right.names:
                self._known[name] = right
                return True
        for left, right in ((one, other), (other, one)):
            found = _quotient(left, right)
            if found is not None:
                name, size = found
                self._known[name] = size
                return True
        return False

    def agree_shapes(self, one: Shape, other: Shape) -> bool:
        """Whether two shapes are the same, or can be made so."""
        return self.agree(one.rows, other.rows) and self.agree(one.cols, other.cols)

    def settled(self, size: Size) -> Size:
        """The size with all that is still unknown put to the default."""
        size = self.size(size)
        unknown = [name for name in size.names if name[0] == "?"]
        return size.replaced(dict.fromkeys(unknown, self._default)) if unknown else size

    def save(self) -> dict[str, Size]:
        """What is known, to come back to."""
        return dict(self._known)

    def restore(self, known: dict[str, Size]) -> None:
        """Forget what was learned since `save`."""
        self._known = known


def _quotient(left: Size, right: Size) -> tuple[str, Size] | None:
    """What the unknown of a product must be: `?·n` is n² where `?` is n, as of I ⊗ A."""
    if len(left.terms) != 1:
        return None
    names, count = left.terms[0]
    unknown = [name for name in names if name.startswith("?")]
    if len(unknown) != 1 or unknown[0] in right.names:
        return None
    known = [name for name in names if name != unknown[0]]
    total = Size(())
    for others, times in right.terms:
        rest = list(others)
        if times % count or any(known.count(name) > rest.count(name) for name in known):
            return None
        for name in known:
            rest.remove(name)
        total += Size(((tuple(rest), times // count),))
    return unknown[0], total


def _unknown(size: Size) -> str | None:
    """The name of a size that is one unknown and nothing else."""
    if len(size.terms) == 1:
        names, count = size.terms[0]
        if count == 1 and len(names) == 1 and names[0].startswith("?"):
            return names[0]
    return None
