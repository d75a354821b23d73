"""Repeats every scenario and counts its distinct outcomes: `python -m tests.scenarios.soak --repeat 1000`.

An outcome is all that a run recorded: the trace, spans, marks, items, findings. One each is what virtual time
promises, beside busy loops that take the processor away and under any hash seed; more than one is a bug, and the
exit code is 1.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from rich.console import Console
from rich.progress import Progress, TimeElapsedColumn
from rich.table import Table

_AT_A_TIME = 10  # repetitions of a scenario before the next one has its turn


@dataclass
class Tally:
    """What came out of one scenario so far. `samples` holds a trace of each outcome, to compare."""

    wrong: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    samples: dict[str, list[str]] = field(default_factory=dict)

    @property
    def repetitions(self) -> int:
        return self.outcomes.total()

    @property
    def sound(self) -> bool:
        return len(self.outcomes) == 1 and not self.wrong


@dataclass(frozen=True)
class Worker:
    """A process that repeats the scenarios under one hash seed."""

    seed: int
    repeat: int
    busy: bool

    def start(self, names: Sequence[str], errors: int) -> subprocess.Popen[str]:
        command = [sys.executable, "-W", "ignore", "-m", "tests.scenarios.soak", "--worker", str(self.repeat), *names]
        environment = {**os.environ, "PYTHONHASHSEED": str(self.seed)}
        return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=errors, text=True)


def work(repeat: int, names: Sequence[str]) -> None:
    """In a worker: repeat the scenarios and print one line of JSON a repetition."""
    from .catalogue import SCENARIOS

    for done in range(0, repeat, _AT_A_TIME):
        for name in names:
            scenario = SCENARIOS[name]
            for _ in range(min(_AT_A_TIME, repeat - done)):
                lines, recorded = scenario.run()
                outcome = hashlib.sha256(json.dumps([lines, recorded]).encode()).hexdigest()[:16]
                right = tuple(lines) == scenario.expected
                print(json.dumps([name, outcome, right, lines]), flush=True)


@contextmanager
def busy_loops(count: int) -> Iterator[None]:
    """Processes that do nothing, as fast as they can."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()


def plan(repeat: int, seeds: Sequence[int], busy: int) -> list[Worker]:
    """Who repeats how often: a worker for each hash seed and, if there are busy loops, one beside them."""
    conditions = [(seed, False) for seed in seeds] + [(seeds[0], True)] * bool(busy)
    share, rest = divmod(repeat, len(conditions))
    shares = [share + (number < rest) for number in range(len(conditions))]
    return [Worker(seed, each, loaded) for (seed, loaded), each in zip(conditions, shares, strict=True) if each]


def soak(workers: Sequence[Worker], names: Sequence[str], busy: int, console: Console) -> dict[str, Tally]:
    """Run the workers, side by side but for those beside busy loops, and tally what they print.

    Raises RuntimeError if one of them dies."""
    tallies = {name: Tally() for name in names}
    with Progress(*Progress.get_default_columns(), TimeElapsedColumn(), console=console) as progress:
        bar = progress.add_task("calm", total=sum(worker.repeat for worker in workers) * len(names))

        def follow(worker: Worker) -> None:
            for line in _lines(worker, names):
                _count(tallies, line)
                progress.advance(bar)

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            list(pool.map(follow, [worker for worker in workers if not worker.busy]))
        progress.update(bar, description=f"beside {busy} busy loops")
        with busy_loops(busy):
            for worker in workers:
                if worker.busy:
                    follow(worker)
    return tallies


def _lines(worker: Worker, names: Sequence[str]) -> Iterator[str]:
    with tempfile.TemporaryFile("w+") as errors, worker.start(names, errors.fileno()) as process:
        yield from process.stdout or ()
        if process.wait():
            errors.seek(0)
            raise RuntimeError(f"A worker died (exit code {process.returncode}):\n{errors.read()[-2000:]}")


def _count(tallies: dict[str, Tally], line: str) -> None:
    name, outcome, right, lines = json.loads(line)
    tally = tallies[name]
    tally.outcomes[outcome] += 1
    tally.wrong += not right
    if len(tally.samples) < 3:
        tally.samples.setdefault(outcome, lines)


def report(tallies: dict[str, Tally], console: Console) -> bool:
    """Print the table, and the traces of what had more than one outcome. Whether all had exactly one, the expected."""
    table = Table(
        "scenario", "repetitions", "distinct", "wrong", caption="distinct: outcomes; wrong: not the expected trace"
    )
    table.columns[0].no_wrap = True
    for name, tally in tallies.items():
        style = "" if tally.sound else "bold red"
        table.add_row(name, str(tally.repetitions), str(len(tally.outcomes)), str(tally.wrong or ""), style=style)
    console.print(table)
    unsound = {name: tally for name, tally in tallies.items() if not tally.sound}
    for name, tally in unsound.items():
        for outcome, lines in tally.samples.items():
            console.print(f"\n{name}, {tally.outcomes[outcome]} times:", *lines, sep="\n  ", markup=False)
    total = sum(tally.repetitions for tally in tallies.values())
    console.print(f"{len(tallies)} scenarios, {total} repetitions; not as they should be: {len(unsound)}.")
    return not unsound


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios.soak", description=__doc__)
    parser.add_argument("names", nargs="*", help="only these scenarios (default: all)")
    parser.add_argument("--repeat", type=int, default=1000, help="repetitions of each scenario (default: 1000)")
    parser.add_argument("--busy", type=int, default=4, help="busy loops beside some of them (default: 4; 0: none)")
    parser.add_argument("--hash-seeds", default="0,1,2", help="PYTHONHASHSEED of the workers (default: 0,1,2)")
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    from .catalogue import SCENARIOS

    unknown = set(options.names) - SCENARIOS.keys()
    if unknown:
        parser.error(f"there is no scenario {', '.join(sorted(unknown))}; there are: {', '.join(SCENARIOS)}")
    names = options.names or list(SCENARIOS)
    if options.worker is not None:
        work(options.worker, names)
        return 0
    console = Console()
    workers = plan(options.repeat, [int(seed) for seed in options.hash_seeds.split(",")], options.busy)
    return 0 if report(soak(workers, names, options.busy, console), console) else 1


if __name__ == "__main__":
    sys.exit(main())
