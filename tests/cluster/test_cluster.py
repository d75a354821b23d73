"""A class on a real Dask cluster: whatever happens to workers and scheduler, every job comes back once, as it would
here."""

import os
import shutil

import pytest

import asynclab
from asynclab.grade.cluster import Cluster
from asynclab.grade.cluster.errors import NoScheduler, NoWorkers

from .dask import ROOT, Dask
from .fake import FakeLane, executed_by, job, local

pytestmark = pytest.mark.slow

KILLS_ONCE = "if once({!r}): os.kill(os.getpid(), signal.SIGKILL)\nout = 'after all'"


@pytest.fixture
def dask(tmp_path):
    """A cluster without anything in it yet."""
    with Dask(tmp_path) as cluster:
        yield cluster


@pytest.fixture
def told():
    """The sentences that went to the log."""
    return []


@pytest.fixture
def cluster(dask, told):
    """The backend under test; `patience` is short where nobody comes."""
    return lambda **options: Cluster(dask.address, make=FakeLane, tell=told.append, **{"patience": 40.0, **options})


def ordinary(count):
    """Jobs that do a little work."""
    return [job(f"ordinary-{number}", f"out = sum(range({number} * 1000))") for number in range(count)]


def collected(results):
    """Results by key; nothing may come twice."""
    found = {}
    for done, executed in results:
        assert done.key not in found
        assert executed.key == done.key
        found[done.key] = executed
    return found


def test_every_job_comes_back_once_and_as_it_does_here(dask, cluster, tmp_path):
    """Two workers with two threads each; jobs are taken as there is room for them, and nothing stays on the workers."""
    dask.scheduler()
    for _ in range(2):
        dask.worker(threads=2)
    dask.wait_for(2)
    lanes = tmp_path / "lanes"
    jobs = [job(f"job-{number}", f"out = {number} ** 50", module=str(lanes)) for number in range(60)]
    taken, most = [], 0
    with cluster() as backend:
        found = {}
        for done, executed in executed_by(backend, (taken.append(each) or each for each in jobs)):
            most = max(most, len(taken) - len(found))
            found |= collected([(done, executed)])
    assert found == local([job(each.key, each.cells[0].source) for each in jobs])
    assert most <= 8
    said = lanes.read_text().splitlines()
    assert sorted(line for line in said if "opened" in line) == sorted(
        line.replace("closed", "opened") for line in said if "closed" in line
    )
    numbers = [line.split()[1] for line in said if "opened" in line]
    assert len(set(numbers)) == len(numbers) <= 4


def test_a_worker_that_is_killed_costs_nothing(dask, cluster, tmp_path):
    """Its job goes to another worker."""
    dask.scheduler()
    for _ in range(2):
        dask.worker()
    dask.wait_for(2)
    jobs = [*ordinary(5), job("kills once", KILLS_ONCE.format(str(tmp_path / "killed"))), *ordinary(12)[5:]]
    with cluster() as backend:
        found = collected(executed_by(backend, iter(jobs)))
    assert found == local(jobs)


def test_a_job_that_kills_every_worker_is_given_back_and_the_others_are_not(dask, cluster):
    """It is tried alone before it is blamed, so that nobody who was with it is lost with it."""
    dask.scheduler(DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="0")
    for _ in range(3):
        dask.worker()
    dask.wait_for(3)
    others = ordinary(12)
    jobs = [*others[:4], job("killer", "os.kill(os.getpid(), signal.SIGKILL)"), *others[4:]]
    with cluster() as backend:
        found = collected(executed_by(backend, iter(jobs)))
    assert "workers died" in found.pop("killer").lost
    assert found == local(others)


def test_a_worker_that_is_restarted_in_its_place_goes_on(dask, cluster, tmp_path):
    """At the same address and with nobody else there: it is greeted anew, and gets what nobody works on."""
    dask.scheduler()
    dask.worker(nanny=True)
    dask.wait_for(1)
    jobs = [*ordinary(3), job("kills once", KILLS_ONCE.format(str(tmp_path / "killed"))), *ordinary(9)[3:]]
    with cluster() as backend:
        found = collected(executed_by(backend, iter(jobs)))
    assert found == local(jobs)


def test_what_fails_on_a_worker_is_tried_again_and_then_told(dask, cluster, tmp_path):
    """A sandbox that died once is none of the student's business; one that always dies is told as lost."""
    dask.scheduler()
    dask.worker()
    once = f"lost = 'the sandbox died' if once({str(tmp_path / 'once')!r}) else ''"
    with cluster() as backend:
        found = collected(
            executed_by(backend, [job("once", once), job("always", "lost = 'it died'"), job("raises", "1 / 0")])
        )
    assert {key: executed.lost for key, executed in found.items()} == {
        "once": "",
        "always": "it died",
        "raises": "ZeroDivisionError: division by zero",
    }


def test_a_scheduler_that_is_restarted_in_the_middle_loses_nothing(dask, cluster, told):
    """What was not back is sent again to the new one and its new workers."""
    scheduler = dask.scheduler()
    dask.worker(threads=2)
    jobs = ordinary(30)

    def with_an_accident():
        yield from jobs[:15]
        scheduler.kill()
        scheduler.wait()
        dask.scheduler()
        dask.worker(threads=2)
        yield from jobs[15:]

    with cluster() as backend:
        found = collected(executed_by(backend, with_an_accident()))
    assert found == local(jobs)
    assert [sentence for sentence in told if "is sent again once the scheduler is there" in sentence]


def test_a_scheduler_that_is_lost_for_good_is_told_with_what_is_done(dask, cluster):
    """How many came back, that they stay graded, and what to do."""
    scheduler = dask.scheduler()
    dask.worker()
    dask.wait_for(1)
    jobs = ordinary(20)

    def with_an_accident():
        yield from jobs[:10]
        scheduler.kill()
        scheduler.wait()
        yield from jobs[10:]

    found = []
    with cluster(patience=6.0) as backend, pytest.raises(NoScheduler, match="run the same command again") as told:
        found.extend(done.key for done, _ in executed_by(backend, with_an_accident()))
    assert f"did not answer for 6 seconds; {len(found)} came back before" in str(told.value)
    assert len(found) >= 8


def another_engine(folder, text="# another version\n"):
    """A copy of the package in which the module that tells the identity ends with a text; the path to import it."""
    package = shutil.copytree(asynclab.__path__[0], folder / "elsewhere" / "asynclab")
    with (package / "grade" / "engine_version.py").open("a") as module:
        module.write(text)
    return f"{package.parent}{os.pathsep}{ROOT}"


def test_a_worker_with_another_engine_is_refused_by_name_and_the_others_work(dask, cluster, told, tmp_path):
    """The log has its address and what is different."""
    dask.scheduler()
    dask.worker()
    other = dask.worker(PYTHONPATH=another_engine(tmp_path))
    dask.wait_for(2)
    where = [job(f"job-{number}", "import asynclab; out = asynclab.__path__[0]") for number in range(20)]
    with cluster() as backend:
        found = collected(executed_by(backend, iter(where)))
    assert {executed.outputs for executed in found.values()} == {local(where)["job-0"].outputs}
    (refusal,) = [sentence for sentence in told if other in sentence]
    assert "source " in refusal


def test_where_no_worker_is_fit_nothing_starts(dask, cluster, tmp_path):
    """One has another version and one cannot even say which: both are named, and neither is harmed by the question."""
    dask.scheduler()
    other = dask.worker(PYTHONPATH=another_engine(tmp_path))
    broken = dask.worker(PYTHONPATH=another_engine(tmp_path / "broken", "raise ImportError('half installed')\n"))
    dask.wait_for(2)
    with pytest.raises(NoWorkers, match=r"same requirements\.lock") as told, cluster():
        pytest.fail("it opened")
    assert f"{other}: source" in str(told.value)
    assert f"{broken}: ImportError: half installed" in str(told.value)
    dask.wait_for(2)


def test_nobody_there_is_told_at_once(dask, cluster, told):
    """No scheduler, and no worker: each says what to start; that a scheduler is waited for is told before."""
    with pytest.raises(NoScheduler, match="dask scheduler --host"), cluster(patience=0.5):
        pytest.fail("it opened")
    assert told == [f"The Dask scheduler at {dask.address} does not answer. It is waited for, 0.5 seconds at most."]
    dask.scheduler()
    dask.wait_for(0)
    with pytest.raises(NoWorkers, match=f"dask worker {dask.address}"), cluster(patience=1.0):
        pytest.fail("it opened")


def test_a_worker_that_hangs_is_overtaken(dask, cluster, tmp_path):
    """Somebody else does its job; the batch does not wait for it."""
    dask.scheduler()
    for _ in range(2):
        dask.worker()
    dask.wait_for(2)
    hangs = f"if once({str(tmp_path / 'hung')!r}): os.kill(os.getpid(), signal.SIGSTOP)\nout = 'after all'"
    jobs = [*ordinary(3), job("hangs once", hangs), *ordinary(9)[3:]]
    with cluster(overtake=1.0) as backend:
        found = collected(executed_by(backend, iter(jobs)))
    assert found == local(jobs)


def test_a_result_that_comes_twice_is_counted_once(dask, cluster, tmp_path):
    """The slow worker's result arrives while the batch still runs, after the one of who overtook it."""
    dask.scheduler()
    for _ in range(3):
        dask.worker()
    dask.wait_for(3)
    slow, last = (str(tmp_path / name) for name in ("slow", "last"))
    os.mkfifo(slow)
    os.mkfifo(last)
    # the first who does "slow" waits until the second has done it; "last" keeps the batch open until the first is done
    waits = f"""
if once({slow + ".taken"!r}):
    open({slow!r}).read()
    os.close(os.open({last!r}, os.O_WRONLY))
"""
    keeps = f"open({last!r}).read()"
    jobs = [job("slow", waits), *ordinary(4), job("last", keeps)]
    found = {}
    with cluster(overtake=0.5) as backend:
        for done, executed in executed_by(backend, iter(jobs)):
            found |= collected([(done, executed)])
            if done.key == "slow":
                os.close(os.open(slow, os.O_WRONLY))  # the first goes on, with a result that is here already
    assert found.keys() == {each.key for each in jobs}
