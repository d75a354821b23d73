"""Runs async code on a virtual clock: `simulate(main)`.

Time is virtual inside a run and moves only when everything waits, so that a run takes no real time and has one order.
Importing this package puts stand-ins for the functions that wait or tell the time in place (see `patches`); they act
in the threads of a run only.
"""

from asynclab.lab.audit_hook import giver, in_step, tell
from asynclab.lab.boundary import Treated, Treatment, boundary
from asynclab.lab.context import EPOCH, in_run, now, real_time, waiting_turn
from asynclab.lab.errors import CannotSimulate, Hang, LabError, RealTimeLimit, RunOver, Waiting
from asynclab.lab.leftovers import LeftAlive
from asynclab.lab.observer import Observer
from asynclab.lab.owners.ownership import Location, Owner, owner_of, student_location
from asynclab.lab.patches import patching
from asynclab.lab.simulation import Ended, simulate
from asynclab.lab.tasks import LoopError

__all__ = [
    "EPOCH",
    "CannotSimulate",
    "Ended",
    "Hang",
    "LabError",
    "LeftAlive",
    "Location",
    "LoopError",
    "Observer",
    "Owner",
    "RealTimeLimit",
    "RunOver",
    "Treated",
    "Treatment",
    "Waiting",
    "boundary",
    "giver",
    "in_run",
    "in_step",
    "now",
    "owner_of",
    "patches",
    "real_time",
    "simulate",
    "student_location",
    "tell",
    "waiting_turn",
]

patching.install()
