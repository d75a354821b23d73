"""Starts the inmate in a sandbox, as the user who runs this, and prints what it reports.

Argument: the kind of sandbox. Around it is what a grader has around: a secret, a neighbour's process, listeners.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import asynclab
from asynclab.grade.sandbox import choose

INMATE = Path(__file__).with_name("inmate.py")
COURSE = Path(__file__).parents[4]
OF_THE_COURSE = ("source", "release", "notebooks", ".git", "pyproject.toml")
OF_THE_SYSTEM = ("/", "/usr", "/etc", "/dev", "/var/tmp", "/run")
LANE = 7


def main():
    """Print the report as JSON: for each deed what came of it, and how the bystanders fared."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryFile() as errors:
        folder = Path(name)
        folder.chmod(0o755)  # root's stand-in must be able to reach the scratch
        with (
            socket.create_server(("127.0.0.1", 0)) as port,
            socket.socket(socket.AF_UNIX) as local,
            bystander() as other,
        ):
            local.bind(f"{name}/listener")
            local.listen()
            world = {**world_of(folder, port, other), "memory": sys.argv[1] == "bubblewrap"}
            report = in_a_sandbox(sys.argv[1], folder, world, errors)
            port.settimeout(0)
            local.settimeout(0)
            report["bystanders"] = {"called": [called(port), called(local)], "alive": other.poll() is None}
            other.communicate()
        print(json.dumps(report))


def bystander():
    """A process of the same user's, with a secret in its environment; it ends when its input is closed."""
    return subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)


def called(listener):
    try:
        listener.accept()
    except BlockingIOError:
        return False
    return True


def world_of(folder, port, other):
    """What deeds may aim at. The environment holds the secret too: whoever starts this puts it there."""
    secret = folder / "gradebook.db"
    secret.write_text("everybody's grades")
    secret.chmod(0o600)
    package = Path(asynclab.__file__).parent
    of_the_course = map(COURSE.joinpath, OF_THE_COURSE)
    beside = beside_python()
    ours = (sys.prefix, f"{sys.prefix}/lib", Path(os.__file__).parent, package, *(path.parent for path in beside))
    return {
        "lane": LANE,
        "port": port.getsockname()[1],
        "listener": f"{folder}/listener",
        "hidden": [str(path) for path in (secret, folder, *beside, *of_the_course, "/etc/passwd")],
        "home": str(Path.home()),
        "secret": os.environ["SECRET"],
        "grader": os.getpid(),
        "bystander": other.pid,
        "unwritable": [str(path) for path in (*OF_THE_SYSTEM, *ours, COURSE, folder, Path.home())],
        "shown": str(INMATE),
    }


def beside_python():
    """What everyone might read that lies in a closed folder together with Python, if it is such a Python."""
    return [*Path(sys.prefix).parent.glob("notes.txt")]


def in_a_sandbox(kind, folder, world, errors):
    reading, writing = os.pipe()
    scratch = folder / "scratch"
    scratch.mkdir()
    arguments = [str(INMATE), str(writing), json.dumps(world)]
    containment = choose(kind)
    process = containment.start(arguments, scratch=scratch, lane=LANE, readable=[INMATE], fds=[writing], stderr=errors)
    os.close(writing)
    with open(reading, encoding="utf-8") as stream:
        report = stream.read()
    if process.wait():
        errors.seek(0)
        sys.exit(errors.read().decode())
    return {**json.loads(report), "sandbox": {"passage": containment.passage.value}}


if __name__ == "__main__":
    main()
