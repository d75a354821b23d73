"""How a batch gets on, told to whoever waits: a bar, a sentence at the end, or a line of JSON for each submission."""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

from asynclab.grade.terminal import escaped


@dataclass(frozen=True)
class SubmissionProgress:
    """A submission that is done with. points: None where it could not be graded; why: a sentence then. by_hand: cells
    that a person has to look at. reused: nothing had changed, so nothing was executed. seconds: of the student's
    processes (CPU)."""

    student: str
    points: float | None
    of: float
    by_hand: int = 0
    reused: bool = False
    seconds: float = 0.0
    why: str = ""


class ProgressReporter(Protocol):
    """Is told how a batch gets on. Open it with `with`."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def done(self, told: SubmissionProgress) -> None:
        """Note that a submission is graded, or cannot be."""
        ...

    def skipped(self) -> None:
        """Note that a submission is left as it is: it was graded before."""
        ...


def teller(how: str, total: int, log: logging.Logger) -> ProgressReporter:
    """Make the reporter called "auto", "bar", "quiet" or "json". total: submissions. "auto" is a bar on a terminal."""
    if how == "auto":
        how = "bar" if sys.stderr.isatty() else "quiet"
    if how == "json":
        return JsonReporter()
    return BarReporter(total, log) if how == "bar" else QuietReporter()


class QuietReporter:
    """Says one sentence, at the end."""

    def __init__(self) -> None:
        self._count = 0
        self._failed = 0
        self._reused = 0

    def __enter__(self) -> Self:
        self._began = time.perf_counter()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        print(self.sentence(), file=sys.stderr)

    def done(self, told: SubmissionProgress) -> None:
        """Count it."""
        self._count += told.points is not None
        self._failed += told.points is None
        self._reused += told.reused

    def skipped(self) -> None:
        """Nobody asked."""

    def sentence(self) -> str:
        """Say how many submissions are graded, and in what time."""
        seconds = time.perf_counter() - self._began
        reused = f", {self._reused} of them unchanged and not run again" if self._reused else ""
        failed = f"; {self._failed} could not be graded" if self._failed else ""
        return f"Graded {self._count} in {seconds:.1f} s{reused}{failed}."


class JsonReporter:
    """Writes a line of JSON for each submission to stdout."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing is left to say."""

    def done(self, told: SubmissionProgress) -> None:
        """Print one line of JSON for a submission."""
        print(json.dumps(told.__dict__).replace("\x7f", "\\u007f"), flush=True)

    def skipped(self) -> None:
        """Do nothing: nothing happened to the submission."""


class BarReporter(QuietReporter):
    """A bar on stderr, with the rate and the time left; what is logged meanwhile stands above it."""

    def __init__(self, total: int, log: logging.Logger) -> None:
        super().__init__()
        self._total = total
        self._log = log

    def __enter__(self) -> Self:
        super().__enter__()
        columns = (
            SpinnerColumn(),
            TextColumn("{task.description:<14}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
        )
        self._progress = Progress(*columns, console=Console(stderr=True), transient=True)
        self._task = self._progress.add_task("grading", total=self._total, rate="")
        self._progress.start()
        self._logging = _through_the_bar(self._log)
        self._logging.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._logging.__exit__(kind, error, trace)
        self._progress.stop()
        super().__exit__(kind, error, trace)

    def done(self, told: SubmissionProgress) -> None:
        """Move the bar on by one submission."""
        super().done(told)
        rate = (self._count + self._failed) / (time.perf_counter() - self._began)
        self._progress.update(self._task, advance=1, description=escaped(told.student)[:14], rate=f"{rate:.1f}/s")

    def skipped(self) -> None:
        """Move the bar on by one submission, which took no time."""
        self._progress.update(self._task, advance=1)


@contextmanager
def _through_the_bar(log: logging.Logger) -> Iterator[None]:
    """Handlers that write to stderr write to what rich has put in its place: lines above the bar, not through it."""
    moved = [h for h in log.handlers if isinstance(h, logging.StreamHandler) and h.stream is sys.__stderr__]
    for handler in moved:
        handler.setStream(sys.stderr)
    try:
        yield
    finally:
        for handler in moved:
            handler.setStream(sys.__stderr__)
