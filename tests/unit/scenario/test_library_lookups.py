"""What LangGraph looks up in each graph is kept, and nobody can tell."""

import dis
import inspect

import pytest
from langgraph.graph import START, StateGraph

from asynclab.scenario import library_lookups
from asynclab.scenario.library_lookups import keep_graph_lookups

ChannelWrite = pytest.importorskip("langgraph.pregel._write").ChannelWrite  # older ones ask in other ways
_utils = pytest.importorskip("langgraph.pregel._utils")


def inner():
    """Build a graph that another one calls."""
    graph = StateGraph(dict)
    graph.add_node("inner", lambda state: state)
    graph.add_edge(START, "inner")
    return graph.compile()


def outer():
    """Build a graph whose node calls another, which LangGraph finds in the node's instructions."""
    within = inner()
    graph = StateGraph(dict)
    graph.add_node("outer", lambda state: within.invoke(state))
    graph.add_edge(START, "outer")
    return graph.compile()


def test_a_signature_that_is_kept_is_the_function_s_own():
    """Whoever asks has the same answer as before, of a bound method as well."""
    keep_graph_lookups()
    kept = inspect.signature(ChannelWrite._write)
    del ChannelWrite._write.__signature__
    assert inspect.signature(ChannelWrite._write) == kept
    keep_graph_lookups()
    assert list(inspect.signature(ChannelWrite([])._write).parameters) == list(kept.parameters)[1:]


def test_graphs_inside_of_graphs_are_found_as_ever():
    """Each graph finds its own, though both are built by the same code."""
    keep_graph_lookups()
    first, second = outer(), outer()
    found = [[graph for _, graph in each.get_subgraphs()] for each in (first, second)]
    assert [len(each) for each in found] == [1, 1]
    assert found[0] != found[1]


@pytest.mark.skipif(not hasattr(_utils, "dis"), reason="this LangGraph reads the source instead")
def test_instructions_are_those_that_python_tells():
    """They are looked up once for each code."""
    keep_graph_lookups()
    code = outer.__code__
    assert list(_utils.dis.get_instructions(code)) == list(dis.get_instructions(code))
    assert library_lookups._instructions(code) is library_lookups._instructions(code)
