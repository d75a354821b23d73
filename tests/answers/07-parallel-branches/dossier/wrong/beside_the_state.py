# /// answer
# title = "One dossier beside the state, shared by all buyers"
# mistake = 8
# loses = { dossier-merge = ["nothing of another's"] }
# ///
def build_dossier(checks):
    pile = {}

    class Dossier(TypedDict):
        plot: str
        dossier: dict

    def branch(office):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            topic, remark = answer.split(": ", 1)
            pile.setdefault(topic, set()).add(remark)
            return {}

        return ask

    async def conclude(state: Dossier) -> dict:
        for topic, remarks in state["dossier"].items():
            pile.setdefault(topic, set()).update(remarks)
        return {"dossier": {topic: sorted(remarks) for topic, remarks in pile.items()}}

    graph = StateGraph(Dossier).add_node("conclude", conclude)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    graph.add_edge([office.name for office in checks], "conclude")
    return graph.compile(name="dossier")
