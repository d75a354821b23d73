"""Getting to know the workers of a cluster: who comes and goes, and who has the engine that is here."""

from __future__ import annotations

import operator
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from dask.typing import Key
from distributed import Client, Future, as_completed

from asynclab.grade.cluster import worker
from asynclab.grade.cluster.warm_executors import MakeLane
from asynclab.grade.cluster.worker_registry import Roster, differences

# By name and from Python's own functions: a task that names ours would end a worker which does not have them
_IDENTITY = "asynclab.grade.engine_version:engine_identity"


@dataclass(frozen=True)
class Batch:
    """What workers are told of a batch. name: of its mark on workers that are fit. engine: the identity they need.
    make: what executes jobs on a worker. tell: called with a sentence for the log when a worker is refused."""

    name: str
    engine: str
    make: MakeLane
    tell: Callable[[str], None]


class Greetings:
    """Asks each worker for its engine's identity, and tells it of the batch if that is the same as here."""

    def __init__(self, client: Client, completed: as_completed, batch: Batch) -> None:
        self.roster = Roster()
        self._client = client
        self._completed = completed
        self._batch = batch
        self._asked: dict[str, tuple[Future[Any], Callable[[str, Any], bool]]] = {}  # by the worker's address

    def meet(self, there: Mapping[str, int]) -> bool:
        """Greet who is new. there: how many threads each worker has. Whether anybody left, or was restarted."""
        # an answer is lost with its worker: who has to give it again was restarted in the same place
        same = {address: threads for address, threads in there.items() if self._answer_is_there(address)}
        left = self._note(same)
        self._note(there)
        return left

    def answer(self, key: Key, problem: str, result: Any) -> bool:
        """Take an answer to a question, if it is one; whether now a worker is fit, or known not to be."""
        for address, (asked, then) in self._asked.items():
            if asked.key == key:
                return self._decide(address, problem) if problem else then(address, result)
        return False

    def part(self, there: Mapping[str, int]) -> list[Future[Any]]:
        """Tell the workers that the batch is over."""
        return [self._on(address, worker.part, self._batch.name) for address in self.roster.fit & there.keys()]

    def _note(self, there: Mapping[str, int]) -> bool:
        new, gone = self.roster.came_and_went(there)
        for address in gone:
            self._asked.pop(address)[0].cancel()
        for address in new:
            identity = self._on(address, pkgutil.resolve_name, _IDENTITY)
            self._ask(address, self._on(address, operator.call, identity), self._compare)
        return bool(gone)

    def _answer_is_there(self, address: str) -> bool:
        return address not in self.roster.fit or bool(self._asked[address][0].done())

    def _compare(self, address: str, identity: str) -> bool:
        if different := differences(self._batch.engine, identity):
            return self._decide(address, different)
        greeting = self._on(address, worker.greet, self._batch.name, self._batch.make)
        self._ask(address, greeting, self._decide)
        return False

    def _decide(self, address: str, why: str) -> bool:
        self.roster.answered(address, why)
        if why:
            self._batch.tell(f"The worker {address} is refused: {why}. Others do its work.")
        return True

    def _ask(self, address: str, question: Future[Any], then: Callable[[str, Any], bool]) -> None:
        self._asked[address] = question, then
        self._completed.add(question)

    def _on(self, address: str, function: Callable[..., Any], *arguments: object) -> Future[Any]:
        """Call a function on this worker and no other."""
        return self._client.submit(function, *arguments, pure=False, workers=[address], allow_other_workers=False)
