"""Mutants: right answers with one slip each, made by operators for this subject, and what the graded cells say to them.

`mutation` puts the operators of the other modules to work; `score` runs mutants through their task's graded cells."""
