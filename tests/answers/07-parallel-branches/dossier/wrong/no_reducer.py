# /// answer
# title = "Branches write one key without a reducer"
# mistake = 8
# loses = { dossier-makespan = ["InvalidUpdateError", "reducer"], dossier-merge = ["InvalidUpdateError", "reducer"], dossier-evidence = ["InvalidUpdateError", "reducer"] }
# ///
def build_dossier(checks):
    class Dossier(TypedDict):
        plot: str
        dossier: dict

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
