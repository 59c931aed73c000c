"""Mathematics in cells of a terminal: LaTeX or a tree, to a layout, to boxes of glyphs."""
