"""An answer that does nothing is a stub whose functions do nothing, of either kind."""

import inspect

from asynclab.course.proof.empty_answer import empty_answers

STUB = 'LIMIT = 3\n\nasync def ask(question):\n    """Asks."""\n    raise NotAttempted("ask")\n'


def test_a_function_returns_nothing_or_yields_nothing():
    """What stands around it stays."""
    made = {}
    for name, source in empty_answers(STUB):
        made[name] = {}
        exec(source, made[name])
    assert all(names["LIMIT"] == 3 for names in made.values())
    assert inspect.iscoroutinefunction(made["returns_nothing"]["ask"])
    assert inspect.isasyncgenfunction(made["yields_nothing"]["ask"])


def test_a_stub_without_functions_has_none():
    """A variable to set is not attempted as it is."""
    assert list(empty_answers("answer_1 = None")) == []
