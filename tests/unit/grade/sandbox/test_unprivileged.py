"""Root's Python stays within reach of the user that grades, in the best way that this machine allows, or it is told."""

import os
import subprocess

import pytest

from asynclab.grade.sandbox.linux import landlock

from .conftest import may_mount, may_pass, without

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes another user"),
    pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock"),
]
CHOOSES = """
from asynclab.grade.errors import CannotContain
from asynclab.grade.sandbox import choose
try:
    print(choose("landlock").passage.value)
except CannotContain as refusal:
    print(refusal)
"""
NOBODY_S = ("sys_admin", "dac_read_search")


def chosen(python, *prefix):
    """The passage that this Python chooses when started so, or why there is none."""
    return subprocess.run([*prefix, python, "-c", CHOOSES], capture_output=True, text=True, check=True).stdout.strip()


def test_a_closed_folder_is_covered_where_root_may_mount(closed_python):
    """Nothing is kept of root's privileges."""
    if not may_mount():
        pytest.skip("root may not mount here")
    assert chosen(closed_python) == "mounts"


def test_the_grader_s_umask_changes_nothing(closed_python):
    """Some work with one that gives others nothing."""
    if not may_mount():
        pytest.skip("root may not mount here")
    assert chosen(closed_python, "sh", "-c", 'umask 077; exec "$@"', "sh") == "mounts"


def test_where_root_may_not_mount_one_capability_is_kept(closed_python):
    """As in many containers."""
    if not may_pass():
        pytest.skip("root has not the capability to pass closed folders here")
    assert chosen(closed_python, *without("sys_admin")) == "capability"


def test_what_is_itself_closed_to_others_is_read_by_the_capability(closed_python):
    """Installed with a umask that gives others nothing, a package is out of reach wherever it is shown."""
    if not may_pass():
        pytest.skip("root has not the capability to pass closed folders here")
    [packages] = closed_python.parents[1].glob("lib/python3.*/site-packages")
    package = packages / "package"
    package.mkdir(mode=0o700)
    try:
        assert chosen(closed_python) == "capability"
    finally:
        package.rmdir()


def test_a_module_that_leads_nowhere_is_no_obstacle(closed_python):
    """As Debian's sitecustomize.py, a link into /etc, which is not shown."""
    if not may_mount():
        pytest.skip("root may not mount here")
    [packages] = closed_python.parents[1].glob("lib/python3.*/site-packages")
    (packages / "gone.py").symlink_to("/no/such/place.py")
    assert chosen(closed_python) == "mounts"


def test_without_either_it_is_refused_with_what_to_do(closed_python):
    """Which folder is closed, what root may not do here, what to use instead."""
    told = chosen(closed_python, *without(*NOBODY_S))
    assert f"may not enter {closed_python.parents[3]}, and root may not mount here" in told
    assert "CAP_DAC_READ_SEARCH" in told
    assert "use a Python that everyone may read" in told
    assert "Traceback" not in told


def test_a_python_that_everyone_may_read_needs_neither(everyones_python):
    """Nothing is mounted, and nothing kept."""
    assert chosen(everyones_python, *without(*NOBODY_S)) == "mounts"


def test_root_who_may_not_become_another_is_told_so(everyones_python):
    """Some containers take even that."""
    told = chosen(everyones_python, *without("setuid", "setgid"))
    assert "Root may not become user" in told
    assert "Traceback" not in told


def test_root_who_may_not_give_a_folder_away_is_told_so(everyones_python):
    """A scratch has to be the other user's."""
    told = chosen(everyones_python, *without("chown"))
    assert "it did not start" in told
    assert "Traceback" not in told
