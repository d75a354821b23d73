"""Grading: what was handed in is cleaned, executed, judged and published, by the class.

    stage       folder       in which process                         trusted
    1 clean     intake/      the batch's own                          yes; a file that cannot be read safely: another
    2 execute   execute/     forked from a warm one, in a sandbox     no: a student's code runs there
    3 judge     judge/       a warm one with the tests, in a sandbox  what it says is read strictly; no student's code
    4 publish   gradebook/   the batch's own                          yes: the one writer of the database

`batch/` takes a class through the four, `nbgrader_app/` is what nbgrader sees of it, `cluster/` executes on other
machines, and `sandbox/` is what the processes of 2 and 3 are shut in by. What stages hand to each other is in `job`.
"""
