"""What is expected of one projection of event streaming, where a scenario reads several at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from asynclab.expect import ledger
from asynclab.expect.expectation import Expectation
from asynclab.expect.messages.wording import code, listed
from asynclab.expect.outcome import Failure
from asynclab.observe.run import READER, Run


@dataclass(frozen=True)
class OfProjection(Expectation):
    """The expectations hold of what the reader of one projection got, and of when it did."""

    name: str
    inner: tuple[Expectation, ...]

    def __post_init__(self) -> None:
        for each in self.inner:
            ledger.settled(each)

    @property
    def accepts_error(self) -> bool:
        """As the inner ones."""
        return any(each.accepts_error for each in self.inner)

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield the failures of each, with the projection's name; one where the scenario does not read it."""
        if run.projections and self.name not in run.projections:
            yield Failure(f"The check reads {listed([code(one) for one in run.projections])}, not {code(self.name)}.")
            return
        narrowed = only(run, self.name)
        for each in self.inner:
            for failure in each.judge(narrowed):
                seen = f"{failure.seen[:1].lower()}{failure.seen[1:]}"
                yield replace(failure, seen=f"Of the projection {code(self.name)}: {seen}")


def only(run: Run, projection: str) -> Run:
    """Return the run as the reader of one projection saw it: without the items and marks of the others."""
    own = {mark.seq for mark in run.reader_marks(projection)}
    return replace(
        run,
        items=tuple(item for item in run.items if item.projection == projection),
        marks=tuple(mark for mark in run.marks if mark.name != READER or mark.kind != "used" or mark.seq in own),
    )


def of_projection(name: str, *expected: Expectation) -> Expectation:
    """Expect all this of one projection that the scenario reads: `of_projection("values", items_at(0, 2.5))`.

    Items, their times and the marks of "reader" are those of this one projection; everything else is the whole run's.
    """
    if not name or not expected:
        raise ValueError('of_projection needs a name and what to expect: of_projection("messages.text", reads("hi")).')
    return OfProjection(name, expected)
