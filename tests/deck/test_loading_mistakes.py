"""One run names every mistake of a deck, each with its line and its column."""

from __future__ import annotations

from quizzer.deck.loading import load

DECK = r"""
deck: Everything wrong
«abuot: x
symbols:
  A: matrix(n, n)
  «x y: vector(n)
  q: «vektor(n)
cards:
  - id: unknown-field
    «promt: What?
    answer: x

  - «id: no-kind
    prompt: Nothing is asked.

  - id: two-kinds
    prompt: Two are.
    answer: x
    «text: x

  - id: twice
    prompt: The same field twice.
    answer: x
    «answer: y

  - id: «twice
    prompt: The same id twice.
    answer: x

  - id: list-for-text
    prompt: «[a, b]
    answer: x

  - id: set-without-quotes
    prompt: Which?
    answer: [x, «{1, 2}]

  - id: «two words
    prompt: An id with a space.
    answer: x

  - id: empty
    prompt: Nothing to be right.
    «answer:

  - id: comma-in-braces
    prompt: The comma ends the value.
    symbols: {X: «matrix(b, «d)}
    answer: X

  - id: half-a-mistake
    prompt: What is not said?
    answer: x
    mistakes:
      - «answer: 2 x
      - {answer: 3 x, say: Off by three, «not two}

  - id: no-number
    prompt: How many?
    number: «a dozen

  - id: no-distance
    prompt: How far?
    number: 12
    within: «roughly

  - id: foreign-field
    prompt: Words are not verified.
    text: x
    «verify: x

  - id: pattern
    prompt: A pattern that is none.
    text: [x, "/a«(b/"]

  - id: only-patterns
    prompt: What is shown?
    «text: /a+/

  - id: none-right
    prompt: Which?
    «choices: [a, b]

  - id: all-right
    prompt: Which?
    «choices: [=a, =b]

  - id: one-choice
    prompt: Which?
    «choices: [=a]

  - id: no-gap
    cloze: «A sentence.

  - id: open-gap
    cloze: A sentence «{{with an open gap.

  - id: tex-gap
    cloze: A formula $f = «{{2 x}}$.

  - id: empty-gap
    cloze: A sentence with «{{}} in it.

  - id: untold
    «recall: State it.

  - id: steps
    prompt: One of them is broken.
    steps:
      - {prompt: First, answer: x}
      - prompt: Second
        «anwser: y

  - id: layout
    prompt: Sideways.
    answer: x
    layout: «sideways

  - id: vary
    prompt: Values of nothing.
    «vary: [2, 3]
    answer: x

  - id: reverse
    prompt: How many?
    number: 3
    «reverse: true

  - «just a text
  - prompt: A quote is missing.
    answer: «"x
  - prompt: The last one is sound.
    answer: x
"""

SAID = [
    ("abuot", "a deck has no field `abuot`"),
    ("symbols.x y", "`x y` is not a name"),
    ("symbols.q", "no kind `vektor`; did you mean `vector`?"),
    ("cards[0].promt", "a card has no field `promt`"),
    ("cards[1]", "nothing says what is asked for"),
    ("cards[2].text", "one key says what is asked for, and here are `answer` and `text`"),
    ("cards[3].answer", "`answer` stands here twice; the first is in line 23"),
    ("cards[4].id", "the id `twice` is taken by the card in line 21"),
    ("cards[5].prompt", "a text is expected here, and this is a list"),
    ("cards[6].answer[1]", "a text is expected here, and this is a mapping"),
    ("cards[7].id", "an id is one word without spaces, slashes, braces and ~"),
    ("cards[8].answer", "`answer` is empty"),
    ("cards[9].symbols.X", "`matrix(b` is not a declaration such as `scalar`, `vector(n)` or `matrix(m, n)`"),
    ("cards[9].symbols.d)", "nothing says what `d)` is"),
    ("cards[10].mistakes[0]", "a mistake has a field `say`, what to say of it"),
    ("cards[10].mistakes[1].not two", "a mistake has no field `not two`"),
    ("cards[11].number", "`a dozen` is not a number"),
    ("cards[12].within", "`roughly` is neither a distance such as 0.01 nor a share such as 1%"),
    ("cards[13].verify", "`verify` belongs to `answer`, and this asks for `text`"),
    ("cards[14].text", "the regular expression cannot be read: missing ), unterminated subpattern"),
    ("cards[15].text", "there is no plain text to show as the answer, only regular expressions"),
    ("cards[16].choices", "none of the choices is right"),
    ("cards[17].choices", "all of the choices are right"),
    ("cards[18].choices", "one choice is no choice"),
    ("cards[19].cloze", "there is no gap: what is to be filled in stands between {{ and }}"),
    ("cards[20].cloze", "this gap is not closed"),
    ("cards[21].cloze", "there is no gap: between $ signs {{ }} are braces of TeX"),
    ("cards[22].cloze", "the gap is empty"),
    ("cards[23].recall", "a `recall` has an `answer-text`, which is shown when it was tried"),
    ("cards[24].steps[1].anwser", "a step has no field `anwser`"),
    ("cards[25].layout", "no layout `sideways`"),
    ("cards[26].vary", "`vary` is a mapping from names to lists of values"),
    ("cards[27].reverse", "only `text`, `answer` and `recall` can be reversed"),
    ("cards[28]", "a card is a mapping of fields"),
    ("cards[29]", "the quote that opens here is not closed"),
]


def test_one_run_names_every_mistake_with_its_line_and_column(marked):
    path, places = marked(DECK)
    found, lines = load([path]).problems, path.read_text(encoding="utf-8").split("\n")
    assert [(one.line, one.column, one.field, one.message) for one in found] == [
        (*place, *said) for place, said in zip(places, SAID, strict=True)
    ]
    assert all(one.source == lines[one.line - 1] for one in found)


def test_a_misspelt_field_is_answered_with_the_right_one(marked):
    path, _ = marked(DECK)
    hints = {one.field: one.hint for one in load([path]).problems}
    assert hints["abuot"] == "did you mean `about`?"
    assert hints["cards[0].promt"] == "did you mean `prompt`?"
    assert hints["cards[24].steps[1].anwser"] == "did you mean `answer`?"
    assert "comma" in hints["cards[9].symbols.X"]
