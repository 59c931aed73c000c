"""What `--help` teaches of each command: examples first, then what one must know."""

from __future__ import annotations

PROGRAM = """\
examples:
  quizzer                            the decks, what is due today and tomorrow
  quizzer study matrix-calculus      answer what is due of one deck, and new cards
  quizzer due                        what is due, without the screen
  quizzer new "Linear algebra"       begin a deck of your own
  quizzer check my-deck.yaml         find the mistakes in a deck of your own
  quizzer grade --expected '2 A x' --answer 'A x + A x' --symbols 'A: matrix(n,n); x: vector(n)'

`quizzer COMMAND --help` tells more of each. Settings: `quizzer locate config` says where.

exit codes: 0 done, 1 a problem was found, 2 the command line (an unknown deck, too) or the settings,
  3 no deck where one was named, 4 the log of answers,
  5 a file of another program, 130 interrupted"""

OF_COMMAND = {
    "exam": """\
examples:
  quizzer exam add Optimisation --on 2030-12-12 --deck matrix-calculus=2 --tag trace --minutes 40 --pass 60
  quizzer exam take Optimisation     20 questions in 40 minutes, weighted as the exam is
  quizzer exam take --tag gradient --questions 5 --untimed
  quizzer exam report                how the last paper went; `report 3 --html FILE` to print the third
  quizzer exam relearn               what papers missed, until it was right on three separate days

Exams stand in exams.toml, beside the settings; one that comes with decks may lie among them. An answer on a
paper is on disk before the next question is shown. The clock runs on through a crash or a closed terminal;
only a pause (in the map of questions, or :pause) stops it. Papers leave the schedule alone unless --count is
said, or asked for when handing in. `--plain` is for screen readers and pipes.""",
    "plan": """\
examples:
  quizzer plan                       towards the next exam: the mark to expect, today's part, day by day
  quizzer plan --study               today's part: what is due, new cards, the final pass
  quizzer plan optimisation --how    with how each number is computed, and whether predictions came true
  quizzer plan --json
  quizzer plan --fit                 fit the memory model to your log; needs pip install 'quizzer[optimizer]'

The plan is made anew from the log each time. It bends no schedule: what is due is reviewed as ever, and the
final pass of the last fortnight is practice. `quizzer exam add NAME --on DAY` writes an exam down.
It exits with 1 where there is no plan, since the exam is today or over.""",
    "simulate": """\
examples:
  quizzer simulate                   400 cards, ten new a day, the exam on day 90, twenty seeds
  quizzer simulate --missed 25       with a quarter of the days missed
  quizzer simulate --log --days 30 --exam optimisation --new 8
  quizzer simulate --json --seeds 5

The learner is FSRS-6, the schedulers are this program's own, and the seed decides all chance. With --log
your answers are replayed under each scheduler, your recall is predicted from them, and the days go on from
today.""",
    "cram": """\
examples:
  quizzer cram                       half an hour over everything, the weakest first
  quizzer cram Optimisation --minutes 45
  quizzer cram matrix-calculus probability

Weakest and heaviest-weighted first, wrong ones again until they are right, until the time is up. What is
crammed is known tomorrow and mostly gone in a week: it is kept as practice and leaves the schedule alone.""",
    "study": """\
examples:
  quizzer study                      what is due in all decks, and new cards
  quizzer study matrix               a deck by its name, or how its name begins
  quizzer study my-deck.yaml notes/  decks from files and folders
  quizzer study --new 3 --limit 20   at most 20 questions, of which 3 are new
  quizzer study --tag trace          only cards with this tag; --family gradients those of a family
  quizzer study --only is:leech      only cards that a filter finds; `quizzer browse --help` tells of filters
  quizzer study --minutes 10         ten minutes, and the card in hand is finished
  quizzer study --practice           what you know, weakest first, without touching the schedule
  quizzer study --ahead 3            also what falls due in the next three days
  quizzer study --plain              line by line: for screen readers, pipes and terminals without a cursor

An answer is on disk before its verdict is shown: quit whenever you like. In the plain mode an empty line is
"don't know", `?` asks for a hint, `:u` takes the last answer back, `:h` tells the rest. It sees whole lines,
not keys, so that it never grades 5 by itself.""",
    "due": """\
examples:
  quizzer due                        what is due now, new today and due tomorrow, deck by deck
  quizzer due --json                 for a status line or a script""",
    "browse": """\
examples:
  quizzer browse                     all cards, with a line to search in
  quizzer browse tag:gradient is:due
  quizzer browse --plain 'deck:matrix -is:new ease<2'
  quizzer browse --json is:leech | jq -r '.[].card'

A filter is words and conditions, all of which a card fulfils:
  gradient "chain rule"              what stands in its prompt, answer, id, deck, family or tags
  tag: deck: family: kind: id: prompt: answer:
                                     one field: how it begins, or what it holds; tag:"x" is x and no more
  is:due new learned again overdue mature leech flagged suspended buried parametric
  ease<2 interval>=21 due<=7 reviews=0 passed lapses
  -is:new                            not so
  (a or b) c                         one of two""",
    "stats": """\
examples:
  quizzer stats                      what is remembered, what is weak, which mistakes recur, what falls due
  quizzer stats matrix-calculus      of the rules of one deck only
  quizzer stats --only tag:gradient  of the rules that a filter finds, as `quizzer browse` has it
  quizzer stats --json | jq '.weakest[].card'

A share needs ten reviews; with fewer it says so, and is null in JSON. Retention counts reviews of rules met
before, by the grade that stands; what was taken back counts nowhere. README.md tells what the JSON holds.""",
    "check": """\
examples:
  quizzer check                      the decks that `quizzer` finds by itself
  quizzer check my-deck.yaml notes/  files and folders
  quizzer check --json decks         a list of problems with file, line and column
  quizzer check --sarif decks > decks.sarif
  quizzer check --pin my-deck.yaml   and write the ids of its cards into it
  quizzer check --watch my-deck.yaml while you write: a block of problems after each save, until Ctrl+C
  quizzer check --prove decks        and say how many answers are proved for all values, not at points alone

Every formula is set, every answer read, every `verify` computed and compared with its answer.
It exits with 1 where something is wrong; warnings alone count for that only with --strict. With --prove SymPy
looks for each proof, five seconds at most; --json is then
  {"problems": […], "verified": [{"card", "field", "certainty": "sampled" or "proved"}, …]}""",
    "new": """\
examples:
  quizzer new "Linear algebra"       a deck among your own, opened in $EDITOR, checked when saved
  quizzer new notes/topology.yaml    a deck at a place of its own
  quizzer new --ask Topology         a few questions instead of an editor: its letters, its cards

A deck is one YAML file. `quizzer check` says what is wrong with it, `quizzer add` puts a card into it.""",
    "add": """\
examples:
  quizzer add my-deck.yaml --prompt 'Hessian of $x^T A x$' --answer 'A + A^T' --verify 'hessian(x^T A x, x)'
  quizzer add linear-algebra --prompt 'The trace is the … of the eigenvalues.' --text sum --tag trace
  quizzer add linear-algebra --recall 'State the chain rule.' --answer-text '…'

The card is checked, and its `verify` computed, before anything is written; what stands in the file stays.""",
    "grade": """\
examples:
  quizzer grade --expected '(A + A^T) x' --answer '2 A x' --symbols 'A: matrix(n,n); x: vector(n)'
  quizzer grade --expected '(x-1)(x+1)' --answer 'x^2 - 1' --form factored --json
  quizzer grade --expected 'tr(B A)' --answer 'tr(A B)' --symbols 'A, B: square(n)' --not 'tr(A B)'
  quizzer grade --batch answers.jsonl > verdicts.jsonl
  my-program | quizzer grade --batch -

A line of a batch is
  {"id", "expected", "answer", "symbols": {"A": "matrix(n,n)"}, "form"?, "not"?, "layout"?}
and is answered, in the same order and as soon as that is known, by one line
  {"id", "verdict", "certainty", "diagnoses", "witness"?, "message"?, "span"?, "ms"}
A bad line is answered with the verdict "error", and the rest go on.

verdicts: equivalent, wrong-form, different, mis-shaped, malformed, undecided
exit code: 0 whatever the verdict; with --exit-code 1 unless every answer is right, in the form asked for""",
    "serve": """\
examples:
  quizzer serve                      the home screen at http://127.0.0.1:8000/
  quizzer serve matrix --open        a sitting over one deck, opened in the browser
  quizzer serve --port 9000

Needs the extra `web`: pip install 'quizzer[web]'. Only this machine can reach it, since nobody is asked who
they are; the page fetches nothing from elsewhere. Each visitor has a process of their own on the one log of
answers. Ctrl+C ends it.""",
    "settings": """\
examples:
  quizzer settings                   all of them as they are, each with what it is for
  quizzer settings new_a_day 12      set one; the comments in the file stay
  quizzer settings --edit            the file itself, in $EDITOR, read once it is saved
  quizzer settings keys.hint f5      another key; `quizzer settings keys.hint ""` takes it back
  quizzer settings --keys            what keys can be put on

The screen of settings (`,` at home) does the same.""",
    "locate": """\
examples:
  quizzer locate                     all of it
  $EDITOR "$(quizzer locate config)" change the settings
  cp my-deck.yaml "$(quizzer locate decks)"

All that is yours lies in one folder if QUIZZER_HOME names it.""",
    "resume": """\
examples:
  quizzer resume                     the cards that were suspended, one a line
  quizzer resume matrix-calculus/trace-cyclic

A card is suspended with @ while its verdict is shown. Its schedule goes on where it was.""",
    "import": """\
examples:
  quizzer import notes.md                    a deck among your own; what is left to decide is said
  quizzer import notes.md --report -o -      the deck on the output, what became of every block beside it
  quizzer import cards.apkg --history        with pictures, and what was answered in Anki
  quizzer import words.csv --dry-run         what would be made
  quizzer import old.txt --encoding cp1252 --into decks/

Notes: headings become tags; an equation is asked for its right side, what its letters are is read from the
text, and its answer is computed where that can be. What the program refutes never becomes an answer.
Flashcards: Q: and A:, question :: answer, question ::: both ways, {{c1::gaps}}, ==gaps==.
Tables: columns such as front and back, prompt and answer, tags, or those of quizzer export.
It exits with 1 where the checks of the deck find an error.""",
    "export": """\
examples:
  quizzer export matrix-calculus --to rules.html     a sheet to print: answers on the back
  quizzer export my-deck.yaml --to my-deck.apkg      to Anki; done again it changes the notes that are there
  quizzer export calculus linear-algebra --to all.csv
  quizzer export calculus --format json | jq .

Packages and JSON hold everything a deck says but its comments, and so does a table but the deck's own
name, id and `about`: quizzer import reads them back. A sheet and Markdown are for reading.""",
    "schema": """\
examples:
  quizzer schema --write my-deck.yaml  deck.schema.json beside the deck, and the line that names it
  quizzer schema > deck.schema.json

An editor that speaks to yaml-language-server then completes fields and marks what is no field, as one types.
`quizzer new NAME` does both by itself; `quizzer check` says more, and in sentences.""",
    "adopt": """\
examples:
  quizzer adopt                      history that no card has any more, and the card that is most like it
  quizzer adopt notes/trace-cyclic matrices/trace-of-a-product
  quizzer adopt --all                every offer

History follows a card's id and its deck's file. Where they changed (a card without an id was edited, one was
moved to another file, a deck renamed), the history stays in the log, and one row more gives it to the card
as it is called now; `u` at home takes that back.""",
    "reset": """\
examples:
  quizzer reset trace-cyclic         asked for before it is done
  quizzer reset --yes matrix-calculus/trace-cyclic

The card is new again, as if never asked. Its answers stay in the log; `u` at home takes the reset back.""",
    "log": """\
examples:
  quizzer log check                  is every answer still what was written?
  quizzer log backup ~/reviews.sqlite3

The log holds all that you answered and is only ever added to. `check` exits with 1 if it found something.""",
}
