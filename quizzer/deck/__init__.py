"""What to ask: YAML in, frozen cards and a list of problems out."""
