# /// answer
# title = "The plan's node sends them itself, and inspectors have a fallback"
# ///
from langchain_core.runnables import RunnableLambda
from langgraph.types import Command


def build_inspection(plan, inspectors, limit):
    class Gap(str):
        """A line of the report that nobody has seen to."""

    def gap(given: dict) -> Gap:
        return Gap(f"not seen ({given['error']})")

    def guarded(inspector):
        visit = RunnableLambda(lambda given: given["address"]) | inspector
        return visit.with_fallbacks([RunnableLambda(gap)], exceptions_to_handle=(Locked,), exception_key="error")

    visits = {inspector.name: guarded(inspector) for inspector in inspectors}

    class Inspection(TypedDict):
        address: str
        rooms: list
        notes: Annotated[dict, operator.or_]
        report: list

    async def draw(state: Inspection) -> Command:
        rooms = (await plan.ainvoke(state["address"])).split(", ")
        orders = [Send("look", {"room": room, "address": state["address"]}) for room in rooms]
        return Command(update={"rooms": rooms}, goto=orders)

    async def look(order: dict) -> dict:
        note = await visits[order["room"]].ainvoke({"address": order["address"]})
        return {"notes": {order["room"]: note}}

    async def write(state: Inspection) -> dict:
        if all(isinstance(note, Gap) for note in state["notes"].values()):
            raise NothingSeen("only gaps")
        return {"report": [f"{room}: {state['notes'][room]}" for room in state["rooms"]]}

    graph = StateGraph(Inspection)
    graph.add_node("draw", draw, destinations=("look",))
    graph.add_node("look", look)
    graph.add_node("write", write)
    graph.add_edge(START, "draw")
    graph.add_edge("look", "write")
    return graph.compile(name="inspection").with_config({"max_concurrency": limit})
