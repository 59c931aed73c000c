"""What an answer means: text to tree to shape to value to verdict."""
