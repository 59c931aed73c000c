"""One deck, forty-five different mistakes, one run: each is named with its line, its column and its sentence.

In DECK « stands where a mistake begins, and the text after `#!` in that line begins the sentence.
"""

from __future__ import annotations

import re

from quizzer.deck.checking import check
from quizzer.deck.loading import load
from quizzer.deck.problems import in_file_order

DECK = r"""
deck: Everything that can be wrong
«titel: Twice                                      #! a deck has no field `titel`
symbols:
  A, B: matrix(n, n)
  x, y: vector(n)
  c, t: scalar
cards:
  - id: unknown-field
    «promt: Rank of $A$                             #! a card has no field `promt`
    text: rank
  - «id: no-prompt                                  #! the card has no prompt
    answer: x
  - «id: no-kind                                    #! nothing says what is asked for
    prompt: Which?
  - id: two-kinds
    prompt: Which one?
    answer: x
    «text: x                                        #! one key says what is asked for, and here are `answer` and `text`
  - id: foreign-field
    prompt: How many?
    number: 3
    «verify: diff(c, c)                             #! `verify` belongs to `answer`, and this asks for `number`
  - id: «two words                                  #! an id is one word without spaces
    prompt: Its id?
    answer: x
  - id: «foreign-field                              #! the id `foreign-field` is taken by the card in line 20
    prompt: Whose id?
    answer: x
  - id: twice
    prompt: Once?
    «prompt: Or twice?                              #! `prompt` stands here twice
    answer: x
  - id: empty
    prompt: Nothing?
    «answer:                                        #! `answer` is empty
  - id: no-list
    prompt: A list?
    answer: x
    «mistakes: 2 x                                  #! `mistakes` is a list of mappings
  - id: half-a-mistake
    prompt: Half of one?
    answer: x
    mistakes: [«{answer: 2 x}]                      #! a mistake has a field `say`
  - id: no-number
    prompt: How large?
    number: «huge                                   #! `huge` is not a number
  - id: no-distance
    prompt: How far?
    number: 2
    within: «near                                   #! `near` is neither a distance
  - id: none-right
    prompt: Which of them?
    «choices: [one, two]                            #! none of the choices is right
  - id: all-right
    prompt: Which of these?
    «choices: ["=one", "=two"]                      #! all of the choices are right
  - id: no-gap
    cloze: «Nothing is left out.                    #! there is no gap
  - id: open-gap
    cloze: A gap that «{{stays open.                #! this gap is not closed
  - id: no-answer-text
    «recall: And then?                              #! a `recall` has an `answer-text`
  - id: bad-pattern
    prompt: A pattern?
    text: [word, "/wo«(rd/"]                        #! the regular expression cannot be read
  - id: bad-layout
    prompt: Which way?
    answer: x
    layout: «sideways                               #! no layout `sideways`
  - id: bad-kind
    prompt: Of what kind?
    symbols: {Q: «matrx(n)}                         #! no kind `matrx`
    answer: Q
  - id: declared-twice
    prompt: Once more?
    symbols: {q: scalar, «q: vector(n)}             #! `q` is declared twice
    answer: q
  - id: bad-flag
    prompt: Both ways?
    text: reversed
    reverse: «perhaps                               #! `reverse` is true or false
  - id: bad-vary
    prompt: Varied?
    «vary: [1, 2]                                   #! `vary` is a mapping from names to lists of values
    answer: x
  - «not a card                                     #! a card is a mapping of fields
  - id: unpaired
    prompt: A «$formula?                            #! this $ has no partner
    answer: x
  - id: no-command
    prompt: A $«\fraq{1}{2}$                        #! unknown command \fraq
    answer: x
  - id: unreadable
    prompt: A power?
    answer: x«^                                     #! cannot be read: a power is missing after ^
  - id: undeclared
    prompt: A letter?
    answer: 2 «q x                                  #! cannot be read: `q` is not declared here
  - id: shapeless
    prompt: A shape?
    answer: «x A                                    #! has no shape: x is n×1 and A is n×n
  - id: refuted
    prompt: Gradient of $x^T A x$ by $x$.
    answer: «2 A x                                  #! its verify refutes it: at A =
    verify: grad(x^T A x, x)
  - id: bad-verify
    prompt: Its gradient?
    answer: A x
    verify: grad(x^T A x«,)                         #! cannot be read: something is missing after ,
  - id: unsolved
    prompt: An integral of $t$.
    answer: «t                                      #! it does not solve its verify: at t =
    verify: diff(answer, t) = t
  - id: other-answer
    prompt: Any of these?
    answer: [c + 1, «c - 1]                         #! this is not the first answer
  - id: right-mistake
    prompt: The sum of both?
    answer: x + y
    mistakes: [{answer: «y + x, say: That is right.}] #! this mistake is right: it equals the answer
  - id: refuses-itself
    prompt: Said otherwise?
    answer: tr(A B)
    not: «tr(A B)                                   #! this refuses the answer itself
  - id: no-form
    prompt: In which form?
    answer: c (c + 1)
    form: «nice                                     #! no form `nice`
  - id: other-form
    prompt: Factored?
    answer: «c^2 + c                                #! the answer is not factored itself
    form: factored
  - id: same-choice
    prompt: Which is it?
    choices: ["=$c + c$", «$2 c$]                   #! this choice means what the first does, which is right
  - id: bad-instance
    prompt: The {k}-th?
    vary: {k: [1, 2, x^]}
    answer: c «{k}                                  #! cannot be read: a power is missing after ^; for a transpose type ^T or ' (with k = x^)
  - id: no-picture
    prompt: The picture?
    answer: x
    images: [«nowhere.png]                          #! there is no file nowhere.png
  - id: doubtful
    prompt: Solve $A z = x$.
    answer: «A^-1 x                                 #! warning: A need not have an inverse
  - id: given-away
    prompt: Write $2 A x + y$ so.
    answer: «2 A x + y                              #! warning: the answer stands in the prompt
  - id: twin
    prompt: «Which letter?                          #! warning: this asks what `deck/undeclared` asks
    answer: x
"""


def test_one_run_names_them_all_each_in_its_place_with_its_sentence(deck_file):
    wanted = []
    lines = []
    for number, line in enumerate(DECK.split("\n"), start=1):
        text, _, sentence = line.partition("#!")
        if sentence:
            assert text.count("«") == 1, line
            wanted.append((number, text.index("«") + 1, sentence.strip()))
        lines.append(text.rstrip().replace("«", ""))
    loaded = load([deck_file("\n".join(lines))])
    found = in_file_order([*loaded.problems, *check(loaded.decks)])
    told = [
        (one.line, one.column, ("warning: " if one.severity == "warning" else "") + one.message)
        for one in found
    ]
    assert [one[:2] for one in told] == [one[:2] for one in wanted]
    for (_, _, message), (_, _, sentence) in zip(told, wanted, strict=True):
        assert message.startswith(sentence)
    assert len({re.sub(r"`[^`]*`", "", sentence) for _, _, sentence in wanted}) >= 40
