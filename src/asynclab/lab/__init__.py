"""Runs async code on a virtual clock: `simulate(main)`.

Time is virtual inside a run and moves only when everything waits, so that a run takes no real time and has one order.
Importing this package puts stand-ins for the functions that wait or tell the time in place (see `patches`); they act
in the threads of a run only.
"""

from asynclab.lab.audit_hook import giver as giver
from asynclab.lab.audit_hook import hear as hear
from asynclab.lab.audit_hook import in_step as in_step
from asynclab.lab.audit_hook import tell as tell
from asynclab.lab.boundary import Treated as Treated
from asynclab.lab.boundary import Treatment as Treatment
from asynclab.lab.boundary import boundary as boundary
from asynclab.lab.context import EPOCH as EPOCH
from asynclab.lab.context import in_run as in_run
from asynclab.lab.context import now as now
from asynclab.lab.context import real_time as real_time
from asynclab.lab.context import waiting_turn as waiting_turn
from asynclab.lab.errors import CannotSimulate as CannotSimulate
from asynclab.lab.errors import Hang as Hang
from asynclab.lab.errors import Interrupted as Interrupted
from asynclab.lab.errors import LabError as LabError
from asynclab.lab.errors import RealTimeLimit as RealTimeLimit
from asynclab.lab.errors import RunOver as RunOver
from asynclab.lab.errors import Waiting as Waiting
from asynclab.lab.leftovers import LeftAlive as LeftAlive
from asynclab.lab.leftovers import fed_from as fed_from
from asynclab.lab.observer import Observer as Observer
from asynclab.lab.owners.givers import made_at as made_at
from asynclab.lab.owners.ownership import Location as Location
from asynclab.lab.owners.ownership import Owner as Owner
from asynclab.lab.owners.ownership import definition_of as definition_of
from asynclab.lab.owners.ownership import owner_of as owner_of
from asynclab.lab.owners.ownership import student_location as student_location
from asynclab.lab.owners.ownership import student_locations as student_locations
from asynclab.lab.patches import patching
from asynclab.lab.simulation import Ended as Ended
from asynclab.lab.simulation import simulate as simulate
from asynclab.lab.tasks import LoopError as LoopError

patching.install()
