"""One connection to a Dask scheduler: jobs go out over it, and results come back."""

from __future__ import annotations

import pickle
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol
from uuid import uuid4

from dask.typing import Key
from distributed import Client, Future, KilledWorker, as_completed, wait
from distributed.versions import VersionMismatchWarning

from asynclab.grade.cluster import worker
from asynclab.grade.cluster.handshake import Batch, Greetings
from asynclab.grade.cluster.job_tracker import Flight, Number
from asynclab.grade.cluster.warm_executors import MakeLane
from asynclab.grade.cluster.worker_registry import Roster
from asynclab.grade.job import Executed

_RETRIES = 2  # of a job whose sandbox died
_FAREWELL = 3.0  # real seconds that workers have to end their warm processes, when a batch ends


class End(Enum):
    """How a job that was sent came back."""

    EXECUTED = "executed"
    KILLED = "killed"  # it was with workers that died, one after another
    FAILED = "failed"  # it came to nothing there, every time it was tried


@dataclass(frozen=True)
class Landed:
    """A job that came back. why: of KILLED and FAILED, what was the matter."""

    number: Number
    end: End
    executed: Executed | None = None
    why: str = ""


class LinkLost(Exception):
    """The scheduler is gone, or was restarted: nobody works on what was sent."""


class Link:
    """A client of a scheduler, and the batch's mark on the workers that are fit. Raises OSError where nobody answers.

    Every method but the last two raises LinkLost where nobody answers any more.
    """

    def __init__(self, address: str, timeout: float, engine: str, make: MakeLane, tell: Callable[[str], None]) -> None:
        self._client = _client(address, timeout)
        self._open = True
        self._name = f"asynclab-{uuid4().hex[:12]}"
        self._completed = as_completed(loop=self._client.loop, with_results=True, raise_errors=False)
        self._greetings = Greetings(self._client, self._completed, Batch(self._name, engine, make, tell))
        self._changed = False  # workers came or left since it was last looked who is at work
        self._numbers: dict[Key, Number] = {}  # of what is out
        self._sent: dict[Number, dict[Key, Future[Any]]] = {}  # more than one, where a job was overtaken

    @property
    def roster(self) -> Roster:
        """The workers."""
        return self._greetings.roster

    def send(self, flight: Flight) -> None:
        """Send a job to whoever is free; one that is out already to somebody else than before."""
        with self._reaching():
            future = self._client.submit(
                worker.execute_here,
                self._name,
                pickle.dumps(flight.job),
                key=f"{self._name}-{flight.number}-{uuid4().hex[:8]}",
                pure=False,
                retries=_RETRIES,
                resources={self._name: 1},
                workers=self._others(flight.number) or None,
            )
        self._numbers[future.key] = flight.number
        self._sent.setdefault(flight.number, {})[future.key] = future
        self._completed.add(future)

    def landed(self, seconds: float) -> Iterator[Landed]:
        """Yield what came back; wait for the first result for so many real seconds. What was forgotten is left out.

        Raises LinkLost after what did come back.
        """
        with self._completed.thread_condition:
            if not self._completed.has_ready():
                self._completed.thread_condition.wait(seconds)
        cancelled = False
        for future, result in self._completed.next_batch(block=False):
            number = self._numbers.pop(future.key, None)
            if number is not None:
                del self._sent[number][future.key]
                if future.cancelled():
                    cancelled = True  # all of them are, when the scheduler is lost
                else:
                    yield as_landed(number, future, result)
            elif not future.cancelled():
                problem = _reason(result[1]) if future.status == "error" else ""
                self._changed = self._greetings.answer(future.key, problem, result) or self._changed
        if cancelled:
            raise LinkLost("The Dask scheduler was lost, or restarted.")

    def forget(self, *numbers: Number) -> None:
        """Forget these jobs: they are not wanted any more, wherever they are."""
        unwanted = [each for number in numbers for each in self._sent.pop(number, {}).values()]
        for future in unwanted:
            del self._numbers[future.key]
        if unwanted:
            with self._reaching():
                self._client.cancel(unwanted)

    def look_round(self) -> tuple[Number, ...]:
        """Greet workers that are new, forget those that left. Jobs that nobody works on any more: send them again.

        Dask gives a dead worker's job to others that are fit, but not to one that becomes fit later.
        """
        with self._reaching():
            self._changed = self._greetings.meet(self._client.nthreads()) or self._changed
            if not self._changed:
                return ()
            self._changed = False
            at_work = {key for keys in self._client.processing().values() for key in keys}
        stranded = ((key, self._numbers[key]) for key in self._numbers.keys() - at_work)
        return tuple(number for key, number in stranded if not self._sent[number][key].done())

    def close(self) -> None:
        """Leave nothing on the workers; those that do not answer at once are left alone."""
        if not self._open:
            return
        try:
            self._client.cancel([future for futures in self._sent.values() for future in futures.values()])
            with self._client.as_current():
                wait(self._greetings.part(self._client.nthreads()), timeout=_FAREWELL)
        except OSError:  # whoever is gone needs no farewell
            pass
        finally:
            self.drop()

    def drop(self) -> None:
        """Close the client of a scheduler that is lost."""
        self._open = False
        self._client.close(timeout=1)

    @contextmanager
    def _reaching(self) -> Iterator[None]:
        """Whoever uses the client in here is told as LinkLost when nobody answers it."""
        try:
            yield
        except OSError as problem:
            raise LinkLost(f"The Dask scheduler does not answer ({problem}).") from problem
        if self._client.status != "running":
            raise LinkLost("The connection to the Dask scheduler was closed.")

    def _others(self, number: Number) -> list[str]:
        """If a job is out already: the workers that do not have it."""
        out = self._sent.get(number)
        if not out:
            return []
        at_work = self._client.processing()
        return [address for address in self.roster.fit if out.keys().isdisjoint(at_work.get(address, ()))]


def _client(address: str, timeout: float) -> Client:
    with warnings.catch_warnings():
        # a difference that matters is told by name, and its worker refused; others are none of ours
        warnings.simplefilter("ignore", VersionMismatchWarning)
        where = {"scheduler_file": address} if address.endswith(".json") else {"address": address}
        return Client(**where, timeout=timeout, set_as_default=False, name="asynclab")


class Settled(Protocol):
    """What is asked of a future of Dask's that has come to its end."""

    @property
    def status(self) -> str:
        """How Dask sees it now."""


def as_landed(number: Number, future: Settled, result: Any) -> Landed:
    """Return how a job came back. result: what came with the future."""
    if isinstance(result, Executed):  # whatever has become of the future since: its worker may be gone by now
        return Landed(number, End.EXECUTED, executed=result)
    if future.status == "error":
        _, problem, _ = result  # a type, an exception, its traceback
        return Landed(number, End.KILLED if isinstance(problem, KilledWorker) else End.FAILED, why=_reason(problem))
    return Landed(number, End.FAILED, why=f"A worker gave back {type(result).__name__} in place of a result.")


def _reason(problem: object) -> str:
    text = " ".join(str(problem).split())[:300]
    return text if isinstance(problem, worker.WorkerLostJob) else f"{type(problem).__name__}: {text}"
