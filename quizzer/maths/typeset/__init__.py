"""Setting mathematics in the cells of a terminal."""
