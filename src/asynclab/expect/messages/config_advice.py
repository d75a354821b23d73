"""What to do about a config that did not come along, or that another one took the place of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from asynclab.expect.outcome import Failure
from asynclab.observe.run import Run

NOT_REACHED = "The caller's `config` did not reach it."
AS_IT_IS = "Hand on the request's `config` as it is."
REQUESTS_OWN = "Hand on the request's `config` itself, and set no `callbacks` in what you pass."
BESIDE_THE_REQUESTS = (
    "What the request bears comes along with its `config`, where nothing takes its place; what is your own, set with "
    "`.with_config(...)`, or in the `config` that you pass."
)
OF_ONES_OWN = (AS_IT_IS, REQUESTS_OWN, BESIDE_THE_REQUESTS)
"""What is advised where a config of the student's own stands in the place of the request's."""

_HAND_ON = "Hand the `config` on in the call, behind what is asked: `ainvoke(x, config)`, `astream(x, config)`."
_AS_A_PARAMETER = " A function in a chain or a graph is given it as a parameter, `config: RunnableConfig`."


def hand_on(run: Run) -> str:
    """Return what to do where no config came; how a function in a chain comes to its own, where there was a chain."""
    return _HAND_ON + (_AS_A_PARAMETER if any(span.kind == "chain" for span in run.spans) else "")


def one_advice(failures: Iterable[Failure]) -> tuple[Failure, ...]:
    """Return the failures. Where the request's config is to be handed on as it is, that is told of the first one of its
    kind, and of none how to set something beside what the request bears."""
    told = tuple(failures)
    if not any(each.remedy == AS_IT_IS for each in told):
        return told
    first = next(at for at, each in enumerate(told) if each.remedy in OF_ONES_OWN)
    return tuple(
        replace(each, remedy=AS_IT_IS if at == first else "") if each.remedy in OF_ONES_OWN else each
        for at, each in enumerate(told)
    )
