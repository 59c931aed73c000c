"""A long hunt through the reader and the shaper, by hand: `python -m tests.bench.fuzz_reading [texts] [seed]`.

Random texts out of the reader's own alphabet, and mutations of texts that are right, are read and shaped. What may
come back is a tree, a ReadingError or a ShapeError, its columns inside the text, in less than half a second. The
slowest texts are printed with their times.
"""

import heapq
import random
import sys
import time

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.shapes import ShapeError, infer
from quizzer.maths.tokens import ReadingError
from quizzer.maths.typeset.as_text import text_of

SCOPES = [
    read_scope(
        "A, B: matrix(n, n); X: matrix(m, n); x, y: vector(n); b: vector(m); c, k: scalar; i: index(n)"
    ),
    read_scope(
        "x, y, a, T: scalar; f: function(scalar -> scalar); g: function(vector(n), scalar -> matrix(n, n))"
    ),
    read_scope("z, w: complex; dL/dy: vector(k); x_1, y_hat: scalar; S: spd(3)"),
    read_scope({}, open_names=True),
]
PIECES = (
    "A B X x y b c k i T f g z w S x_1 dL/dy y_hat Σ σ λ pi e inf 0 1 2 12 0.5 1e3 ½ + - * / ^ ' ( ) [ ] { } | || ‖"
    " , ; = < <= ≠ ∈ ∪ & ! . .* ./ .^ ** @ · × ⊙ ⊗ ⊘ ± ~ : % ° † ᵀ ⁻¹ ² ᵏ ₁ ᵢ √ ∂ ∇ ∑ ∏ ⟨ ⟩ ⌊ ⌋ sin log exp tr det sum"
    " prod max min norm diag vec kron I eye ones zeros delta_ij or and in sum_{i=1}^n _i _{ij} ^T ^{-1} ^{-T} .T .sum()"
    r" .dot( \frac{ }{ \sqrt{ \sqrt[3]{ \left( \right) \left| \right| \cdot \mathbf{x} \operatorname{Tr} \hat{y} \|"
    r" \begin{bmatrix} \end{bmatrix} \\ \, \ \text{or} \partial \nabla \sum_{k} \{ \} \lVert \rVert \vec \over"
).split()
RIGHT = (
    "(A + A^T) x", "X^T (σ(X x) ⊙ (1 - σ(X x)))", r"\frac{1}{2} \|A x - y\|_2^2", "sum_{k=1}^n A_ik x_k", "|x - |y||",
    r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", "[1 2; 3 4]", "x = 1 or x = -1", "(-inf, 0) ∪ [1, 2)",
    "A^-1 B^-T x", "tr(A B) + log det(A)", "np.linalg.inv(A.T @ A) @ A.T @ x", "s_i (delta_ij - s_j)", "2 dL/dy + 1",
)  # fmt: skip
SLOWEST_ALLOWED = 0.5


def random_text(rng):
    if rng.random() < 0.3:
        text = list(rng.choice(RIGHT))
        for _ in range(rng.randint(1, 6)):
            place = rng.randrange(len(text) + 1)
            change = rng.random()
            if change < 0.4:
                text[place:place] = rng.choice(PIECES)
            elif change < 0.8:
                del text[place : place + rng.randint(1, 3)]
            else:
                text[place:place] = chr(
                    rng.choice([0, 9, 10, 0x202E, 0x301, 0x200B, 0xD800, 0x1D7CF, 0xFF12, 0x661])
                )
        return "".join(text)
    gap = rng.choice(["", " ", " "])
    return gap.join(rng.choice(PIECES) for _ in range(rng.randint(1, rng.choice([6, 12, 40, 400]))))


def read_and_shape(text, scope):
    """The tree that is read, or None; raises what must not be raised."""
    try:
        tree = parse(text, scope, drop_left=len(text) % 2 == 0, verify=len(text) % 3 == 0)
        infer(tree, scope, text=text)
    except (ReadingError, ShapeError) as error:
        refusal = error
    else:
        return tree
    start, end = refusal.span
    assert 0 <= start <= end <= len(text), f"{refusal.span} of {len(text)}"
    assert refusal.message
    assert refusal.message.isprintable()
    return None


def main(count=50_000, seed=1):
    rng = random.Random(seed)
    slow, readable, unlike = [], 0, 0
    for _ in range(count):
        text, scope = random_text(rng), rng.choice(SCOPES)
        started = time.perf_counter()
        try:
            tree = read_and_shape(text, scope)
        except Exception:
            print(f"seed {seed}: {text!r} in {scope.symbols}")
            raise
        seconds = time.perf_counter() - started
        heapq.heappush(slow, (seconds, text[:100]))
        if len(slow) > 5:
            heapq.heappop(slow)
        if tree is not None:
            readable += 1
            again = None
            try:
                again = parse(text_of(tree, "ascii"), scope, verify=True)
            except ReadingError as error:
                if len(text) < 60:
                    print(f"not read back: {text!r} as {text_of(tree, 'ascii')!r}: {error.message}")
            unlike += again != tree
    for seconds, text in sorted(slow, reverse=True):
        print(f"{seconds * 1000:8.2f} ms  {text!r}")
    print(f"{count:,} texts, {readable:,} of them read, {unlike:,} not read back as they were written")
    assert slow[-1][0] < SLOWEST_ALLOWED


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
