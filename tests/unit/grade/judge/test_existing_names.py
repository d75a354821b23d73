"""Names of what was found replaced are told to a student only if they are names of what there is."""

import pytest

from asynclab.grade.judge.decide import _replaced
from asynclab.grade.judge.existing_names import is_name

REAL = "asyncio.sleep builtins.print time.sleep asyncio.tasks.Task.cancel sys.modules.json sys.meta_path[0]".split()
MADE_UP = "beacon asyncio.beacon asyncio.sleep.beacon sys.modules.beacon asyncio. sys.meta_path[7777]"


@pytest.mark.parametrize("name", REAL)
def test_what_there_is_has_a_name(name):
    """Functions, methods, modules and the places of a list."""
    assert is_name(name)


@pytest.mark.parametrize(
    "name",
    [
        *MADE_UP.split(),
        "get_ipython().beacon",
        "",
        "\x1b[2J",
        "(7, ['beacon'])",
        "asyncio.sleep\nbeacon",
        "asyncio.sleep[/red]",
    ],
)
def test_what_somebody_made_up_has_none(name):
    """Whatever it looks like."""
    assert not is_name(name)


def test_made_up_names_are_counted():
    """And named to nobody but who grades."""
    assert _replaced("asyncio.sleep, (7, ['beacon']), time.sleep").startswith(
        "This was found replaced when your answer had run: asyncio.sleep, time.sleep, 2 more. "
    )
    assert "ran: something that Python or the course rests on." in _replaced("beacon").replace("had run", "ran")
