"""What `asynclab grade` can be asked for. The command line imports it: it loads nothing else."""

from __future__ import annotations

from enum import Enum


class ResultFormat(str, Enum):
    """How one graded submission is printed. JSON is for whoever grades, the others for the student."""

    TEXT = "text"
    JSON = "json"
    GRADESCOPE = "gradescope"


class SandboxChoice(str, Enum):
    """What holds the student's code, see `asynclab.grade.sandbox`."""

    AUTO = "auto"
    BUBBLEWRAP = "bubblewrap"
    LANDLOCK = "landlock"
    NONE = "none"
