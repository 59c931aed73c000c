"""Mathematics in cells of a terminal: LaTeX or a tree, to a layout, to boxes of glyphs with styles.

What other rooms use, none of which raises on a deck's or a learner's text:

- `prose.set_prose(text, width, glyphs)`: lines of cells, formulas between $ signs set, words wrapped
- `prose.plain(text, glyphs)`: the same text without styles, a line a paragraph, for pipes and screen readers
- `prose.prose_problems(text)`: what of it cannot be set, with offsets, for `quizzer check`
- `trees.set_tree(node, glyphs, max_width)`: an answer as it was read, in two dimensions if it fits
- `trees.set_name(name, glyphs)`, `trees.set_numbers(rows, glyphs)`: a declared name; a witness's value
- `box.beside(boxes)`, `box.bands(boxes, width)`: beside each other, baselines in one row
- `as_text.text_of(node, form)`: an answer as text that reads back

`glyphs` is `full`, `basic` (what nearly every monospace font has) or `ascii`. A `box.Cell` is a glyph and a
style; a glyph is never a control character, and a wide one is followed by a cell without a glyph, so a row's
length is its width in columns. Importing this package loads none of its modules.
"""
