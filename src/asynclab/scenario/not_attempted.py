"""Not attempted is not wrong: the stub of a task raises an error of its own."""

from __future__ import annotations

from asynclab.observe.run import Problem


class NotAttempted(NotImplementedError):
    """Raised by a task's stub until the student replaces it: `raise NotAttempted("ask")`."""

    def __init__(self, task: str = "This task") -> None:
        super().__init__(
            f"{task}: not attempted yet. Replace the line that raises NotAttempted with your answer, and run the cell."
        )


def not_attempted(problem: Problem | None) -> bool:
    """Return whether an error is a stub's, or was caused by a stub's error, or is a group with a stub's error in it."""
    if problem is None:
        return False
    if problem.type == NotAttempted.__name__:
        return True
    return any(not_attempted(one) for one in (*problem.inner, problem.cause))
