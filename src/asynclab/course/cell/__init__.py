"""A graded cell at work: the `check` that an author writes, its verdict, and what a student sees of it."""
