"""An answer whose parameters stand in another order than its task has them: who calls it by their places gives each of
them what is meant for another. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from asynclab.course.cell.bindings import parameters, starred
from asynclab.course.cell.session.history.cell_history import CellHistory
from asynclab.expect import Failure
from asynclab.expect.messages.wording import code
from asynclab.observe.run import Place

_WHO_CALLS_IT = "Whoever calls it by their places gives to a parameter what is meant for another."


def reordered(
    places: Mapping[str, Place], asked_for: Mapping[str, Sequence[str]], history: CellHistory
) -> Iterator[Failure]:
    """Yield a failure for each answer whose parameters are in another order, those that the task has too; and for a
    parameter of the task's that a star makes another thing.

    places: the answers that were judged, and where each is defined. asked_for: their parameters in the tasks.
    """
    for name, place in places.items():
        owner, task = history.owner(name), asked_for.get(name, ())
        own = parameters(owner.source, name) if owner is not None else ()
        for each in starred(owner.source, name) if owner is not None else ():
            if each in task:
                yield Failure(
                    f"There is a star before its parameter {code(each)}, and the task has none: so {code(each)} is a "
                    "collection of what is handed over, and not the thing itself.",
                    remedy="Keep its first line as the task has it.",
                    place=place,
                )
        if [each for each in own if each in task] != [each for each in task if each in own]:
            yield Failure(
                f"Its parameters stand in another order than the task's: {_told(name, own)}, and the task has "
                f"{_told(name, task)}.",
                _WHO_CALLS_IT,
                "Keep its first line as the task has it.",
                place=place,
            )


def _told(name: str, own: Sequence[str]) -> str:
    return code(f"{name}({', '.join(own)})")
