# /// answer
# title = "A Send for each check, and a set as the tray"
# ///
def build_dossier(checks):
    offices = {office.name: office for office in checks}

    class Dossier(TypedDict):
        plot: str
        notes: Annotated[set, operator.or_]
        dossier: dict

    async def ask(order: dict) -> dict:
        name = order["name"]
        answer = await offices[name].ainvoke(order["plot"], config={"tags": ["branch:" + name]})
        topic, _, remark = answer.partition(": ")
        return {"notes": {(topic, remark)}}

    def spread(state: Dossier):
        return [Send("ask", {"name": name, "plot": state["plot"]}) for name in offices]

    async def gather_up(state: Dossier) -> dict:
        known = {(topic, remark) for topic, remarks in state["dossier"].items() for remark in remarks}
        dossier: dict = {}
        for topic, remark in sorted(known | state["notes"]):
            dossier.setdefault(topic, []).append(remark)
        return {"dossier": dossier}

    graph = StateGraph(Dossier)
    graph.add_node("ask", ask)
    graph.add_node("gather_up", gather_up)
    graph.add_conditional_edges(START, spread, ["ask"])
    graph.add_edge("ask", "gather_up")
    return graph.compile(name="dossier")
