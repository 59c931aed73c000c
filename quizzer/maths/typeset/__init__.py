"""Mathematics in cells of a terminal: LaTeX or a tree, to a layout, to boxes of glyphs with styles.

What other rooms use, none of which raises on a deck's or a learner's text:

- `prose.set_prose(text, width, glyphs)`: lines of cells, formulas between $ signs set, words wrapped
- `prose.plain(text, glyphs)`: the same text in one line without styles, for screen readers and lists
- `prose.prose_problems(text)`: what of it cannot be set, with offsets, for `quizzer check`
- `trees.set_tree(node, glyphs, max_width)`: an answer as it was read, in two dimensions if it fits
- `trees.set_tree_in_row(node, glyphs)`, `trees.set_name(name, glyphs)`: the same in one row; a declared name
- `witness_setting.set_witness(names, yours, expected, width, glyphs)`: where two answers part
- `witness_setting.placed_in_lines(boxes, width)`: boxes beside each other on their baselines
- `as_text.text_of(node, form)`: an answer as text that reads back

`glyphs` is `full`, `basic` (what nearly every monospace font has) or `ascii`. A `box.Cell` is a glyph and a
style; a glyph is never a control character, and a wide one is followed by a cell without a glyph, so a row's
length is its width in columns. Importing this package loads none of its modules.
"""
