"""What student code can and cannot do in a sandbox: each test is told by `inmate.py`, from inside."""

from pathlib import Path

import pytest

from asynclab.grade.sandbox import SandboxKind, filesystem

from . import inmate

pytestmark = pytest.mark.slow  # the first test of each way waits for all deeds


def test_no_network_socket_can_be_made(held):
    """Neither internet nor netlink nor raw packets: there is no family but Unix."""
    assert set(held.value("open_sockets")) == {"EAFNOSUPPORT"}


def test_a_listener_outside_is_not_reached(held):
    """Neither by TCP on the same machine nor by a Unix socket in the file system."""
    assert held.value("call_a_listener") == "EAFNOSUPPORT"
    assert held.value("call_a_unix_listener") in ("EAFNOSUPPORT", "ENOENT")
    assert held.report["bystanders"]["called"] == [False, False]


def test_the_course_and_the_grader_s_files_cannot_be_read(held):
    """Not the instructor's edition, not the release, not the grader's own folder, nor what is in it."""
    assert held.value("read_what_is_not_shown") == []


def test_no_other_way_leads_to_what_is_not_shown(held):
    """Not by another process's root, not up from a folder, not by a program, a link, or a handle."""
    assert held.value("read_it_by_another_way") == []
    assert held.value("have_a_program_read_it") == []
    assert held.value("link_it_to_a_place_of_ones_own") == []
    assert held.value("open_it_by_its_handle") == ["EPERM", "EPERM"]


def test_nobody_watches_what_others_write(held):
    """Names of files that appear in a folder tell who hands in, and when."""
    assert held.value("watch_what_is_written_to_the_grader_s_folder") in ("EPERM", "ENOENT")


def test_a_cover_stays_where_it_is(held):
    """Nothing is unmounted, mounted anew, made writable or shown elsewhere."""
    assert set(held.value("take_covers_off")) == {"EPERM"}


def test_there_is_no_capability_but_the_one_that_was_left(held):
    """To pass closed folders, where root may not mount; else none. None can be added."""
    assert set(held.value("take_up_capabilities")) == {f"{4 if held.capability else 0:016x}"}
    assert held.capability == (held.kind is SandboxKind.LANDLOCK and not held.way.mounts)


def test_in_bubblewrap_what_is_not_shown_is_not_there(held):
    """Mounts hide even the names. Landlock cannot: whether a name exists can be asked."""
    if held.kind is SandboxKind.BUBBLEWRAP:
        assert held.value("find_what_is_not_shown") == []


def test_the_grader_s_home_shows_the_way_to_python_and_nothing_else(held):
    """A Python that lies in a home needs the folders above it, and they hold nothing else."""
    home = Path.home()
    ways = {path.relative_to(home).parts[0] for path in filesystem.python() if path.is_relative_to(home)}
    assert set(held.value("look_around_at_home")) <= ways


def test_the_grader_s_environment_is_seen_nowhere(held):
    """Not in the process's own, nor in that of any process that it could look at."""
    assert held.value("read_environments") is False


def test_the_process_that_forks_is_closed_to_its_children(held):
    """Its memory, its environment, its descriptors; and so is the first of all processes."""
    assert not {"done"}.intersection(held.value("read_the_sandbox_s_processes"))


def test_nothing_but_the_scratch_can_be_written_to(held):
    """The system, Python, asynclab, the course and the grader's folders refuse."""
    assert held.value("write_everywhere") == ["."]


def test_python_cannot_be_replaced_for_those_who_come_next(held):
    """Even where it lies in a folder for temporary files, which can be written to."""
    assert held.value("put_another_python_in_place_of_ours") == []


def test_what_one_leaves_in_temporary_folders_the_next_does_not_find(held):
    """There are such folders, even if the one before has shut them, and they are empty again after a sweep."""
    assert held.value("shut_the_folders_that_the_next_need") == "tried"
    assert len(held.value("put_files_where_the_next_could_find_them")) >= 2
    assert held.value("find_what_the_one_before_left") == []


def test_the_mode_of_a_shown_file_stays_what_it_was(held):
    """Even its owner's own code cannot shut its owner out."""
    assert held.value("change_the_mode_of_what_is_shown") is True


def test_honest_code_copies_files(held):
    """Where changing modes and times is not possible, it seems done: `shutil.copy2` does both."""
    assert held.value("copy_a_file_as_honest_code_does") == "numbers"


def test_nobody_becomes_root(held):
    """Not by asking, not by a program that is root's, not in a namespace of one's own."""
    *refusals, user, group = held.value("become_root")
    assert not {"done"}.intersection(refusals)
    assert [user, group] == [False, False]
    assert held.report["ask_su_for_help"].get("value", True) is True
    assert held.value("make_namespaces") == ["EPERM", "EPERM"]


def test_no_process_can_be_traced(held):
    """Not the one that forks, and no new one either."""
    assert held.value("trace") == ["EPERM", "EPERM"]


def test_no_signal_reaches_a_process_outside(held):
    """Nor the one that forks: whoever comes next finds it at work, and the neighbour lives."""
    assert not {"done"}.intersection(held.value("signal_others"))
    assert held.value("signal_all") == "EPERM"
    assert held.report["bystanders"]["alive"] is True


def test_a_process_can_signal_itself(held):
    """As honest code does to try a handler."""
    assert held.value("signal_oneself") == ["caught"]


def test_limits_hold_and_cannot_be_put_on_the_process_that_forks(held):
    """Nobody raises a limit of their own, or chokes the process that those after them need."""
    assert set(held.value("raise_a_limit")) == {"EPERM"}
    assert set(held.value("choke_the_sandbox_s_process")) == {"EPERM"}


def test_all_processes_of_a_student_stay_in_one_session(held):
    """The kernel shares the processor out among sessions: many processes get no more of it than one."""
    assert held.value("start_a_session") is True


def test_forking_without_end_comes_to_an_end(held):
    """The limit counts the sandbox's processes; where the kernel counts all of a user's, it is the higher for those."""
    made, reason = held.value("fork_without_end")
    assert reason == "EAGAIN"
    if held.kind is SandboxKind.BUBBLEWRAP or held.root:
        assert made < inmate.LIMITS.processes


def test_threads_count_as_processes(held):
    """And so they come to an end as well."""
    assert held.value("start_threads_without_end") < 2000


def test_nothing_outlives_the_sweep(held):
    """Not a fork bomb, not a daemon in its own session, not one whose first thread is gone, not a stopped one."""
    for bad in ("bomb", "leave_a_daemon", "leave_a_daemon_whose_first_thread_has_ended", "be_stopped_and_left"):
        assert held.report[bad]["status"] == 0
    assert {name: what["left"] for name, what in held.report.items() if what.get("left")} == {}


def test_memory_comes_to_an_end(held):
    """As the error that Python has for it."""
    assert held.report["take_memory"]["error"] == "MemoryError"


def test_a_file_comes_to_an_end(held):
    """As the error that the system has for it."""
    assert held.report["write_a_large_file"]["error"] == "EFBIG"


def test_in_bubblewrap_the_disk_cannot_be_filled(held):
    """What is written lies in memory of limited size. In the other kinds it lies on a disk, and many files fill it."""
    if held.kind is SandboxKind.BUBBLEWRAP:
        assert held.value("write_many_files") == "ENOSPC"


def test_open_files_come_to_an_end(held):
    """As the error that the system has for it."""
    assert held.report["open_files_without_end"]["error"] == "EMFILE"


def test_an_endless_loop_runs_out_of_processor_time(held):
    """And is ended by the signal that says so."""
    assert held.report["never_end"]["status"] == -24


def test_a_crash_leaves_no_core(held):
    """It is a crash, and no file."""
    assert held.report["dump_core"] == {"status": -6, "left": 0}


def test_honest_code_works(held):
    """A loop, a thread, a program that is started, a temporary file; in bubblewrap a lock between processes as well."""
    assert held.value("work_as_honest_code_does") == "hello"
    assert held.value("start_another_python_as_honest_code_does") == "hello\ncolorsys"
    if held.kind is SandboxKind.BUBBLEWRAP:
        assert held.value("share_a_lock_between_processes") == "locked"
