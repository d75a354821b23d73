"""A list, a dict or a set that an answer was given and has taken things out of: what follows shows elsewhere."""

from __future__ import annotations

from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, count
from asynclab.expect.outcome import Failure
from asynclab.observe.run import ChangedArgument, Run

_SAME = "Whoever gave it has this very {}, and finds it so in whatever comes later."
_COPY = "If the task does not ask for that: leave it as it is, and change a copy of it, `{}({})`."


def changed_arguments(run: Run) -> tuple[Failure, ...]:
    """Return a failure for each of what a run's answer was given that it has changed."""
    return tuple(map(_told, run.changed))


def _told(changed: ChangedArgument) -> Failure:
    name, kind = may_be_read(changed.name), may_be_read(changed.kind)
    what = f"The {kind} {code(name)}, which was given with {count(changed.before, 'thing')} in it,"
    if changed.after < changed.before:
        left = "nothing" if not changed.after else f"only {changed.after}"
        seen = f"{what} had {left} of that left in it at the end."
    else:
        seen = f"{what} had that in another order at the end."
    return Failure(seen, _SAME.format(kind), _COPY.format(kind, name))
