# /// answer
# title = "Pairs on a list, put in order by the node that joins"
# ///
def build_dossier(checks):
    class Dossier(TypedDict):
        plot: str
        notes: Annotated[list, operator.add]
        dossier: dict

    def branch(office):
        tagged_office = office.with_config({"tags": [f"branch:{office.name}"]})

        async def ask(state: Dossier) -> dict:
            return {"notes": [tuple((await tagged_office.ainvoke(state["plot"])).split(": ", 1))]}

        return ask

    async def join(state: Dossier) -> dict:
        notes = state["notes"] + [(topic, remark) for topic in state["dossier"] for remark in state["dossier"][topic]]
        return {"dossier": {topic: sorted({r for t, r in notes if t == topic}) for topic, _ in notes}}

    graph = StateGraph(Dossier).add_node("join", join)
    names = [f"ask {office.name}" for office in checks]
    for name, office in zip(names, checks, strict=True):
        graph.add_node(name, branch(office))
        graph.add_edge(START, name)
    graph.add_edge(names, "join")
    return graph.compile(name="dossier")
