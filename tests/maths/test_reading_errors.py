"""What cannot be read is refused in one plain sentence, under the columns it speaks of."""

import re

import pytest

from quizzer.maths.declarations import read_scope
from quizzer.maths.parse import parse
from quizzer.maths.tokens import ReadingError

SCOPE = read_scope(
    "A, B: matrix(n, n); x, y: vector(n); c, t, u, theta, lambda: scalar; f: function(scalar -> scalar);"
    " g: function(vector(n), scalar -> scalar)"
)
# What is typed, and below it the columns in question and the sentence.
REFUSED = r"""
A x^
   ~ a power is missing after ^; for a transpose type ^T or '
A^
 ~ a power is missing after ^; for a transpose type ^T or '
c^*2
 ~ a power is missing after ^; for a transpose type ^T or '
A x^{}
   ~ a power is missing after ^; for a transpose type ^T or '
A^{T
  ~ the bracket { is not closed
expm(A)
~~~~ no function `expm`: functions of a matrix act entry by entry here
c!!
 ~~ a double factorial is not read; of n! the factorial is (n!)!
\frac{d}{dx} c
~~~~~~ a derivative is an instruction; write its value
lim c
~~~ a limit is an instruction; write its value
exponential(c)
~~~~~~~~~~~ no function `exponential`; did you mean `exp`?
sum_{1<=i<j<=q} x_i
             ~ `q` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
(c, t) = 3
~~~~~~ a relation stands between expressions, not beside a tuple
c +
  ~ something is missing after +
c + * t
  ~~~ + and * stand side by side; something is missing between them
c * / t
  ~~~ * and / stand side by side; something is missing between them
c ** * t
  ~~ a power is missing after **; for a transpose type ^T or '
* c
~ `*` cannot stand at the start
=
~ `=` cannot stand at the start
c -
  ~ something is missing after -
c /
  ~ something is missing after /
(c + t
~ the bracket ( is not closed
c + t)
     ~ ) closes a bracket that was not opened
(c + t]
      ~ ( is closed by ]
[1, 2; 3]
~~~~~~~~~ the rows of this matrix have 2, 1 entries
{c, t
~ the bracket { is not closed
()
~~ there is nothing between these parentheses
[]
~~ there is nothing between these brackets
sin()
~~~ `sin` of what? Nothing stands in its parentheses
f()
 ~~ there is nothing between these brackets
f(c, t)
~~~~~~~ `f` takes one argument, not 2
f
~ `f` is a function: write f(…)
f'(c)
 ~ `f'` is a derivative; write it out
g(c)
~~~~ `g` takes two arguments, not 1
sin
~~~ `sin` of what? Write sin(…)
sin +
~~~ `sin` of what? Write sin(…)
log
~~~ `log` of what? Write log(…)
max c
~~~ `max` needs parentheses: max(…)
max()
~~~ `max` of what? Nothing stands in its parentheses
sigm(c)
~~~~ no function `sigm`; did you mean `sigmoid`?
SIN(c)
~~~ no function `SIN`; did you mean `sin`?
sine(c)
~~~~ no function `sine`; did you mean `sin`?
foo(c)
~~~ no function `foo`
Q
~ `Q` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
Q x
~ `Q` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
xTAx
~~~~ `xTAx` is not declared here; did you mean `x^T A x`?
AT
~~ `AT` is not declared here; did you mean `A^T`?
lamda
~~~~~ `lamda` is not declared here; did you mean `lambda`?
thet
~~~~ `thet` is not declared here; did you mean `theta`?
1 2
  ~ two numbers stand side by side; an operator is missing between them
2 3x
  ~ two numbers stand side by side; an operator is missing between them
1.5 2
    ~ two numbers stand side by side; an operator is missing between them
c 2 3
    ~ two numbers stand side by side; an operator is missing between them
c..t
 ~~ dots are not read; write a sum, or every entry
c.t
 ~ a point alone means nothing; a product is * or ·
x.foo()
 ~~~~ no method `foo` is read
x.shape
 ~~~~~~ `.shape` is not read
x.sum(axis=0)
      ~~~~ `axis` is not read; A 1 sums along rows, 1^T A down columns
np.sum(A, axis=1)
          ~~~~ `axis` is not read; A 1 sums along rows, 1^T A down columns
A \ x
  ~ `\` does not divide here; to solve A x = b type A^-1 b
A\x
 ~~ no command `\x`; to solve A x = b type A^-1 b
\foo
~~~~ no command `\foo`
\fraq{1}{2}
~~~~~ no command `\fraq`; did you mean `\frac`?
\alhpa
~~~~~~ no command `\alhpa`; did you mean `\alpha`?
\left(c
     ~ the bracket ( is not closed
\left
~~~~~ a bracket is missing after \left
c\right)
       ~ ) closes a bracket that was not opened
\frac{1}
~~~~~ \frac is missing an argument
\frac
~~~~~ \frac is missing an argument
\frac{}{2}
     ~~ there is nothing between these braces
\sqrt
~~~~~ the root of what? Write sqrt(…)
\sqrt{}
     ~~ there is nothing between these braces
sqrt
~~~~ `sqrt` of what? Write sqrt(…)
\begin{bmatrix} 1 & 2 \\ 3 & 4
                             ~ \end{bmatrix} is missing here
\begin{bmatrix} 1 & 2 \\ 3 \end{bmatrix}
~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~ the rows of this matrix have 2, 1 entries
\begin{bmatrix} 1 \end{pmatrix}
                  ~~~~~~~~~~~~~ \end{bmatrix} is missing here
\begin{cases} 1 \end{cases}
~~~~~~~~~~~~~ `cases` is not a matrix that is read; use bmatrix
\mathbf{x
       ~ the brace { is not closed
\hat{x y}
~~~~~~~~~ `\hat` stands over one name
|c
~ the bar | is not closed
|c|t|
    ~ this bar has no partner
||x||_3
      ~ a norm is ‖x‖_1, ‖x‖_2, ‖x‖_inf or ‖A‖_F
||x
 ~ the bar | is not closed
‖x‖_
   ~ a subscript is missing after _
x_
 ~ a subscript is missing after _
x_{}
  ~~ a subscript is missing between these braces
A_{i
  ~ the bracket { is not closed
delta_i
~~~~~~~ Kronecker's delta takes two indices, as in delta_ij
I_{m,n}
~~~~~~~ an identity matrix is square
sum_{k=1
    ~ the bracket { is not closed
sum_{k<3} k
     ~ `k` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
sum_{1} c
~~~~~~~ a sum runs over an index, as in sum_i or sum_{i=1}^n
sum x_i =
        ~ something is missing after =
log_q(c)
    ~ the base of this logarithm is not declared
norm(x, 3)
        ~ a norm is ‖x‖_1, ‖x‖_2, ‖x‖_inf or ‖A‖_F
norm(x, 1, 2)
~~~~~~~~~~~~~ `norm` takes two arguments, not 3
binomial(c)
~~~~~~~~~~~ `binomial` takes two arguments, not 1
root(c)
~~~~~~~ `root` takes two arguments, not 1
log(c, 2)
~~~~~~~~~ `log` takes one argument, its base goes below: log_b(x)
sum(c, k)
       ~ `k` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
∇f
~ ∇ is an instruction; write the gradient itself
\nabla c
~~~~~~ ∇ is an instruction; write the gradient itself
d/dc
~~~~ a derivative is an instruction; write its value
∂c
~ a derivative is an instruction; write its value
\frac{\partial c}{\partial t}
~~~~~~ a derivative is an instruction; write its value
∫ c
~ an integral is an instruction; write its value
\int c
~~~~ an integral is an instruction; write its value
\lim c
~~~~ a limit is an instruction; write its value
1, ..., n
   ~~~ dots are not read; write a sum, or every entry
1 + … + c
    ~ dots are not read; write a sum, or every entry
c ≈ 2
  ~ an approximation is not read; write the exact value
c \approx 2
  ~~~~~~~ an approximation is not read; write the exact value
c ∩ t
  ~ only unions ∪ of sets are read
a
~ `a` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
c & t
  ~ `&` cannot stand here
c # t
  ~ `#` means nothing here
c ? t
  ~ `?` means nothing here
c $ # t
    ~ `#` means nothing here
5 % 2
  ~ `%` means hundredths behind a number; a remainder is mod(a, b)
A^*
~~~ ^* is a conjugate, and all is real here; a transpose is ^T
c =
  ~ something is missing after =
c = = t
  ~ something is missing after =
c < > t
  ~ something is missing after <
c <
  ~ something is missing after <
c or
  ~~ something is missing after or
or c
~~ `or` cannot stand at the start
(0, 1
~ the bracket ( is not closed
]0, 1]
~ an open end is a round bracket here, as in (0, 1]
[0, 1[
     ~ an open end is a round bracket here, as in [0, 1)
x[1]
 ~~~ for an entry type x_1, counted from 1
x(2)
 ~~~ for an entry type x_2, counted from 1
A[1,2]
 ~~~~~ for an entry type A_12, counted from 1
A(i, j)
 ~~~~~~ for an entry type A_{ij}
c t u v w
      ~ `v` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
2c3 4
    ~ two numbers stand side by side; an operator is missing between them
c^t^
   ~ a power is missing after ^; for a transpose type ^T or '
x'y'z
    ~ `z` is not declared here; declared are A, B, x, y, c, t, u, theta, lambda, f, g
<x>
~~~ ⟨ ⟩ takes two vectors, as in ⟨x, y⟩
E(c)
~ `E` is an instruction; write its value
grad(c, x)
~~~~ `grad` is an instruction; write its value
1e99999
~~~~~~~ an exponent of more than 4,000 is more than is read
"""
LINES = REFUSED.strip("\n").splitlines()


@pytest.mark.parametrize(("typed", "answer"), list(zip(LINES[::2], LINES[1::2], strict=True)), ids=LINES[::2])
def test_the_refusal_is_a_sentence_under_its_columns(typed, answer):
    with pytest.raises(ReadingError) as caught:
        parse(typed, SCOPE)
    start, end = caught.value.span
    assert f"{' ' * start}{'~' * (end - start)} {caught.value.message}" == answer


def test_a_sentence_is_one_line_of_a_bearable_length():
    sentences = [re.sub(r"^ *~* ", "", line) for line in LINES[1::2]]
    assert all(len(sentence) < 130 for sentence in sentences)
    assert not any(sentence.endswith(".") for sentence in sentences)


@pytest.mark.parametrize(
    ("typed", "columns"),
    [("x^T (A y +", (9, 10)), ("  2 Q x", (4, 5)), (r"\mathbf{x} + \mathbf{Q}", (21, 22))],
)
def test_columns_are_those_of_the_whole_text(typed, columns):
    with pytest.raises(ReadingError) as caught:
        parse(typed, SCOPE)
    assert caught.value.span == columns


def test_with_open_names_a_single_letter_needs_no_declaration():
    assert parse("a x + b", read_scope("x: scalar", open_names=True))
    with pytest.raises(ReadingError, match="`a` is not declared here; declared are x"):
        parse("a x + b", read_scope("x: scalar"))


def test_an_empty_scope_lists_nothing():
    with pytest.raises(ReadingError, match=r"^`a` is not declared here$"):
        parse("a", read_scope(""))


def test_a_left_side_that_is_dropped_need_not_be_readable():
    scope = read_scope("x: scalar")
    for left in (
        "∫ f dx",
        "lim_{n→∞} s_n",
        "d²y/dx²",
        r"\lim f",
        "f'(x)",
        "y",
        "Q(x, y)",
        r"\nabla f(x) &",
        "answer:",
        "#",
    ):
        assert parse(f"{left} = 2 x", scope, drop_left=True) == parse("2 x", scope)
    with pytest.raises(ReadingError, match="something is missing after ="):
        parse("2 x =", scope, drop_left=True)
    with pytest.raises(ReadingError, match="`#` means nothing here"):
        parse("y = 2 # x", scope, drop_left=True)
