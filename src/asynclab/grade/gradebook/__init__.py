"""Stage 4: the one writer of nbgrader's database and of `autograded/`."""
