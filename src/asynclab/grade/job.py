"""What grading hands from step to step, as frozen data: a job for the student's process, and what came of it.

Everything here pickles, and holds no test: the text of a graded cell stays with the judge. What comes back is data of
an untrusted process: JSON text that nobody has read yet, within the limits of size that `Limits` sets.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from asynclab.run_limits import CPU_LIMIT, REAL_LIMIT


@dataclass(frozen=True)
class Limits:
    """What a student's process may use. Seconds are real ones, sizes are bytes."""

    cell: float = 60.0  # wall seconds a cell; then it is interrupted, then ended
    run: float = REAL_LIMIT  # wall seconds a scenario
    run_cpu: float = CPU_LIMIT  # processor seconds a scenario
    whole: float = 300.0  # wall seconds a pass through the notebook
    cpu: int = 300  # processor seconds a pass
    memory: int = 4 << 30  # address space
    processes: int = 256  # processes and threads of the sandbox
    file: int = 64 << 20  # one file that is written
    output: int = 1 << 20  # characters a cell may print or display; the rest is cut, and that is said
    frame: int = 16 << 20  # one message to the parent, such as the JSON of a run
    replays: int = 50  # cells that may break their process, within twice `whole`, before the rest is left unrun


class CellKind(Enum):
    """What happens to a cell when a notebook is executed."""

    CODE = "code"  # ordinary cells, solutions and a student's own: run as they are
    CHECK = "check"  # a graded cell with a check: only its scenarios are performed here
    TEST = "test"  # a graded cell in plain nbgrader style, without a check: run as nbgrader would
    SKIP = "skip"  # counts as run and is not: cells for a person's eyes


@dataclass(frozen=True)
class JobCell:
    """A code cell. index: its place in the notebook. name: its grade_id, if it has one. source: empty for a CHECK.
    scenarios: of a CHECK, each as JSON, in the order in which its check asks. gives: names that a locked cell of the
    chapter's defines and that are the chapter's in every scenario, whatever a student's cell makes of them."""

    index: int
    kind: CellKind
    source: str = ""
    name: str = ""
    scenarios: tuple[str, ...] = ()
    gives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Companion:
    """A file that lies beside the notebook. path: relative, with "/", never upwards; with "/" at its end it is a folder
    with nothing in it."""

    path: str
    data: bytes


@dataclass(frozen=True)
class Job:
    """One notebook to execute. key: tells jobs apart (never a student's name). modules: what to import before the
    fork. engine: the fingerprint of the code and the packages that must execute it. opening: how many of the first
    cells are the chapter's own, with the chapter's own files beside them: the same for everybody, so that they are run
    once."""

    key: str
    cells: tuple[JobCell, ...]
    companions: tuple[Companion, ...] = ()
    modules: tuple[str, ...] = ()
    limits: Limits = Limits()
    engine: str = ""
    opening: int = 0


@dataclass(frozen=True)
class CellOutput:
    """What a cell showed, in the pass that knew no test. outputs: JSON, a list of nbformat outputs. count: its
    execution count, None where it was left unrun. broke: why its process ended with it, or nothing."""

    index: int
    outputs: str = "[]"
    count: int | None = None
    broke: str = ""


@dataclass(frozen=True)
class CheckRuns:
    """The runs of one CHECK, as JSON that nobody has read, in the order of its scenarios.

    runs: fewer than scenarios where the last one stands for all after it (`Run.stands_for_others`) or broke its
    process. broke: a sentence on why the process ended, or nothing; late: because it passed a limit of time. tampered:
    what of Python or the course was found replaced, as a list of names (“asyncio.sleep, builtins.print”), or nothing.
    told: of each run what was told of it while it went on (see `observe.witness`); nothing where nobody listened. ours:
    whether `broke` is no answer's doing, since it comes about without one.
    """

    check: str
    runs: tuple[str, ...] = ()
    broke: str = ""
    tampered: str = ""
    late: bool = False
    told: tuple[str, ...] = ()
    ours: bool = False


@dataclass(frozen=True)
class Executed:
    """What came of a job. tests: TEST cells as they ran with everything in them. cpu: processor seconds of the
    student's processes. lost: why there is nothing, through no fault of the student's (a sandbox that died). reached:
    what lines of the student's did that no answer needs, so that a person should look."""

    key: str
    outputs: tuple[CellOutput, ...] = ()
    checks: tuple[CheckRuns, ...] = ()
    tests: tuple[CellOutput, ...] = ()
    notes: tuple[str, ...] = ()
    cpu: float = 0.0
    lost: str = ""
    reached: tuple[str, ...] = ()
