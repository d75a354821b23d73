"""The pytest plugin as its user meets it: which tests are on the clock, and what is said of those that fail."""

import json
import os
import subprocess
import sys

import pytest

from .inner import ran

AUTO = ("-o", "asyncio_mode=auto")
STRICT = ("-o", "asyncio_mode=strict")
ALL_ON = ("-o", "asynclab_virtual=true")

pytestmark = pytest.mark.slow  # each runs a whole pytest


@pytest.mark.parametrize("mode", [STRICT, AUTO], ids=["strict", "auto"])
def test_a_marked_test_is_on_the_clock_and_others_are_as_they_were(tmp_path, mode):
    """An hour passes in no time where the marker stands; pytest-asyncio keeps what is its own, in either mode."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_ours():
            await asyncio.sleep(3600)
            assert now() == 3600

        @pytest.mark.asyncio
        async def test_theirs():
            assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")

        def test_plain():
            assert True
        """,
        *mode,
    )
    assert reports.outcomes == {"test_ours": "passed", "test_theirs": "passed", "test_plain": "passed"}


@pytest.mark.parametrize("mode", [STRICT, AUTO], ids=["strict", "auto"])
def test_the_setting_puts_each_async_test_on_the_clock_that_nobody_else_is_asked_for(tmp_path, mode):
    """A marker of pytest-asyncio's wins over the setting; a class's functions are tests like others."""
    reports = ran(
        tmp_path,
        """
        async def test_ours():
            await asyncio.sleep(3600)

        class TestInAClass:
            async def test_ours_too(self, tmp_path):
                await asyncio.sleep(3600)

        @pytest.mark.asyncio
        async def test_theirs():
            assert type(asyncio.get_running_loop()).__module__.startswith("asyncio")
        """,
        *mode,
        *ALL_ON,
    )
    assert reports.outcomes == {"test_ours": "passed", "test_ours_too": "passed", "test_theirs": "passed"}


def test_an_async_test_that_nobody_awaits_is_an_error(tmp_path):
    """Where the plugin is in use, a test that no plugin runs does not pass, and is not skipped either."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_ours():
            pass

        async def test_nobodys():
            assert False
        """,
        *STRICT,
    )
    assert reports.outcomes["test_nobodys"] == "failed"
    assert reports.said["test_nobodys"].startswith("test_nobodys is async, and nobody awaits it: nothing of it ran.")


def test_a_coroutine_that_a_test_forgot_to_await_fails_it(tmp_path):
    """With the line that made it, in a test that is async and in one that is not."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_forgot(scripted):
            scripted.tool("web").ainvoke("why")

        async def ask():
            assert False

        @pytest.mark.virtual
        def test_not_even_async():
            ask()
        """,
    )
    assert reports.outcomes == {"test_forgot": "failed", "test_not_even_async": "failed"}
    assert 'test_theirs.py, line 11, in test_forgot: scripted.tool("web").ainvoke("why")' in reports.said["test_forgot"]
    assert "`ask(...)` was called and never awaited" in reports.said["test_not_even_async"]


def test_a_broken_expectation_is_told_as_a_check_tells_it(tmp_path):
    """What was seen, why, what to try, and the timeline; none of our own code in a traceback."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_in_turn(scripted, expect):
            expect(took(3.0), together("web", "wiki"))
            for source in (scripted.tool("web", takes=3.0), scripted.tool("wiki", takes=1.0)):
                await source.ainvoke("why")
        """,
    )
    said = reports.said["test_in_turn"]
    assert "Seen  It took 4 s. It should take exactly 3 s." in said
    assert said.count("They ran one after another (`web` 0-3 s, `wiki` 3-4 s): 3 + 1 = 4 s.") == 1
    assert "wiki" in said.splitlines()[-3]
    assert "virtual_test.py" not in said


def test_a_tests_own_assertion_is_shown_as_pytest_shows_it_with_the_timeline_below(tmp_path):
    """pytest's comparison of both sides, then who waited for whom."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_asserts(scripted):
            assert await scripted.tool("web", takes=3.0).ainvoke("why") == "because"
        """,
    )
    said = reports.said["test_asserts"]
    assert "AssertionError: assert 'ok' == 'because'" in said
    assert "3 s = web 3" in said


def test_the_marker_holds_expectations_for_every_test_below_it(tmp_path):
    """A module that promises never to block says so once."""
    reports = ran(
        tmp_path,
        """
        pytestmark = pytest.mark.virtual(never_blocked(), nothing_left())

        async def test_waits():
            await asyncio.sleep(1)

        async def test_blocks():
            time.sleep(1)

        @pytest.mark.virtual(took(2.0))
        async def test_leaves():
            asyncio.create_task(asyncio.sleep(9))
            await asyncio.sleep(2)
        """,
    )
    assert reports.outcomes == {"test_waits": "passed", "test_blocks": "failed", "test_leaves": "failed"}
    assert "`time.sleep` (test_theirs.py, line 15, in `test_blocks`: `time.sleep(1)`)" in reports.said["test_blocks"]


ANY_ORDER = """
    @pytest.mark.virtual(orders=ALL)
    async def test_first_wins(scripted):
        tools = [scripted.tool(name, takes=takes) for name, takes in (("web", 1.0), ("wiki", 2.0), ("news", 3.0))]
        answered = []

        async def ask(tool):
            await tool.ainvoke("why")
            answered.append(tool.name)

        await asyncio.gather(*map(ask, tools))
        assert answered[-1] != "web"

    @pytest.mark.virtual(orders=ALL)
    async def test_all_answer(scripted, expect):
        tools = [scripted.tool(name, takes=takes) for name, takes in (("web", 1.0), ("wiki", 2.0), ("news", 3.0))]
        assert await asyncio.gather(*(tool.ainvoke("why") for tool in tools)) == ["ok", "ok", "ok"]
        expect(took(3.0))

    @pytest.mark.virtual(orders=ALL)
    async def test_expects_an_order(scripted, expect):
        web, wiki = scripted.tool("web", takes=1.0), scripted.tool("wiki", takes=2.0)
        await asyncio.gather(web.ainvoke("why"), wiki.ainvoke("why"))
        expect(took(1.0))
"""


def test_a_test_in_all_orders_says_in_which_it_holds(tmp_path):
    """An order that was not thought of fails it, with how many hold and which two calls make the difference."""
    reports = ran(tmp_path, ANY_ORDER)
    assert reports.outcomes == {
        "test_first_wins": "failed",
        "test_all_answer": "passed",
        "test_expects_an_order": "failed",
    }
    assert (
        "Holds in 4 of 6 orders; fails, for one, when `news` answers before `web`." in reports.said["test_first_wins"]
    )


def test_orders_without_anything_to_put_in_order_are_an_error(tmp_path):
    """A test that would be run once, and says that it was run in all orders, proves less than it says."""
    reports = ran(
        tmp_path,
        """
        @pytest.fixture
        def web(scripted):
            return scripted.tool("web", takes=1.0)

        @pytest.mark.virtual(orders=ALL)
        async def test_nothing_scripted():
            await asyncio.sleep(1)

        @pytest.mark.virtual(orders=ALL)
        async def test_made_before(web):
            await web.ainvoke("why")
        """,
    )
    assert "the test made nothing with `scripted`" in reports.said["test_nothing_scripted"]
    assert "`scripted.tool('web')` was made before the test began" in reports.said["test_made_before"]


def test_a_hang_and_what_cannot_be_simulated_are_told_and_end(tmp_path):
    """A test that waits for nothing fails at once, by name; so does one that opens a connection."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_waits_for_ever():
            await asyncio.Event().wait()

        @pytest.mark.virtual
        async def test_connects():
            await asyncio.open_connection("localhost", 80)
        """,
    )
    assert "task 'test_waits_for_ever' waits at test_theirs.py, line 11" in reports.said["test_waits_for_ever"]
    assert reports.outcomes["test_connects"] == "failed"


def test_skips_and_expected_errors_are_pytests_own(tmp_path):
    """`pytest.skip`, `xfail`, parameters and fixtures work as in any test."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_skips():
            pytest.skip("not today")

        @pytest.mark.virtual
        @pytest.mark.xfail(raises=ZeroDivisionError, strict=True)
        async def test_expects_an_error():
            1 / 0

        @pytest.mark.virtual(raised("ZeroDivisionError"))
        async def test_promises_an_error():
            1 / 0

        @pytest.mark.virtual
        @pytest.mark.parametrize("seconds", [1, 2])
        async def test_each(seconds, tmp_path):
            await asyncio.sleep(seconds)
            assert now() == seconds
        """,
    )
    assert reports.outcomes == {
        "test_skips": "skipped",
        "test_expects_an_error": "skipped",
        "test_promises_an_error": "passed",
        "test_each[1]": "passed",
        "test_each[2]": "passed",
    }


def test_what_would_check_nothing_is_refused(tmp_path):
    """An expectation that is dropped, a value in place of an expectation, a slip in the marker, a fixture off the
    clock."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_drops():
            took(3.0)

        @pytest.mark.virtual
        async def test_no_expectation(expect):
            expect(3.0)

        @pytest.mark.virtual(order=ALL)
        async def test_marker():
            pass

        def test_off_the_clock(expect):
            pass
        """,
    )
    assert set(reports.outcomes.values()) == {"failed"}
    assert reports.said["test_drops"].startswith("Built and never judged: Took")
    assert "expect(3.0): that is no expectation of a run." in reports.said["test_no_expectation"]
    assert "order=<Every.ALL: 'all'> is something else" in reports.said["test_marker"]
    assert "test_off_the_clock is not one: mark it `@pytest.mark.virtual`" in reports.said["test_off_the_clock"]


@pytest.mark.slow
def test_a_project_that_does_not_use_it_imports_nothing_of_it(tmp_path):
    """pytest loads the plugin wherever the wheel is: LangChain is not loaded with it."""
    (tmp_path / "test_plain.py").write_text(
        "import sys\n\ndef test_plain():\n"
        "    ours = {'langchain_core', 'asynclab.lab', 'asynclab.expect', 'asynclab.scenario'}\n"
        "    assert not ours & set(sys.modules)\n    assert 'asynclab.testing.pytest_plugin' in sys.modules\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "asynclab.testing.pytest_plugin"],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env=os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )
    assert done.returncode == 0, done.stdout


def test_what_a_fixture_expects_is_judged_in_every_run(tmp_path):
    """A fixture that all tests share is where a promise of all of them is said; after its `yield` it is too late."""
    reports = ran(
        tmp_path,
        """
        @pytest.fixture
        def strict(expect):
            expect(never_blocked(), nothing_left())

        @pytest.fixture
        def late(expect):
            yield
            expect(took(0))

        @pytest.mark.virtual
        @pytest.mark.usefixtures("strict")
        async def test_kept(expect):
            expect(took(1))
            await asyncio.sleep(1)

        @pytest.mark.virtual(orders=ALL)
        @pytest.mark.usefixtures("strict")
        async def test_blocked(scripted):
            await scripted.tool("web", takes=1.0).ainvoke("why")
            await scripted.tool("wiki", takes=1.0).ainvoke("why")
            time.sleep(2)

        @pytest.mark.virtual
        @pytest.mark.usefixtures("late")
        async def test_too_late():
            pass
        """,
    )
    assert reports.outcomes == {"test_kept": "passed", "test_blocked": "failed", "test_too_late": "failed"}
    assert "time.sleep" in reports.said["test_blocked"]
    assert "Call it before the fixture's `yield`" in reports.said["test_too_late"]


@pytest.mark.parametrize("beside", ["anyio", "asyncio"])
def test_a_mark_of_somebody_elses_beside_ours_takes_no_test_off_the_clock(tmp_path, beside):
    """Nor does it bring a warning that is not so, which a project may have made an error."""
    reports = ran(
        tmp_path,
        f"""
        @pytest.fixture
        def anyio_backend():
            return "asyncio"

        @pytest.mark.virtual(took(3600))
        @pytest.mark.{beside}
        async def test_ours():
            await asyncio.sleep(3600)
        """,
        "-W",
        "error",
    )
    assert set(reports.outcomes.values()) == {"passed"}


def test_a_test_with_a_yield_in_it_fails(tmp_path):
    """Nothing of a generator runs: it would pass whatever stands in it."""
    reports = ran(
        tmp_path,
        """
        @pytest.mark.virtual
        async def test_pasted_from_a_fixture():
            assert False
            yield 1
        """,
    )
    assert reports.outcomes == {"test_pasted_from_a_fixture": "failed"}
    assert "has a `yield` in it" in reports.said["test_pasted_from_a_fixture"]


def test_a_method_of_unittests_is_on_no_clock_and_is_told_so(tmp_path):
    """Its runner is its own; and an async method of a plain TestCase is awaited by nobody."""
    reports = ran(
        tmp_path,
        """
        import unittest

        @pytest.mark.virtual
        async def test_ours():
            pass

        class TestOld(unittest.TestCase):
            async def test_dropped(self):
                assert False

            def test_plain(self):
                pass

        @pytest.mark.virtual
        class TestMarked(unittest.IsolatedAsyncioTestCase):
            async def test_marked(self):
                pass
        """,
        "-W",
        "ignore::DeprecationWarning",
    )
    assert reports.outcomes == {
        "test_ours": "passed",
        "test_dropped": "failed",
        "test_plain": "passed",
        "test_marked": "failed",
    }
    assert "awaits nothing" in reports.said["test_dropped"]
    assert "cannot be put on the clock" in reports.said["test_marked"]


WRITTEN = """
@pytest.mark.virtual(took(3.0))
async def test_kept(scripted):
    await scripted.tool("web", takes=3.0).ainvoke("q")


@pytest.mark.virtual(took(3.0))
async def test_broken(scripted):
    await scripted.tool("web", takes=4.0).ainvoke("q")


@pytest.mark.virtual(orders=ALL)
async def test_in_some_orders(scripted):
    first, second = scripted.tool("first", takes=1.0), scripted.tool("second", takes=2.0)
    done = []
    async def ask(tool):
        await tool.ainvoke("q")
        done.append(tool.name)
    await asyncio.gather(ask(first), ask(second))
    assert done == ["first", "second"]
"""


def test_the_runs_of_failed_tests_become_files_if_asked(tmp_path):
    """For Perfetto, for OpenTelemetry, and where an order that fails parts from one that holds; of no other test."""
    folder = tmp_path / "runs"
    ran(tmp_path, WRITTEN, "--asynclab-runs", str(folder))
    broken, ordered = "test_theirs.py-test_broken", "test_theirs.py-test_in_some_orders"
    written = {path.name for path in folder.iterdir()}
    assert written == {
        f"{broken}.json",
        f"{broken}.jsonl",
        f"{ordered}.json",
        f"{ordered}.jsonl",
        f"{ordered}.diff.txt",
    }
    ends = [each for each in json.loads((folder / f"{broken}.json").read_text())["traceEvents"] if each["ph"] == "e"]
    assert ends[-1]["ts"] == 4_000_000
    assert "≠  there" in (folder / f"{ordered}.diff.txt").read_text(encoding="utf-8")


def test_without_being_asked_no_file_is_written(tmp_path):
    """A test that fails leaves nothing behind."""
    ran(tmp_path, WRITTEN)
    assert [*tmp_path.rglob("*.json*")] == []


def test_each_failed_tests_run_has_a_file_of_its_own(tmp_path):
    """Parameters that only differ in odd characters as well."""
    written = """
        @pytest.mark.virtual
        @pytest.mark.parametrize("given", ["a/b", "a b"])
        async def test_broken(given):
            assert not given
        """
    ran(tmp_path, written, "--asynclab-runs", str(tmp_path / "runs"))
    assert len([*(tmp_path / "runs").glob("*.jsonl")]) == 2
