"""What becomes of what an answer was given, where it shows elsewhere: a list that things were taken out of, or a tool
that was kept for a later call."""

from __future__ import annotations

from asynclab.expect.messages.hidden_texts import may_be_read
from asynclab.expect.messages.wording import code, count, names
from asynclab.expect.outcome import Failure
from asynclab.observe.run import ChangedArgument, Run

_KEPT = "of_another_run"  # of a span, in which something of another run's was called
_NOT_THESE = "Each call is given its own, and these are what counts in it."
_SAME = "Whoever gave it has this very {}, and finds it so in whatever comes later."
_COPY = "If the task does not ask for that: leave it as it is, and change a copy of it, `{}({})`."


def misused_arguments(run: Run) -> tuple[Failure, ...]:
    """Return a failure for each thing that a run's answer was given and has changed, and one for what it was given in
    an earlier run and has kept."""
    return (*_kept(run), *_changed(run))


def _kept(run: Run) -> tuple[Failure, ...]:
    kept = names(str(span.data[_KEPT]) for span in run.spans if _KEPT in span.data)
    seen = f"What was called as {kept} was given to an earlier run of the answer, and kept since."
    return (Failure(seen, _NOT_THESE, "Keep nothing of that in a name outside: build anew of what is given."),) * bool(
        kept
    )


def _changed(run: Run) -> tuple[Failure, ...]:
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
