"""What can be wrong with a card that loads: its formulas, its answers, its neighbours."""
