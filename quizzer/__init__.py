"""Asks the rules of mathematics, judges what is typed by its meaning, and brings each rule back in time."""
