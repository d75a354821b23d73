"""How the stand-ins come and go."""

from __future__ import annotations

import datetime
import random
import sys
import threading
import time
import types

import pytest

from asynclab import lab
from asynclab.lab.patches import patching
from asynclab.lab.patches.patching import PATCHES, Patch
from tests.unit.lab.running import ran


def held() -> dict[str, object]:
    """What the patched names hold now."""
    return {f"{undo.owner}.{undo.name}": patching._get(undo.owner, undo.name) for undo in patching._undo}


@pytest.fixture
def taken_back() -> object:
    """No patches during the test, and all of them after it."""
    patching.uninstall()
    yield
    patching.uninstall()
    patching.install()


def test_they_are_there_once_the_lab_is_imported() -> None:
    """A student's import comes later, and so gets the stand-ins."""
    assert patching.installed()
    assert time.sleep.__module__ != "builtins"


def test_installing_twice_changes_nothing() -> None:
    """The second time finds them there."""
    patching.install()  # other tests may have imported what has stand-ins since
    before = held()
    patching.install()
    assert held() == before


def test_uninstalling_puts_every_original_back(taken_back: object) -> None:
    """Types written in C included."""
    assert not patching.installed()
    assert type(time.sleep) is types.BuiltinFunctionType
    assert type(time.monotonic) is types.BuiltinFunctionType
    assert type(vars(datetime.datetime)["now"]).__name__ == "classmethod_descriptor"
    assert threading.Thread.start.__module__ == "threading"
    assert datetime.datetime.now().timestamp() < lab.EPOCH
    assert random.Random(1).random() == random.Random(1).random()


def test_a_run_installs_them_again(taken_back: object) -> None:
    """`simulate` makes sure."""
    assert ran(lambda: time.sleep(2)) == (None, 2.0)


def test_a_failure_half_way_takes_all_of_them_back(taken_back: object) -> None:
    """All or nothing."""

    def fails(real: object) -> object:
        raise ZeroDivisionError

    sleep = time.sleep
    with pytest.raises(ZeroDivisionError):
        patching.install((*PATCHES, Patch("time", "sleep", fails)))
    assert not patching.installed()
    assert time.sleep is sleep
    assert ran(lambda: time.sleep(1)) == (None, 1.0)


def test_a_name_that_this_python_lacks_is_passed_over(taken_back: object) -> None:
    """The table serves several versions."""
    patching.install((Patch("time", "sleep_well", lambda real: real),))
    assert not patching.installed()


def test_names_bound_before_are_bound_anew(taken_back: object) -> None:
    """`from time import sleep` in a module that was imported before the lab."""
    module = types.ModuleType("student_module")
    module.__file__ = "/somewhere/student_module.py"
    module.sleep = time.sleep  # type: ignore[attr-defined]
    sys.modules["student_module"] = module
    try:
        patching.install()
        assert ran(lambda: module.sleep(3)) == (None, 3.0)
    finally:
        del sys.modules["student_module"]


def test_somebody_elses_patch_is_left_alone(taken_back: object) -> None:
    """What was patched over ours is not ours to take back."""
    real = time.sleep
    patching.install()

    def theirs(seconds: float) -> None: ...

    time.sleep = theirs
    try:
        patching.uninstall()
        assert time.sleep is theirs
    finally:
        time.sleep = real


def test_a_stand_in_looks_like_what_it_stands_in_for() -> None:
    """Name and documentation are the original's."""
    assert time.sleep.__name__ == "sleep"
    assert (time.sleep.__doc__ or "").startswith("sleep(")
    assert threading.Thread.join.__doc__ is not None


def test_outside_a_run_they_do_nothing() -> None:
    """Real threads, real time."""
    began = time.perf_counter()
    thread = threading.Thread(target=time.sleep, args=(0.001,))
    thread.start()
    thread.join()
    assert time.perf_counter() - began >= 0.001
    assert not lab.in_run()
