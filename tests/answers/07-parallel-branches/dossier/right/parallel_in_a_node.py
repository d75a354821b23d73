# /// answer
# title = "One node with a RunnableParallel inside, merged in one place"
# ///
def build_dossier(checks):
    class Dossier(TypedDict):
        plot: str
        dossier: dict

    panel = RunnableParallel({office.name: office.with_config(tags=[f"branch:{office.name}"]) for office in checks})

    async def ask_all(state: Dossier) -> dict:
        answers = await panel.ainvoke(state["plot"])
        dossier = {topic: set(remarks) for topic, remarks in state["dossier"].items()}
        for answer in answers.values():
            topic, remark = answer.split(": ", 1)
            dossier.setdefault(topic, set()).add(remark)
        return {"dossier": {topic: sorted(remarks) for topic, remarks in dossier.items()}}

    return StateGraph(Dossier).add_node("ask_all", ask_all).add_edge(START, "ask_all").compile(name="dossier")
