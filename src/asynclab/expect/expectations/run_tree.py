"""The run tree that LangSmith would have received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from asynclab.expect.expectation import Expectation
from asynclab.expect.matchers import anything
from asynclab.expect.matching import accepts, described, frozen
from asynclab.expect.messages.wording import code, listed, names, shown
from asynclab.expect.outcome import Failure
from asynclab.observe.run import Run, Traced

Fault = tuple[str, str]  # what is, and what should be


@dataclass(frozen=True)
class InTree(Expectation):
    """LangSmith would have received a run of this name and kind, with these tags, this metadata, this parent."""

    pattern: str
    tags: tuple[str, ...]
    run_type: str | None
    under: str | None
    error: Any
    metadata: dict[str, Any]

    def failures(self, run: Run) -> Iterable[Failure]:
        """Yield one failure: no such run in the tree, or in what the nearest one differs."""
        named = [each for each in run.traced if fnmatchcase(each.name, self.pattern)]
        if not named:
            tree = names(each.name for each in run.traced)
            have = f"It has {tree}." if tree else "It is empty: nothing was traced."
            yield Failure(f"The run tree has nothing named {code(self.pattern)}. {have}", absent=True)
            return
        faults = [(each.name, tuple(self._faults(run, each))) for each in named]
        name, nearest = min(faults, key=lambda one: len(one[1]))
        if nearest:
            seen = f"In the run tree, {code(name)} {listed([have for have, _ in nearest])}."
            yield Failure(seen, expected=f"It should have {listed([wanted for _, wanted in nearest])}.")

    def _faults(self, run: Run, each: Traced) -> Iterator[Fault]:
        if self.run_type is not None and each.run_type != self.run_type:
            yield f"is a {code(each.run_type)}", f"the run type {code(self.run_type)}"
        if not set(self.tags) <= set(each.tags):
            yield f"bears the tags {shown(list(each.tags))}", f"the tags {shown(list(self.tags))}"
        if not all(accepts(value, each.metadata.get(key)) for key, value in self.metadata.items()):
            wanted = ", ".join(f"{key!r}: {described(value)}" for key, value in self.metadata.items())
            yield f"has the metadata {shown(each.metadata)}", f"the metadata {{{wanted}}}"
        around = _around(run, each)
        if self.under is not None and not any(fnmatchcase(name, self.under) for name in around):
            yield f"stands inside {names(around)}" if around else "is a root", f"a parent {code(self.under)}"
        if not accepts(self.error, each.error):
            have = f"has the error {shown(each.error)}" if each.error else "has no error"
            yield have, f"as error {described(self.error)}"


def _around(run: Run, traced: Traced) -> list[str]:
    """The names of the runs around one, innermost first."""
    by_id = {each.id: each for each in run.traced}
    found: list[str] = []
    # A tree from another process may be none: a walk of more steps than there are runs goes in circles.
    while traced.parent is not None and traced.parent in by_id and len(found) < len(by_id):
        traced = by_id[traced.parent]
        found.append(traced.name)
    return found


_ANY_ERROR = anything()


def traced(
    pattern: str,
    *tags: str,
    run_type: str | None = None,
    under: str | None = None,
    error: Any = _ANY_ERROR,
    metadata: Mapping[str, Any] | None = None,
) -> Expectation:
    """LangSmith would have received a run of this name, with at least these tags and this metadata (matchers
    allowed). under: the name of a run around it, at any depth. error: the text it shows, or None for no error."""
    wanted = {key: frozen(value) for key, value in (metadata or {}).items()}
    return InTree(pattern, tags, run_type, under, frozen(error), wanted)
