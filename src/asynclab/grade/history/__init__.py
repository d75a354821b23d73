"""What was graded when, by what, and what it changed: kept in tables of ours in nbgrader's own database.

In the database, and not in a file beside it: what is kept of a grading is written in the transaction that saves the
grades, so neither can be there without the other; it works with PostgreSQL, and goes where the gradebook goes. nbgrader
does not mind: it asks for its own tables by name, `nbgrader db upgrade` changes those and no others, and no row of ours
refers to one of theirs, so that its verbs can remove students and assignments as before.
"""
