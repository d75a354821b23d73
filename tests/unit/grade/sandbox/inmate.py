"""Runs in a sandbox, as what grades would: enters, does each deed in a forked child that is confined, sweeps.

Arguments: the descriptor to report on, and a JSON object of what deeds may aim at. Reports a JSON object: for each deed
what came of it, and what was left after the sweep. Needs nothing but the standard library and asynclab.
"""

import ctypes
import errno
import json
import os
import resource
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from asynclab.grade.job import Limits
from asynclab.grade.sandbox import confine, empty, enter, sweep, teardown
from asynclab.grade.sandbox.linux.syscalls import MACHINES

LIMITS = Limits(cpu=1, memory=1 << 30, processes=40, file=1 << 20)
LIBC = ctypes.CDLL(None, use_errno=True)
DEEDS = {}


def deed(function):
    """Something that a student might do: takes what there is to aim at, returns what came of it."""
    DEEDS[function.__name__] = function
    return function


def attempt(action, *arguments):
    """The name of the error that an action meets, or "done"."""
    try:
        action(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return "done"


def system_call(name, *arguments):
    """As `attempt`, for a call that Python has no function for."""
    number = MACHINES[os.uname().machine].numbers[name]
    if LIBC.syscall(ctypes.c_long(number), *map(ctypes.c_long, arguments)) < 0:
        return errno.errorcode[ctypes.get_errno()]
    return "done"


def stay(*_):
    while True:
        signal.pause()


@deed
def open_sockets(_):
    families = (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK, socket.AF_PACKET)
    return [attempt(socket.socket, family, socket.SOCK_RAW) for family in families]


@deed
def call_a_listener(world):
    return attempt(socket.create_connection, ("127.0.0.1", world["port"]))


@deed
def call_a_unix_listener(world):
    with socket.socketpair()[0]:  # what asyncio needs is there
        return attempt(lambda: socket.socket(socket.AF_UNIX).connect(world["listener"]))


@deed
def read_what_is_not_shown(world):
    return [path for path in world["hidden"] if attempt(look, path) == "done"]


@deed
def find_what_is_not_shown(world):
    return [path for path in world["hidden"] if os.path.lexists(path)]


@deed
def read_it_by_another_way(world):
    """Through the roots and working directories of processes, and up from where this one is."""
    processes = ("self", 1, world["warm"], world["bystander"], world["grader"])
    ways = [f"/proc/{process}/{way}" for process in processes for way in ("root", "cwd", "task/1/root")]
    ways.append("../" * 40)
    tries = [way + path for way in ways for path in world["hidden"]]
    return [path for path in tries if attempt(look, path) == "done"]


@deed
def have_a_program_read_it(world):
    """A program that is started has the same rights, and no others."""
    return [path for path in world["hidden"] if subprocess.run(["cat", path], capture_output=True).returncode == 0]


@deed
def link_it_to_a_place_of_ones_own(world):
    """What has been opened just as a place, and then is linked, or opened anew by way of its descriptor."""
    at_here, empty_path = -100, 0x1000
    done = []
    for path in world["hidden"]:
        try:
            place = os.open(path, os.O_PATH)
        except OSError:
            continue
        again = f"/proc/self/fd/{place}"
        linked = LIBC.linkat(place, b"", at_here, b"linked", empty_path) == 0
        tries = [attempt(os.link, path, "too"), attempt(os.link, again, "also"), attempt(look, again)]
        done += [path] if linked or "done" in tries else []
    return done


@deed
def open_it_by_its_handle(world):
    """As the capability to pass folders allows, whatever folder a file lies in."""
    handle = ctypes.create_string_buffer(128)
    handle[0:4] = (120).to_bytes(4, sys.byteorder)
    mount = ctypes.create_string_buffer(8)
    at = ctypes.addressof
    path = ctypes.create_string_buffer(os.fsencode(world["hidden"][0]))
    return [
        system_call("name_to_handle_at", -100, at(path), at(handle), at(mount), 0),
        system_call("open_by_handle_at", os.open("/usr", os.O_RDONLY), at(handle), os.O_RDONLY),
    ]


@deed
def watch_what_is_written_to_the_grader_s_folder(world):
    folder = ctypes.create_string_buffer(os.fsencode(world["hidden"][1]))
    return system_call("inotify_add_watch", LIBC.inotify_init1(0), ctypes.addressof(folder), 0xFFF)


@deed
def take_covers_off(world):
    """Unmount, mount anew, make writable, show elsewhere, go where nothing is covered."""
    folder = ctypes.create_string_buffer(os.fsencode(Path(sys.prefix).parent))
    at, empty = ctypes.addressof(folder), ctypes.addressof(ctypes.create_string_buffer(64))
    detach, remount_and_bind = 2, 32 | 4096
    return [
        system_call("umount2", at, detach),
        system_call("mount", empty, at, empty, remount_and_bind, 0),
        system_call("mount_setattr", -100, at, 0, empty, 32),
        system_call("open_tree", -100, at, 1),
        system_call("move_mount", -100, at, -100, at, 0),
        system_call("pivot_root", at, at),
        system_call("chroot", at),
        system_call("setns", 0, 0),
    ]


@deed
def take_up_capabilities(_):
    """All of them at once, and one after the other to hand on; which there are then."""
    header, everything = struct.pack("=Ii", 0x20080522, 0), struct.pack("=6I", *[0xFFFFFFFF] * 6)
    LIBC.capset(header, everything)
    for number in range(41):
        LIBC.prctl(47, 2, ctypes.c_ulong(number), 0, 0)
    status = Path("/proc/self/status").read_text()
    return [line.split()[1] for line in status.splitlines() if line.startswith(("CapPrm", "CapEff"))]


@deed
def look_around_at_home(world):
    try:
        return os.listdir(world["home"])
    except OSError:
        return []


def look(path):
    """List a folder, or read a file."""
    return os.listdir(path) if os.path.isdir(path) else Path(path).read_bytes()


@deed
def read_environments(world):
    found = [dict(os.environ)]
    for process in ("self", world["warm"], world["bystander"], world["grader"]):
        try:
            found.append(Path("/proc", str(process), "environ").read_text())
        except OSError:
            found.append("")
    return world["secret"] in json.dumps(found)


@deed
def read_the_sandbox_s_processes(world):
    files = [f"/proc/{process}/{name}" for process in (world["warm"], 1) for name in ("mem", "environ", "maps", "fd/0")]
    return [attempt(lambda path=path: Path(path).read_bytes()) for path in files]


@deed
def write_everywhere(world):
    places = [".", *world["unwritable"]]
    return [place for place in places if attempt(Path(place, "written").write_text, "by a student") == "done"]


@deed
def put_another_python_in_place_of_ours(_):
    """The folders that could be moved away."""
    folders = [Path(sys.prefix), *Path(sys.prefix).parents[:-1]]
    return [str(folder) for folder in folders if attempt(os.rename, folder, f"{folder}-moved") == "done"]


@deed
def shut_the_folders_that_the_next_need(_):
    for folder in (tempfile.gettempdir(), os.path.expanduser("~"), "."):
        attempt(os.chmod, folder, 0)
    return "tried"


@deed
def put_files_where_the_next_could_find_them(_):
    folders = (tempfile.gettempdir(), os.path.expanduser("~"), "/dev/shm")
    return [folder for folder in folders if attempt(Path(folder, "message").write_text, "for the next") == "done"]


@deed
def find_what_the_one_before_left(_):
    folders = (tempfile.gettempdir(), os.path.expanduser("~"), "/dev/shm")
    return [folder for folder in folders if os.path.exists(Path(folder, "message"))]


@deed
def change_the_mode_of_what_is_shown(world):
    """Whether it is what it was."""
    before = os.stat(world["shown"]).st_mode
    attempt(os.chmod, world["shown"], 0o777)
    with open(world["shown"]) as file:
        attempt(os.fchmod, file.fileno(), 0o777)
    return os.stat(world["shown"]).st_mode == before


@deed
def copy_a_file_as_honest_code_does(_):
    Path("data.txt").write_text("numbers")
    return Path(shutil.copy2("data.txt", "copy.txt")).read_text()


@deed
def become_root(_):
    return [attempt(os.setuid, 0), attempt(os.setresuid, 0, 0, 0), 0 in os.getresuid(), 0 in os.getresgid()]


@deed
def ask_su_for_help(_):
    return subprocess.run(["su", "-c", "id"], capture_output=True, stdin=subprocess.DEVNULL).returncode != 0


@deed
def make_namespaces(_):
    new_user = 0x10000000
    return [system_call("unshare", new_user), system_call("clone", new_user | signal.SIGCHLD, 0, 0, 0, 0)]


@deed
def trace(world):
    attach = 16
    return [system_call("ptrace", attach, world["warm"], 0, 0), system_call("ptrace", 0, 0, 0, 0)]


@deed
def signal_others(world):
    targets = (world["warm"], world["bystander"], world["grader"])
    return [attempt(os.kill, target, signal.SIGKILL) for target in targets]


@deed
def signal_all(_):
    return attempt(os.kill, -1, signal.SIGTERM)


@deed
def signal_oneself(_):
    caught = []
    signal.signal(signal.SIGUSR1, lambda *_: caught.append("caught"))
    os.kill(os.getpid(), signal.SIGUSR1)
    return caught


@deed
def choke_the_sandbox_s_process(world):
    return [
        attempt(resource.prlimit, world["warm"], resource.RLIMIT_NOFILE, (3, 3)),
        attempt(os.setpriority, os.PRIO_PROCESS, world["warm"], 19),
        attempt(os.sched_setaffinity, world["warm"], {0}),
    ]


@deed
def start_a_session(_):
    """As `start_new_session` does; whether it is still the old one."""
    before = os.getsid(0)
    if os.fork() == 0:
        os.setsid()
        Path("session").write_text(str(os.getsid(0)))
        os._exit(0)
    os.wait()
    return Path("session").read_text() == str(before)


@deed
def raise_a_limit(_):
    kinds = (resource.RLIMIT_NPROC, resource.RLIMIT_FSIZE, resource.RLIMIT_AS, resource.RLIMIT_CPU)
    return [attempt_value(resource.setrlimit, kind, (1 << 50, 1 << 50)) for kind in kinds]


def attempt_value(action, *arguments):
    try:
        return attempt(action, *arguments)
    except ValueError:  # what `resource` makes of EPERM
        return "EPERM"


@deed
def fork_without_end(_):
    """How many processes could be made, all of which stay."""
    for made in range(100_000):
        try:
            if os.fork() == 0:
                stay()
        except OSError as error:
            return [made, errno.errorcode[error.errno]]
    return [made, "no limit"]


@deed
def start_threads_without_end(_):
    started = 0
    try:
        while started < 10_000:
            threading.Thread(target=stay_in_a_thread, daemon=True).start()
            started += 1
    except RuntimeError:
        pass
    return started


def stay_in_a_thread():
    threading.Event().wait()


@deed
def bomb(_):
    """Every process forks as fast as it can, and none ends."""
    if os.fork() == 0:
        while True:
            attempt(os.fork)
    return "planted"


@deed
def leave_a_daemon(_):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
                signal.signal(number, signal.SIG_IGN)
            stay()
        os._exit(0)
    return "left"


@deed
def leave_a_daemon_whose_first_thread_has_ended(_):
    if os.fork() == 0:
        os.setsid()
        threading.Thread(target=stay_in_a_thread).start()
        LIBC.pthread_exit(None)
    return "left"


@deed
def be_stopped_and_left(_):
    child = os.fork()
    if child == 0:
        os.kill(os.getpid(), signal.SIGSTOP)
        stay()
    os.waitpid(child, os.WUNTRACED)
    return "left"


@deed
def take_memory(_):
    return len(bytearray(2 << 30))


@deed
def write_a_large_file(_):
    with open("large", "wb") as file:
        file.write(bytes(2 << 20))
        file.flush()


@deed
def write_many_files(world):
    """More than there is room for, in pieces that are each allowed; where a disk is written to, only some."""
    piece = bytes(1 << 20)
    for number in range(300 if world["memory"] else 3):
        try:
            Path(f"piece-{number}").write_bytes(piece)
        except OSError as error:
            return errno.errorcode[error.errno]
    return "no limit"


@deed
def open_files_without_end(_):
    kept = []
    while len(kept) < 10_000:
        kept.append(os.fdopen(os.open("/dev/zero", os.O_RDONLY)))


@deed
def never_end(_):
    while True:
        time.monotonic()


@deed
def dump_core(_):
    os.abort()


@deed
def nest_folders(_):
    for _ in range(1500):
        os.mkdir("deeper")
        os.chdir("deeper")
    Path("lowest").write_text("deep")


@deed
def lock_a_folder(_):
    Path("locked/inner").mkdir(parents=True)
    Path("locked/link").symlink_to("/usr")
    os.chmod("locked", 0)


@deed
def work_as_honest_code_does(_):
    """What a chapter or its students need: a loop, threads, a program, a temporary file, a lock between processes."""
    import asyncio

    async def main():
        await asyncio.to_thread(time.monotonic)
        program = await asyncio.create_subprocess_exec("echo", "hello", stdout=subprocess.PIPE)
        return (await program.communicate())[0].decode().strip()

    with tempfile.NamedTemporaryFile("w") as file:
        file.write("something")
    assert os.listdir("/proc/self/fd")
    assert os.cpu_count()
    assert Path("/proc/self/status").read_text()
    return asyncio.run(main())


@deed
def start_another_python_as_honest_code_does(_):
    """It has to find itself and its modules, wherever they lie; and so has what is imported late."""
    import colorsys

    told = subprocess.run([sys.executable, "-c", "import json; print('hello')"], capture_output=True)
    return told.stdout.decode() + colorsys.__name__


@deed
def share_a_lock_between_processes(_):
    import multiprocessing

    with multiprocessing.get_context("fork").Lock():
        return "locked"


def main():
    """Do all deeds, one after the other."""
    report, world = int(sys.argv[1]), json.loads(sys.argv[2])
    scratch = enter(world["lane"])
    world["warm"] = os.getpid()
    results = {}
    for name, action in DEEDS.items():
        results[name] = in_a_child(action, scratch, world)
        sweep()
        empty(scratch)
        results[name]["left"] = len(list(teardown._descendants())) + len(os.listdir(scratch))
    with open(report, "w", encoding="utf-8") as stream:
        json.dump(results, stream)


def in_a_child(action, scratch, world):
    """What came of a deed: its value, or the error that it met, or the signal that ended it."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            confine(scratch, LIMITS)
            os.chdir(scratch)
            answer = {"value": action(world)}
        except OSError as error:
            answer = {"error": errno.errorcode[error.errno]}
        except BaseException as error:
            answer = {"error": type(error).__name__, "text": str(error)}
        os.write(writing, json.dumps(answer).encode())
        os._exit(0)
    os.close(writing)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    os.set_blocking(reading, False)
    answer = os.read(reading, 1 << 16) if status == 0 else b"{}"
    os.close(reading)
    return {"status": status, **json.loads(answer)}


if __name__ == "__main__":
    main()
