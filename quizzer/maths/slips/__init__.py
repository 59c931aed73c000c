"""What learners do wrong, one family a file."""
