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

Of memory, each process is limited and not their sum: that would take a control group, which needs privileges.
"""

from __future__ import annotations

from asynclab.grade.sandbox.detect import Containment, choose, what_is_missing
from asynclab.grade.sandbox.entry import confine, enter, sweep
from asynclab.grade.sandbox.kind import SandboxKind
from asynclab.grade.sandbox.teardown import empty

__all__ = ["Containment", "SandboxKind", "choose", "confine", "empty", "enter", "sweep", "what_is_missing"]
