# /// answer
# title = "Branches made in a loop find the last check"
# loses = { dossier-makespan = ["the loop's last check"], dossier-merge = ["has no more than the key 'noise'"], dossier-evidence = ["The tool's own is `flood`"] }
# ///
def build_dossier(checks: list):
    """A compiled graph named "dossier": a branch a check, and one dossier from all that they find."""

    def join(left: dict, right: dict) -> dict:
        topics = {*left, *right}
        return {topic: sorted({*left.get(topic, []), *right.get(topic, [])}) for topic in topics}

    class Dossier(TypedDict):
        plot: str
        dossier: Annotated[dict, join]

    def branch(_):
        async def ask(state: Dossier) -> dict:
            answer = await office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]})
            topic, remark = answer.split(": ", 1)
            return {"dossier": {topic: [remark]}}

        return ask

    graph = StateGraph(Dossier)
    for office in checks:
        graph.add_node(office.name, branch(office)).add_edge(START, office.name)
    return graph.compile(name="dossier")
