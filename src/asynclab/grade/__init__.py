"""Grading: a submission rebuilt and run, its verdicts read, the gradebook. nbgrader's own engine does the work."""
