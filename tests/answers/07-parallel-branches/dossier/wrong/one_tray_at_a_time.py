# /// answer
# title = "One tray beside the state, emptied when a buyer comes"
# mistake = 8
# loses = { dossier-merge = ["nothing of another's"] }
# ///
def build_dossier(checks):
    tray = []

    class Dossier(TypedDict):
        plot: str
        dossier: dict

    def begin(state: Dossier) -> dict:
        tray.clear()
        return {}

    def branch(office):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            tray.append(answer.split(": ", 1))
            return {}

        return ask

    def file(state: Dossier) -> dict:
        filed = {topic: set(remarks) for topic, remarks in state["dossier"].items()}
        for topic, remark in tray:
            filed.setdefault(topic, set()).add(remark)
        return {"dossier": {topic: sorted(remarks) for topic, remarks in filed.items()}}

    graph = StateGraph(Dossier).add_node("begin", begin).add_node("file", file).add_edge(START, "begin")
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge("begin", office.name)
    graph.add_edge([office.name for office in checks], "file")
    return graph.compile(name="dossier")
