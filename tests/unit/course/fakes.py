"""Fakes at the seams of a check: a performer that gives runs as told, and a publisher that keeps what it is given."""

from dataclasses import dataclass, field

from asynclab.course import CheckContext, Memory
from asynclab.observe.run import Ending, Place, Problem, Run

SLOW = Run(Ending.RETURNED, value="slow", elapsed=4.0)
FAST = Run(Ending.RETURNED, value="fast", elapsed=1.0)
PLACE = Place("<cell ask>", 3, "ask", "raise NotAttempted()")
STUB = Run(Ending.NOT_ATTEMPTED, problem=Problem("NotAttempted", "ask: not attempted yet.", place=PLACE))
HUNG = Run(Ending.HUNG, problem=Problem("Hang", "ask waits for Event.wait", place=PLACE))
ENDLESS = Run(Ending.STOPPED, problem=Problem("RealTimeLimit", "No end: the virtual clock stood still.", place=PLACE))
FULL = Run(
    Ending.RAISED,
    problem=Problem("ExceptionGroup", "one of them", inner=(Problem("MemoryError", "", place=PLACE),), place=PLACE),
)


def chose(letter):
    """The run of `read(...)` on a quiz answer."""
    return Run(Ending.RETURNED, value=letter)


@dataclass
class Performer:
    """Gives one run, or what a function makes of the scenario; keeps the scenarios."""

    gives: object = FAST
    scenarios: list = field(default_factory=list)

    def perform(self, scenario):
        self.scenarios.append(scenario)
        return self.gives(scenario) if callable(self.gives) else self.gives


@dataclass
class Desk:
    """A bench on fakes, and what was published on it."""

    performer: Performer
    published: list
    bench: CheckContext

    @property
    def verdict(self):
        """The one verdict that was published."""
        (verdict,) = self.published
        return verdict


def desk(gives=FAST, **about):
    """A bench whose performer gives `gives`."""
    performer, published = Performer(gives), []
    return Desk(performer, published, CheckContext(performer, published.append, Memory(), **about))
