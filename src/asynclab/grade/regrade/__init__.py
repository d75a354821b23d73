"""Grading again: what would change and why, what has been graded before, and taking a batch back."""
