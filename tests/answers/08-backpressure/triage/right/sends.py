# /// answer
# title = "A graph with a branch for each name"
# ///
from langgraph.types import Send


def build_triage(catalogue, limit):
    permits, calls = asyncio.Semaphore(limit), []

    class Triage(TypedDict):
        names: list
        answers: Annotated[list, operator.add]

    async def look_up(order: dict) -> dict:
        place, name = order["place"], order["name"]
        async with permits:
            calls.append(name)
            try:
                evidence = {"place": place, "in_flight": len(calls)}
                answer = await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
                return {"answers": [(place, answer)]}
            finally:
                calls.pop()

    def each(state):
        return [Send("look_up", {"place": place, "name": name}) for place, name in enumerate(state["names"])]

    graph = StateGraph(Triage).add_node("look_up", look_up)
    graph.add_conditional_edges(START, each, ["look_up"])
    state_of = RunnableLambda(lambda names: {"names": list(names), "answers": []})
    answers_of = RunnableLambda(lambda state: [answer for _, answer in sorted(state["answers"], key=lambda one: one[0])])
    return (state_of | graph.compile() | answers_of).with_config(run_name="triage")
