"""What grading refuses, with the reason in the message.

GradingError
├── NoAssignment    the gradebook does not know the chapter
├── NoAnswers       a sample class cannot be made
└── NbgraderFailed  a verb of nbgrader's failed
"""

from __future__ import annotations

from pathlib import Path


class GradingError(Exception):
    """Something that the person who grades can put right; the message says how."""


class NoAssignment(GradingError):
    """The gradebook does not know the assignment."""

    def __init__(self, assignment: str, db_url: str) -> None:
        super().__init__(
            f"The gradebook {db_url} has no assignment “{assignment}”. "
            f"Generate it first: nbgrader generate_assignment {assignment}"
        )


class NoAnswers(GradingError):
    """A class cannot be made: a task of the chapter has no right answer to copy."""

    def __init__(self, task: str) -> None:
        super().__init__(
            f"There is no right answer for “{task}”, so no sample class can be made. "
            f"Add one: tests/answers/<chapter>/{task}/right/<name>.py"
        )


class NbgraderFailed(GradingError):
    """A verb of nbgrader's failed; says which, and how its output ended."""

    def __init__(self, arguments: tuple[str, ...], root: Path, tail: str) -> None:
        super().__init__(
            f"`nbgrader {' '.join(arguments)}` failed in {root}. Its last words:\n{tail}\n"
            "Run it there yourself with --debug to see all of them."
        )
