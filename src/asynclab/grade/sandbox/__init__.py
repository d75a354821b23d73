"""Containment: bubblewrap, else Landlock with seccomp, else a refusal.

Outside: `choose().start(arguments, scratch=..., lane=...)`. Inside: `folder = enter(lane)` first of all; then for each
child `os.fork()`, in it `confine(folder, limits)` before student code, and `sweep()` when it has ended. Between
students, `empty(folder)`.

                                 BUBBLEWRAP                   LANDLOCK                        NONE
files of the machine             not there                    unreadable; names can be asked  -
network                          none, and no socket          no socket                       -
other processes                  not there                    no signal, no tracing           -
what is written                  in memory, of limited size   on disk, each file limited      as with LANDLOCK
locks between processes          work                         refused                         work
modes and times of files         work                         seem to change                  work
processes of an ordinary user    counted apart (Linux 5.14)   counted with all of the user's  as with LANDLOCK
left after a sweep               nothing                      nothing                         nothing

Where root grades, student code runs as a user who owns nothing. If Python, asynclab or the folder for temporary files
lies in a folder closed to others (root's home), bubblewrap shows what is needed of it. LANDLOCK does one of two things,
see `Passage`; `choose` tries them in this order:

- Covers: in a mount namespace of its own, an empty folder takes the place of the closed one, and what is needed is
  shown again, read-only. What is covered is not there. For the rest of the machine the table holds.
- A capability, where root may not mount, as in many containers: student code keeps CAP_DAC_READ_SEARCH, so that modes
  of files protect nothing from being read, and Landlock alone does. It does not cover all: in closed folders too it can
  be asked whether a name exists, how large and how old it is, and where a link leads; below /usr and in Python's own
  folders, files that are for root alone can be read. A hole in Landlock would open every file of the machine, where
  otherwise their modes would still be in the way. (Opening files by handle, which the capability is for, is refused.)

Where root may do neither, it is refused with `CannotContain`. An ordinary user needs neither: student code runs as that
user, and Landlock alone keeps it from that user's files.

Of memory, each process is limited and not their sum: that would take a control group, which needs privileges.
"""

from __future__ import annotations

from asynclab.grade.sandbox.detect import Containment as Containment
from asynclab.grade.sandbox.detect import choose as choose
from asynclab.grade.sandbox.detect import what_is_missing as what_is_missing
from asynclab.grade.sandbox.entry import adopt as adopt
from asynclab.grade.sandbox.entry import confine as confine
from asynclab.grade.sandbox.entry import enter as enter
from asynclab.grade.sandbox.entry import sweep as sweep
from asynclab.grade.sandbox.entry import written_to as written_to
from asynclab.grade.sandbox.kind import SandboxKind as SandboxKind
from asynclab.grade.sandbox.teardown import empty as empty
