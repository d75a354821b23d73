"""Run the student's half where nothing is that only POSIX has: `python -m tests.unit.student.without_posix FOLDER`.

The modules and functions that Windows does not have are taken away before asynclab is imported, after the standard
library's own modules are, which know which system they are on.
"""

import asyncio
import concurrent.futures
import getpass
import http.client
import logging
import multiprocessing
import os
import platform
import re
import select
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

LOADED = (asyncio, concurrent.futures, getpass, http.client, logging, multiprocessing, platform, shutil, ssl)
LOADED += (subprocess, tempfile, uuid)
MODULES = "crypt fcntl grp nis posix _posixsubprocess pty pwd readline resource spwd syslog termios tty".split()
NAMES = {
    os: """O_CLOEXEC O_DIRECTORY O_NOFOLLOW O_NONBLOCK WNOHANG chown chroot confstr fchdir fchmod fchown fork forkpty
        geteuid getegid getgid getgroups getloadavg getpgid getpgrp getuid getxattr killpg lchown listxattr memfd_create
        mkfifo nice openpty pidfd_open posix_spawn posix_spawnp register_at_fork sched_getaffinity sched_setaffinity
        setgid setsid setuid setxattr statvfs sysconf uname wait4""",
    signal: " ".join(
        {name for name in dir(signal) if not name.startswith("_")}
        - set("Handlers Signals NSIG SIG_DFL SIG_IGN SIGABRT SIGFPE SIGILL SIGINT SIGSEGV SIGTERM".split())
        - set("default_int_handler getsignal raise_signal set_wakeup_fd signal strsignal valid_signals".split())
    ),
    select: "epoll kqueue poll",
    socket: "AF_UNIX",
    time: "CLOCK_MONOTONIC clock_gettime pthread_getcpuclockid tzset",
}
ANSWERS = Path(__file__).resolve().parents[2] / "answers" / "03-astream"
STUDENTS_HAVE_NOT = "jupytext nbclient nbconvert nbformat nbgrader pytest"  # nor JupyterLab, where they only copy


def take_away():
    """Make this interpreter one without POSIX, as far as what asynclab imports can tell."""
    absent = [*MODULES, *STUDENTS_HAVE_NOT.split()]
    sys.modules.update(dict.fromkeys(absent))  # None: an import raises ModuleNotFoundError
    for module, names in NAMES.items():
        for name in names.split():
            if hasattr(module, name):
                delattr(module, name)


def main(folder):
    """Begin the course, judge a right and a wrong answer of chapter 3's, read the progress."""
    for arguments in (["start", folder, "--no-lab"], ["start", folder, "--no-lab", "--update"], ["progress", folder]):
        command(arguments)
    for name in ("right/parser.py", "wrong/collects.py"):
        answer = (ANSWERS / "show" / name).read_text(encoding="utf-8")
        print(name, "passes" if passes(Path(folder), answer) else "fails")


def command(arguments):
    """Run a verb; end with its code if it fails."""
    from asynclab.__main__ import main

    sys.argv = ["asynclab", *arguments]
    try:
        main()
    except SystemExit as done:
        if done.code:
            raise


def passes(folder, answer):
    """Whether an answer to the first task of chapter 3 passes its visible checks, in the cells as they are released."""
    import json

    from asynclab.course.cell.errors import CheckFailed

    os.chdir(folder / "03-astream")
    notebook = json.loads(Path("03-astream.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    imports = "\n".join(cell for cell in cells if re.match(r"(import|from) ", cell))
    world = {}
    exec(imports, world)
    exec(compile(answer, "<answer>", "exec"), world)
    try:
        for cell in cells:
            if re.match(r'with check\("show-', cell):
                exec(compile(cell, "<cell>", "exec"), world)
    except CheckFailed:
        return False
    return True


if __name__ == "__main__":
    take_away()
    main(sys.argv[1])
