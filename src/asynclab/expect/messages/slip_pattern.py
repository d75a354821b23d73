"""What gives a slip of the pen away: a pattern of an error's message, and of the line it was raised at."""

from __future__ import annotations

import re
from dataclasses import dataclass

from asynclab.observe.run import Problem


@dataclass(frozen=True)
class Slip:
    """A slip with its cause and remedy. message, line: patterns, which the error's message and the student's line
    hold; of a slip without `line`, any line does."""

    message: str
    cause: str
    remedy: str
    line: str = ""

    def fits(self, problem: Problem) -> bool:
        """Return whether an error is of this slip."""
        text = problem.place.text if problem.place is not None else ""
        return bool(re.search(self.message, problem.message)) and bool(re.search(self.line, text))
