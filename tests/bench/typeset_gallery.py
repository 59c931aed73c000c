"""Print every formula of decks and notes in each glyph set, for looking: `python typeset_gallery.py FILE… [--glyphs ascii]`.

A file is taken as text with formulas between $ signs (a deck, a Markdown note) or, if it holds no $, as one
formula a line. Ends with what was refused, what came out wide or tall, and the time a formula took.
"""

import argparse
import sys
import time
from pathlib import Path

from quizzer.maths.typeset.latex import read_latex
from quizzer.maths.typeset.latex_tokens import LatexError
from quizzer.maths.typeset.prose import Formula, read_prose
from quizzer.maths.typeset.setting import set_one_row, set_two_dimensional

SGR = {"bold": "1", "italic": "3", "code": "2", "error": "7"}


def formulas(text):
    if "$" not in text:
        return [line for line in text.splitlines() if line.strip()]
    return list(dict.fromkeys(one.source.strip() for one in read_prose(text) if isinstance(one, Formula)))


def painted(row, *, colour):
    if not colour:
        return "".join(cell.glyph for cell in row)
    return "".join(
        f"\x1b[{SGR[cell.style]}m{cell.glyph}\x1b[0m" if cell.style in SGR else cell.glyph for cell in row
    )


def show(source, glyphs, *, colour):
    layout = read_latex(source)
    box = set_two_dimensional(layout, glyphs)
    for at, row in enumerate(box.rows):
        print(" >"[at == box.baseline], painted(row, colour=colour).rstrip())
    print("=", painted(set_one_row(layout, glyphs).rows[0], colour=colour))
    return box


def milliseconds(sources):
    start = time.perf_counter()
    for source in sources:
        set_two_dimensional(read_latex(source))
    return (time.perf_counter() - start) * 1000 / max(len(sources), 1)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    arguments.add_argument("files", nargs="+", type=Path)
    arguments.add_argument("--glyphs", choices=["full", "basic", "ascii"], action="append")
    arguments.add_argument("--width", type=int, default=37, help="wider formulas are listed (37)")
    arguments.add_argument("--height", type=int, default=4, help="taller formulas are listed (4)")
    given = arguments.parse_args()
    found = [source for file in given.files for source in formulas(file.read_text(encoding="utf-8"))]
    refused, large, sound = [], [], []
    for source in found:
        print(f"\n$ {' '.join(source.split())}")
        try:
            boxes = [
                show(source, glyphs, colour=sys.stdout.isatty())
                for glyphs in given.glyphs or ["full", "basic", "ascii"]
            ]
        except LatexError as error:
            print(f"! column {error.column}: {error.message}")
            refused.append(source)
            continue
        sound.append(source)
        if boxes[0].width > given.width or boxes[0].height > given.height:
            large.append((boxes[0].width, boxes[0].height, " ".join(source.split())))
    print(
        f"\n{len(found)} formulas, {len(refused)} refused, {milliseconds(sound):.3f} ms each to read and set"
    )
    for width, height, source in large:
        print(f"{width}×{height}: {source}")
    return int(bool(refused))


if __name__ == "__main__":
    sys.exit(main())
