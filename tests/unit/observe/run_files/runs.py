"""A run to be written to files: spans that overlap, are nested, fail and stay open, and marks of each kind."""

from dataclasses import replace

from asynclab.observe.run import Ending, Mark, Run
from tests.unit.expect.by_hand import call, mark, problem, read, run, span, stall, stream


def busy() -> Run:
    """A workflow with a tool called twice at once, a model's stream, an error, and a task that is still there."""
    made = run(
        span("chain", "desk", 0.0, 3.0, tags=("t",), metadata={"user": "ada", "deep": {"a": [1]}}),
        span("tool", "web", 0.5, 2.0, parent=1),
        span("tool", "web", 0.5, 1.25, "error", parent=1, error=problem("TimeoutError", "too late")),
        stream("talker", 1.0, 3.0, made=(1.5, 2.5)),
        span("model", "talker", 1.0, 3.0, data={"input": "q"}),
        span("task", "poll", 2.0),
        call("nothing", 3.0, 3.0),
        mark("halfway", "user", 1.5, of=3, share=0.5),
        read(("one", 1.5), ("two", 2.5)),
        blocking=(stall(time=2.5, seconds=0.25),),
        ending=Ending.RAISED,
        problem=problem("ValueError", "no <b>answer</b>"),
        left_early=2.5,
        seed=7,
    )
    last = max(each.seq for each in made.marks)
    return replace(made, marks=(*made.marks, Mark("talker", "token", 2.5, last + 100, _id(made, "talker"))))


def _id(made: Run, name: str) -> int:
    return next(each.id for each in made.spans if each.name == name and each.kind == "model")
