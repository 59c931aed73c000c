"""Pairs of expressions that are equivalent or only nearly so, as each grader reads them best.

`ours` is what a learner types; `sympy` is Python over the names in NAMES; `latex` is for Math-Verify. A pair of
matrices is given to SymPy with MatrixExpr symbols of a symbolic size.
"""

from dataclasses import dataclass

SCALARS = "x, y, t: scalar; a, b, p, q: positive; n, k: natural"
ARRAYS = "A, B, C: invertible(n); M: matrix(n, n); S: symmetric(n); u, v: vector(n); c: scalar"


@dataclass(frozen=True)
class Pair:
    kind: str  # scalar or matrix
    same: bool
    ours: tuple[str, str]
    sympy: tuple[str, str]
    latex: tuple[str, str]

    @property
    def symbols(self):
        return SCALARS if self.kind == "scalar" else ARRAYS


# expected | answers that are the same, parted by ; | near misses, parted by ;   — in Python's spelling
SCALAR_TABLE = """
2*x*y | x*y + y*x; 2*y*x; x*(y + y) | x*y; 2*x + y; x*2/y
x**2 + 2*x + 1 | (x + 1)**2; 1 + x*(x + 2); (x**3 + 3*x**2 + 3*x + 1)/(x + 1) | x**2 + 2*x - 1; (x - 1)**2; x**2 + 1
x**2 - y**2 | (x - y)*(x + y); -(y - x)*(y + x) | (x - y)**2; x**2 + y**2
1/(2*x) | 1/x/2; (2*x)**(-1); 1/(x + x) | 2/x; x/2; 1/2 + x
1/x + 1/y | (x + y)/(x*y); (y + x)/x/y | 2/(x + y); 1/(x + y)
x | log(exp(x)); (x**2 - 1)/(x - 1) - 1; x**3/x**2 | Abs(x); sqrt(x**2); x + 10**(-12); x*(1 + 10**(-30)); Max(x, -1000)
a | sqrt(a**2); Abs(a); exp(log(a)) | a + 10**(-15); sqrt(a); -sqrt(a**2)
log(a*b) | log(a) + log(b); log(b*a) | log(a)*log(b); log(a + b)
log(x**2) | 2*log(Abs(x)) | 2*log(x); log(x)**2
log(a**x) | x*log(a) | log(x)*a; log(a)**x
exp(x + y) | exp(x)*exp(y); exp(y)*exp(x) | exp(x) + exp(y); exp(x*y)
exp(2*x) | exp(x)**2; exp(x)*exp(x) | exp(x**2); 2*exp(x)
sin(x)**2 + cos(x)**2 | 1; cos(x)**2 + sin(x)**2; cosh(y)**2 - sinh(y)**2 | sin(x) + cos(x); sin(x)**2 - cos(x)**2
sin(2*x) | 2*sin(x)*cos(x); 2*tan(x)/(1 + tan(x)**2) | 2*sin(x); sin(x)**2; 2*sin(x)*sin(x)
cos(2*x) | 1 - 2*sin(x)**2; 2*cos(x)**2 - 1; cos(x)**2 - sin(x)**2 | 1 - sin(x)**2; 2*cos(x)
tan(x) | sin(x)/cos(x); sin(2*x)/(1 + cos(2*x)) | cos(x)/sin(x); sin(x)*cos(x)
cos(x) | sin(pi/2 - x); sin(x + pi/2); -cos(x + pi) | sin(x); sin(x - pi/2); cos(x + pi)
sin(x + y) | sin(x)*cos(y) + cos(x)*sin(y) | sin(x) + sin(y); sin(x)*cos(y) - cos(x)*sin(y)
sin(3*x) | 3*sin(x) - 4*sin(x)**3 | 3*sin(x); 3*sin(x) - 3*sin(x)**3
cos(x)*cos(y) | (cos(x - y) + cos(x + y))/2 | cos(x*y); (cos(x - y) - cos(x + y))/2
sinh(x) | (exp(x) - exp(-x))/2; (exp(2*x) - 1)/(2*exp(x)) | (exp(x) + exp(-x))/2; exp(x) - exp(-x)
tanh(x) | (exp(2*x) - 1)/(exp(2*x) + 1); 1 - 2/(exp(2*x) + 1) | (exp(x) - 1)/(exp(x) + 1); sinh(x)*cosh(x)
1/(1 + exp(-x)) | exp(x)/(1 + exp(x)); (1 + tanh(x/2))/2; 1 - 1/(1 + exp(x)) | 1/(1 + exp(x)); exp(-x)/(1 + exp(-x))
exp(-x)/(1 + exp(-x))**2 | 1/(1 + exp(-x))*(1 - 1/(1 + exp(-x))); 1/(2 + exp(x) + exp(-x)) | 1/(1 + exp(-x))**2; exp(x)/(1 + exp(-x))**2
asin(x) | pi/2 - acos(x) | acos(x); 1/sin(x)
atan(a) | pi/2 - atan(1/a) | atan(1/a); pi/2 + atan(1/a)
sqrt(x**2 + y**2) | (x**2 + y**2)**(1/2); Abs(x + y*I) | x + y; sqrt(x**2) + sqrt(y**2)
sqrt(a*b) | sqrt(a)*sqrt(b) | sqrt(a) + sqrt(b); a*b
sqrt(8) | 2*sqrt(2); 4/sqrt(2) | 4*sqrt(2); 2828/1000
Abs(x - y) | Abs(y - x); sqrt((x - y)**2); Max(x - y, y - x) | x - y; Abs(x) - Abs(y); Abs(x + y)
Max(x, y) | (x + y + Abs(x - y))/2; -Min(-x, -y) | x + y; (x + y - Abs(x - y))/2
1/(sqrt(a) + sqrt(b)) | (sqrt(a) - sqrt(b))/(a - b) | 1/sqrt(a + b); (sqrt(a) + sqrt(b))/(a + b)
(x**5 - 1)/(x - 1) | 1 + x + x**2 + x**3 + x**4 | 1 + x + x**2 + x**3; x**4 - 1
(x + y)**7 | (x + y)**3*(x + y)**4; (y + x)**7 | x**7 + y**7; (x + y)**6*(x - y)
n*(n + 1)/2 | (n**2 + n)/2; ((n + 1)**2 - (n + 1))/2 | n*(n - 1)/2; n**2/2
(-1)**(2*n) | 1; ((-1)**n)**2 | -1; (-1)**n
2**(n + 1) | 2*2**n; 2**n + 2**n | 4**n; 2**n + 1
a**(x + y) | a**x*a**y | a**x + a**y; a**(x*y)
p*(1 - p) + q*(1 - q) | p + q - p**2 - q**2 | p*(1 - p)*q*(1 - q); p + q - (p + q)**2
x*exp(x) + exp(x) | (x + 1)*exp(x) | x*exp(x + 1); x*exp(x)
pi | acos(-1); 4*atan(1) | 22/7; 355/113; 31416/10000
1/3 | 2/6; 3**(-1) | 333333333333/1000000000000; 3
(1 + sqrt(5))/2 | 2/(sqrt(5) - 1); 1 + 2/(1 + sqrt(5)) | (1 - sqrt(5))/2; 1618/1000
"""

# expected | same | near misses   — in our spelling; SymPy's and LaTeX's are made from it
MATRIX_TABLE = """
tr(A B) | tr(B A); tr(B' A') | tr(A) tr(B); tr(A B'); tr(A) + tr(B)
tr(A B C) | tr(C A B); tr(B C A); tr(C' B' A') | tr(A C B); tr(C B A)
(A B)' | B' A' | A' B'; A B; B A'
(A B)^-1 | B^-1 A^-1 | A^-1 B^-1; A B; B^-1 A
(A')^-1 | (A^-1)' | A^-1; A'
(A B C)^-1 | C^-1 B^-1 A^-1; C^-1 (A B)^-1 | A^-1 B^-1 C^-1; C^-1 A^-1 B^-1
A^2 | A A; A^3 A^-1 | A' A; A + A; A A'
(A + B)^2 | A A + A B + B A + B B; A (A + B) + B (A + B) | A A + 2 A B + B B; A A + B B
(A + B)(A - B) | A A - A B + B A - B B | A A - B B; A A + A B - B A - B B
A B - B A | -(B A - A B) | B A - A B; A B; A A - B B
S' u | S u; (u' S)' | -S u; S v
2 S u | (S + S') u; S u + S' u; 2 (u' S)' | S u; 3 S u; S S u
(M + M') u | M u + M' u; (u' M)' + M u | 2 M u; 2 M' u; M u
u' M v | v' M' u; (M' u)' v; tr(M v u') | v' M u; u' M' v; u' v
u' (M + M') u | 2 u' M u; 2 u' M' u | u' M u; u' M M' u
u v' M | u (M' v)' | v u' M; M u v'; u v' M'
det(A B) | det(A) det(B); det(B A); det(B) det(A') | det(A) + det(B); det(A + B); det(A B^-1)
det(A^-1) | 1/det(A); 1/det(A') | det(A); -det(A)
det(A') | det(A) | 1/det(A); -det(A)
A^-1 + B^-1 | A^-1 (A + B) B^-1; B^-1 (A + B) A^-1 | (A + B)^-1; A^-1 B^-1
A^-1 - B^-1 | A^-1 (B - A) B^-1 | A^-1 (A - B) B^-1; (A - B)^-1
A (I + B A)^-1 | (I + A B)^-1 A | (I + B A)^-1 A; A (I + A B)^-1
(I + A)^-1 | I - A (I + A)^-1; I - (I + A)^-1 A | I - A; I + A^-1
(A + u v')^-1 | A^-1 - A^-1 u v' A^-1/(1 + v' A^-1 u) | A^-1 - A^-1 u v' A^-1; A^-1 + A^-1 u v' A^-1/(1 + v' A^-1 u)
c (A + B) | c A + c B; A c + B c | c A + B; c A B
tr(A + B) | tr(A) + tr(B); tr(B' + A) | tr(A) tr(B); tr(A - B)
tr(c A) | c tr(A); c tr(A') | tr(A)/c; tr(A)
tr(u v') | u' v; v' u; tr(v u') | u' u; v' v
(M - S)' (M - S) | M' M - M' S - S M + S S | M' M - 2 M' S + S S; M' M - S S
A B A^-1 | A (A B^-1)^-1 | B; A^-1 B A
"""

NAMES = "x y t a b p q n k".split()


def _sides(line):
    expected, same, near = (part.strip() for part in line.split("|"))
    for good in same.split(";"):
        yield True, expected, good.strip()
    for bad in near.split(";"):
        yield False, expected, bad.strip()


def _lines(table):
    return [line for line in table.strip().splitlines() if line.strip()]


def scalar_pairs():
    from tests.bench.spellings import latex_of_python, ours_of_python

    return [
        Pair(
            "scalar",
            same,
            (ours_of_python(one), ours_of_python(other)),
            (one, other),
            (latex_of_python(one), latex_of_python(other)),
        )
        for line in _lines(SCALAR_TABLE)
        for same, one, other in _sides(line)
    ]


def matrix_pairs():
    from tests.bench.spellings import latex_of_ours, sympy_of_ours

    return [
        Pair(
            "matrix",
            same,
            (one, other),
            (sympy_of_ours(one, ARRAYS), sympy_of_ours(other, ARRAYS)),
            (latex_of_ours(one, ARRAYS), latex_of_ours(other, ARRAYS)),
        )
        for line in _lines(MATRIX_TABLE)
        for same, one, other in _sides(line)
    ]


def pairs():
    return scalar_pairs() + matrix_pairs()
