"""What the runs of `grading.py` say: targets reached or not, where the time goes, and what bounds it. Pure."""

import os
from dataclasses import asdict, dataclass

from engines import Graded
from scores import Score, explained

from asynclab.report.sample_class import SampleKind

GIB = 1 << 30
# It costs what the limits of time allow, in ours and by itself: not told with the others.
ENDLESS = SampleKind.ENDLESS.value


@dataclass(frozen=True)
class Measured:
    """Everything. cells: CPU seconds of each student's cells alone, in the class that both engines graded. kinds: of
    every student's paper. peer: otter-grader's run, where it was asked for."""

    stock: Graded
    few: Graded
    many: Graded
    again: Graded
    cells: dict[str, float]
    scores: list[Score]
    kinds: dict[str, str]
    peer: Graded | None = None

    @property
    def own(self):
        """CPU seconds of a submission's cells alone, where they end."""
        ending = [seconds for student, seconds in self.cells.items() if self.kinds[student] != ENDLESS]
        return sum(ending) / len(ending)

    def ending(self, run):
        """CPU seconds a submission of one of our runs, those left out that do not end."""
        endless = [told["seconds"] for _, told in run.told if self.kinds[told["student"]] == ENDLESS]
        return (run.run.cpu - sum(endless)) / (run.count - len(endless))

    @property
    def runs(self):
        """By name, in the order in which they happened."""
        peer = {"otter-grader (otter run)": self.peer} if self.peer else {}
        return {
            "stock nbgrader": self.stock,
            **peer,
            "this engine": self.few,
            "this engine, many": self.many,
            f"the same, {self.again.reused} of them unchanged": self.again,
        }


@dataclass(frozen=True)
class Target:
    """What is to be reached. reached: None where so small a class cannot tell."""

    what: str
    measured: str
    wanted: str
    reached: bool | None


def targets(found):
    """Each target and what was measured."""
    few, many, again = found.few, found.many, found.again
    faster, unchanged = few.rate / found.stock.rate, again.rate / found.stock.rate
    share, further, kept = found.ending(few) / found.own, found.ending(many) / found.own, many.steady / few.steady
    peak, grown = max(run.run.peak for run in (few, many, again)), many.run.grown
    steady = f"rate of the {many.count} / rate of the {few.count}, once under way"
    long = many.count >= 10 * few.count  # a short run does not tell how a long one goes on
    return (
        Target("throughput, as a multiple of stock's", f"{faster:.1f}x", ">= 25x", faster >= 25),
        Target(f"CPU a submission of the {few.count} / its cells' own", f"{share:.2f}x", "<= 1.5x", share <= 1.5),
        Target(f"CPU a submission of the {many.count} / its cells' own", f"{further:.2f}x", "<= 1.5x", further <= 1.5),
        Target(steady, f"{kept:.2f}", "0.9 to 1.1", 0.9 <= kept <= 1.1 if long else None),
        Target("peak memory of all processes (PSS)", f"{peak / GIB:.2f} GiB", "< 1.5 GiB", peak < 1.5 * GIB),
        Target("  late in the run / early in it", f"{grown:.2f}", "< 1.1", grown < 1.1 if long else None),
        Target(f"unchanged {again.count}, as a multiple of stock's", f"{unchanged:.0f}x", ">= 200x", unchanged >= 200),
    )


def limits(found):
    """What bounds the numbers on this machine, in sentences."""
    cores = len(os.sched_getaffinity(0))
    ceiling = cores / found.own / found.stock.rate
    unchanged = found.again.count / (found.again.start * found.stock.rate)
    waited = sum(told["seconds"] for _, told in found.many.told if found.kinds[told["student"]] == ENDLESS)
    yield (
        f"{cores} cores that did nothing but run the students' cells ({found.own:.2f} CPU s each) would be "
        f"{ceiling:.0f}x stock: nothing that executes them can be faster."
    )
    yield (
        f"A batch takes {found.again.start:.1f} s to its first submission (nbgrader's imports, the warm processes): "
        f"were the rest for nothing, {found.again.count} unchanged ones would be {unchanged:.0f}x stock."
    )
    anew = [told for _, told in found.again.told if not told["reused"]]
    if anew:
        yield (
            f"{len(anew)} of the {found.again.count} unchanged ones were executed again, for "
            f"{sum(told['seconds'] for told in anew):.0f} CPU s: what could not be read, and what hung on a limit of "
            "time or went wrong with the machine, is not final."
        )
    yield (
        f"Loops that never end took {waited:.0f} CPU s of the {found.many.run.cpu:.0f} of the many: the limits of time "
        "let them. They count in the rates, and are left out of CPU a submission."
    )


def phases(found):
    """Where the CPU of a submission goes, in seconds: what each further one takes, and the start of a batch."""
    few, many = found.few, found.many
    if many.count < 2 * few.count:
        return {"its cells alone": found.own, "in all, the start of the batch with it": found.ending(many)}
    one, all_ = found.ending(few) * few.count, found.ending(many) * many.count
    each = (all_ - one) / (many.count - few.count)
    endless = [told["seconds"] for _, told in many.told if found.kinds[told["student"]] == ENDLESS]
    inside = (many.in_students * many.count - sum(endless)) / (many.count - len(endless))
    return {
        "its cells alone": found.own,
        "its processes, all passes": inside,
        "reading, cleaning, judging, gradebook": each - inside,
        "in all": each,
        "once a batch: imports, warm processes, examination": one - few.count * each,
    }


def by_kind(found):
    """(kind of paper, CPU seconds in its processes), the dearest first."""
    seconds = {}
    for _, told in found.many.told:
        seconds.setdefault(found.kinds[told["student"]], []).append(told["seconds"])
    return sorted(((kind, sum(each) / len(each)) for kind, each in seconds.items()), key=lambda pair: -pair[1])


def summary(found):
    """For `build/bench.json`."""
    equal, by_rule, unexplained = explained(found.scores)
    return {
        "cores": len(os.sched_getaffinity(0)),
        "runs": {name: run.summary() for name, run in found.runs.items()},
        "cells_alone": found.cells,
        "targets": [asdict(target) for target in targets(found)],
        "limits": list(limits(found)),
        "phases": phases(found),
        "by_kind": dict(by_kind(found)),
        "scores": {
            "equal": equal,
            "explained": {rule.name: count for rule, count in by_rule.items()},
            "unexplained": [asdict(score) for score in unexplained],
        },
    }
