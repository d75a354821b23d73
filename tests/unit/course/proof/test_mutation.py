"""Each operator changes what it says, and nothing else."""

import ast

import pytest

from asynclab.course.proof.mutants import bounds, catching, closing, doing, remembering, telling, waiting
from asynclab.course.proof.mutants.mutation import OPERATORS, mutants_of

INSIDE = "async def ask(tools):\n    {}\n"


def mutated(operator, line):
    """What the line of an async function becomes, once for each mutant."""
    source = INSIDE.format(line.replace("\n", "\n    "))
    found = [ast.parse(mutant.source).body[-1].body for mutant in mutants_of(source, (operator,))]
    return ["\n".join(ast.unparse(each) for each in body) for body in found]


CASES = [
    (waiting.await_dropped, "x = await ask(1)", ["x = ask(1)"]),
    (waiting.one_by_one, "await gather(*(f(x) for x in xs))", ["[await f(x) for x in xs]"]),
    (waiting.one_by_one, "await asyncio.gather(*xs)", ["[await each for each in xs]"]),
    (waiting.one_by_one, "await asyncio.gather(a(), b())", ["[await a(), await b()]"]),
    (waiting.side_by_side, "[await f(x) for x in xs]", ["await asyncio.gather(*(f(x) for x in xs))"]),
    (
        waiting.as_they_finish,
        "await asyncio.gather(*xs)",
        ["[await each for each in asyncio.as_completed([*xs])]"],
    ),
    (waiting.task_awaited_at_once, "t = group.create_task(f())", ["t = await _waited_for(group.create_task(f()))"]),
    (waiting.not_awaited, "await write(x)", ["asyncio.ensure_future(write(x))"]),
    (waiting.not_awaited, "x = await write(x)", []),
    (waiting.shielded, "x = await f(1)", ["x = await asyncio.shield(f(1))"]),
    (waiting.polled, "x = await f(1)", ["x = await _polled(f(1))"]),
    (waiting.sleeps_in_the_loop, "await asyncio.sleep(2)", ["__import__('time').sleep(2)"]),
    (waiting.invoked_in_the_loop, "x = await t.ainvoke(q, c)", ["x = t.invoke(q, c)"]),
    (waiting.invoked_in_the_loop, "x = m.astream(q, c)", ["x = _streamed(m, q, c)"]),
    (bounds.number_off_by_one, "x = 2", ["x = 3", "x = 1"]),
    (bounds.number_off_by_one, "x = True", []),
    (bounds.bound_off_by_one, "s = Semaphore(limit)", ["s = Semaphore(limit + 1)", "s = Semaphore(limit - 1)"]),
    (bounds.bound_off_by_one, "f(max_workers=n)", ["f(max_workers=n + 1)", "f(max_workers=n - 1)"]),
    (bounds.unbounded, "q = asyncio.Queue(bound)", ["q = asyncio.Queue(1000)"]),
    (bounds.deadline_moved, "t = asyncio.timeout(s)", ["t = asyncio.timeout(s * 2)", "t = asyncio.timeout(s / 2)"]),
    (bounds.edge_moved, "x = a < b", ["x = a <= b"]),
    (bounds.edge_moved, "x = a is not b", ["x = a is b"]),
    (bounds.edge_moved, "x = a < b < c", []),
    (closing.block_unwrapped, "async with slots:\n    f()", ["f()"]),
    (closing.block_unwrapped, "async with aclosing(m) as s:\n    f(s)", ["s = m\nf(s)"]),
    (closing.block_unwrapped, "async with TaskGroup() as g:\n    f(g)", []),
    (closing.last_line_outside, "async with s:\n    a()\n    b()", ["async with s:\n    a()\nb()"]),
    (closing.finally_dropped, "try:\n    a()\nfinally:\n    b()", ["a()"]),
    (closing.finally_on_success, "try:\n    a()\nfinally:\n    b()", ["a()\nb()"]),
    (
        catching.caught_too_much,
        "try:\n    a()\nexcept TimeoutError:\n    b()",
        [f"try:\n    a()\nexcept {name}:\n    b()" for name in ("OSError", "Exception", "BaseException")],
    ),
    (
        catching.caught_too_little,
        "try:\n    a()\nexcept (KeyError, Own):\n    b()",
        [f"try:\n    a()\nexcept {name}:\n    b()" for name in ("KeyError", "Own")],
    ),
    (
        catching.caught_too_little,
        "try:\n    a()\nexcept ConnectionError:\n    b()",
        ["try:\n    a()\nexcept BrokenPipeError:\n    b()"],
    ),
    (
        catching.cancellation_caught,
        "try:\n    a()\nexcept Own as e:\n    b()",
        ["try:\n    a()\nexcept (Own, asyncio.CancelledError) as e:\n    b()"],
    ),
    (catching.handler_dropped, "try:\n    a()\nexcept Own:\n    b()", ["a()"]),
    (catching.error_kept_back, "if x:\n    raise Own", ["if x:\n    pass"]),
    (catching.errors_returned, "x = gather(*xs)", ["x = gather(*xs, return_exceptions=True)"]),
    (telling.config_dropped, "x = m.astream(q, c)", ["x = m.astream(q)"]),
    (telling.config_dropped, "x = m.astream(q, config=c)", ["x = m.astream(q)"]),
    (telling.config_dropped, "x = m.astream(q)", []),
    (telling.config_silenced, "x = m.ainvoke(q)", ["x = m.ainvoke(q, {'callbacks': []})"]),
    (
        telling.config_silenced,
        "x = m.ainvoke(q, c)",
        ["x = m.ainvoke(q, {'callbacks': []})", "x = m.ainvoke(q, {**(c or {}), 'callbacks': []})"],
    ),
    (
        telling.config_in_part,
        "x = m.ainvoke(q, c)",
        [
            f"x = m.ainvoke(q, {{key: value for key, value in (c or {{}}).items() if key in {part}}})"
            for part in ("('tags',)", "('metadata',)", "('tags', 'metadata')")
        ],
    ),
    (telling.keyword_dropped, "g.compile(name='desk')", ["g.compile()"]),
    (telling.key_dropped, "x = {'a': 1, 'b': 2}", ["x = {'b': 2}", "x = {'a': 1}"]),
    (telling.binding_dropped, "return g.with_config(c)", ["return g"]),
    (doing.called_twice, "x = await f(1)", ["x = (await f(1), await f(1))[1]"]),
    (doing.call_left_out, "await write(x)", ["pass"]),
    (doing.call_left_out, "'a text'", []),
    (doing.asked_otherwise, "x = t.ainvoke(q, c)", ["x = t.ainvoke(f'{q} ', c)"]),
    (doing.condition_decided, "if x:\n    f()", ["if True:\n    f()", "if False:\n    f()"]),
    (doing.condition_decided, "x = [y for y in ys if y]", ["x = [y for y in ys]"]),
    (doing.condition_in_part, "x = a and b", ["x = a", "x = b"]),
    (doing.condition_in_part, "x = not a", ["x = a"]),
    (
        doing.blank_is_empty,
        "if c.content:\n    f()",
        ["if _stripped(c.content):\n    f()", "if c.content is not None:\n    f()"],
    ),
    (doing.stripped_otherwise, "x = s.strip()", ["x = s", "x = s.lstrip()", "x = s.rstrip()"]),
    (
        doing.another_order,
        "x = [f(y) for y in ys]",
        ["x = [f(y) for y in reversed(list(ys))]", "x = [f(y) for y in sorted(ys, key=_by_name)]"],
    ),
    (doing.another_order, "x = sorted(ys)", ["x = list(ys)"]),
    (remembering.first_remembered, "x = await f(1)", ["x = _first.setdefault('x', await f(1))"]),
    (remembering.first_remembered, "return f(1)", ["return _first.setdefault('return', f(1))"]),
    (remembering.first_remembered, "x = 1", []),
    (remembering.changed_in_place, "x = a | b", ["x = __import__('operator').ior(a, b)"]),
    (remembering.changed_in_place, "x = operator.add", ["x = operator.iadd"]),
    (
        remembering.reducer_forgets,
        "x: Annotated[dict, join]",
        ["x: dict", "x: Annotated[dict, lambda old, new: new]", "x: Annotated[dict, lambda old, new: old or new]"],
    ),
]


@pytest.mark.parametrize(("operator", "line", "becomes"), CASES, ids=lambda value: getattr(value, "__name__", None))
def test_an_operator_changes_what_it_says(operator, line, becomes):
    """Every mutant that it makes, and the rest of the answer as it was."""
    assert mutated(operator, line) == becomes


def test_every_operator_is_shown_at_work():
    """One that is not among the cases above would be trusted unseen."""
    assert {operator for operator, *_ in CASES} == set(OPERATORS)


def test_no_two_operators_have_one_name():
    """A declaration names an operator."""
    names = [operator.__name__ for operator in OPERATORS]
    assert sorted(set(names)) == sorted(names)


ANSWER = '''# /// answer
# title = "One"
# ///
async def ask(question: str, tools: list) -> list:
    """Ask them all."""
    # a comment
    return await asyncio.gather(*(tool.ainvoke(question) for tool in tools))
'''


def test_the_mutants_of_an_answer_are_listed():
    """Each with its operator, the line of the answer's own file, and the code before and after; no docstring is
    changed, no annotation of a parameter, and no program stands twice."""
    ask, each = "tool.ainvoke(question)", "for tool in tools"
    gather = f"asyncio.gather(*({ask} {each}))"
    assert {(mutant.line, mutant.was) for mutant in mutants_of(ANSWER)} == {(7, f"return await {gather}")}
    assert [(mutant.operator, mutant.now.removeprefix("return ")) for mutant in mutants_of(ANSWER)] == [
        ("first_remembered", f"_first.setdefault('return', await {gather})"),
        ("await_dropped", gather),
        ("one_by_one", f"[await {ask} {each}]"),
        ("as_they_finish", f"[await each for each in asyncio.as_completed([*({ask} {each})])]"),
        ("shielded", f"await asyncio.shield({gather})"),
        ("polled", f"await _polled({gather})"),
        ("called_twice", f"(await {gather}, await {gather})[1]"),
        ("errors_returned", f"await {gather[:-1]}, return_exceptions=True)"),
        ("another_order", f"await asyncio.gather(*({ask} for tool in reversed(list(tools))))"),
        ("another_order", f"await asyncio.gather(*({ask} for tool in sorted(tools, key=_by_name)))"),
        ("config_silenced", "await asyncio.gather(*(tool.ainvoke(question, {'callbacks': []}) for tool in tools))"),
        ("asked_otherwise", "await asyncio.gather(*(tool.ainvoke(f'{question} ') for tool in tools))"),
    ]


@pytest.mark.parametrize(
    ("operator", "line", "was", "now"),
    [
        (closing.block_unwrapped, "async with s:\n    f()\n    g()", "async with s:", "f(); g()"),
        (doing.condition_in_part, "if not x:\n    f()", "if not x:", "if x:"),
        (catching.cancellation_caught, "try:\n    a()\nexcept E as e:\n    b()", "except E as e:", None),
        (closing.finally_dropped, "try:\n    a()\nexcept E:\n    b()\nfinally:\n    c()", None, "try ... except E:"),
        (doing.call_left_out, "f()", "f()", "pass"),
    ],
)
def test_a_mutant_tells_the_statement_that_was_changed(operator, line, was, now):
    """In one line: what stands before the colon of one that holds others."""
    (mutant,) = mutants_of(INSIDE.format(line.replace("\n", "\n    ")), (operator,))
    assert was in (None, mutant.was)
    assert now in (None, mutant.now)


def test_a_mutant_brings_what_it_needs():
    """The helpers that its code names stand before it, and no others; it compiles."""
    (polled,) = (each for each in mutants_of(ANSWER) if each.operator == "polled")
    assert [getattr(node, "name", "") for node in ast.parse(polled.source).body] == ["_polled", "ask"]


def test_what_cannot_be_compiled_is_no_mutant():
    """An `await` that would stand in a plain function."""
    assert mutants_of("def ask(tasks):\n    return create_task(tasks)\n", (waiting.task_awaited_at_once,)) == ()


def test_a_mutant_is_told_in_one_line():
    """However long the code is."""
    (mutant, *_) = mutants_of(INSIDE.format("await ask('" + "x" * 300 + "')"))
    assert str(mutant).startswith("line 2, ")
    assert "\n" not in str(mutant)
    assert len(mutant.was) == 160
