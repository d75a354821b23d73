"""Graphs whose nodes all end at the same instant."""

from .graphs import wide
from .trace import Trace, scenario


@scenario(
    """
    0 n0 (
    0 n1 (
    0 n2 (
    0 n3 (
    0 n4 (
    0 n5 (
    0 n6 (
    0 n7 (
    0 n8 (
    0 n9 (
    1 n0 )
    1 n1 )
    1 n2 )
    1 n3 )
    1 n4 )
    1 n5 )
    1 n6 )
    1 n7 )
    1 n8 )
    1 n9 )
    1 -> n0
    1 -> n1
    1 -> n2
    1 -> n3
    1 -> n4
    1 -> n5
    1 -> n6
    1 -> n7
    1 -> n8
    1 -> n9
    1 -> join
    """
)
async def graph_of_ten_that_end_together(trace: Trace) -> None:
    """Ten nodes of one second each: one second, and their order is the order of the graph."""
    async for part in wide(trace, *[(1.0, False)] * 10).astream({"log": []}, stream_mode="updates"):
        trace("->", *part)


@scenario(
    """
    0 n0 (
    0 n1 (
    0 n2 (
    0 n3 (
    0 n4 (
    0 n5 (
    0 n6 (
    0 n7 (
    0 n8 (
    0 n9 (
    1 n0 )
    1 -> n0
    1 n1 )
    1 -> n1
    1 n2 )
    1 -> n2
    1 n3 )
    1 -> n3
    1 n4 )
    1 -> n4
    1 n5 )
    1 -> n5
    1 n6 )
    1 -> n6
    1 n7 )
    1 -> n7
    1 n8 )
    1 -> n8
    1 n9 )
    1 -> n9
    1 -> join
    """
)
async def graph_of_ten_threads_that_end_together(trace: Trace) -> None:
    """The same with threads."""
    async for part in wide(trace, *[(1.0, True)] * 10).astream({"log": []}, stream_mode="updates"):
        trace("->", *part)
