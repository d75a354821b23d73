# /// answer
# title = "Appends to the lists that were handed in"
# mistake = 8
# loses = { dossier-merge = ["nothing of another's"] }
# ///
def build_dossier(checks):
    def join(old, new):
        for topic, remarks in new.items():
            pile = old.setdefault(topic, remarks)
            pile.extend(remark for remark in remarks if remark not in pile)
            pile.sort()
        return old

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, join]

    def branch(office):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(Dossier)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    return graph.compile(name="dossier")
