"""A unit test that starts a process is marked slow: `make unit` leaves it out, and is quick."""

import multiprocessing.util
import sys

import pytest

from asynclab import lab

STARTS = frozenset("subprocess.Popen os.fork os.forkpty os.posix_spawn os.system".split())
# Started once a process, by `platform` and by the import of jupytext: whichever test comes first is not to blame
ASKED_ONCE = ("uname", "pandoc")
_started = []


def _note(event, arguments):
    if event in STARTS and not any(program in str(arguments[:1]) for program in ASKED_ONCE):
        _started.append(event)


# Any thread may be in it when it is asked for its line: it is no student's line
_note.__code__ = _note.__code__.replace(co_filename=lab.__file__)
sys.addaudithook(_note)


def _spawning(spawn):
    def noted(*arguments):
        _started.append("multiprocessing")
        return spawn(*arguments)

    return noted


# the one way to a process that raises no audit event
multiprocessing.util.spawnv_passfds = _spawning(multiprocessing.util.spawnv_passfds)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup(item):
    """From a test's fixtures on."""
    _started.clear()
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    """Fail a test that started a process and is not marked."""
    result = yield
    if _started and item.get_closest_marker("slow") is None:
        pytest.fail(f"It started a process ({_started[0]}). Mark it slow: `make unit` starts none.")
    return result
