# /// answer
# title = "A task group in a node, and the reducer for what is known already"
# ///
def build_dossier(checks):
    def merged(old: dict, new: dict) -> dict:
        result = {topic: list(remarks) for topic, remarks in old.items()}
        for topic, remarks in new.items():
            result[topic] = sorted(set(result.get(topic, []) + remarks))
        return result

    class Dossier(TypedDict, total=False):
        plot: str
        dossier: Annotated[dict, merged]

    async def work(state: Dossier) -> dict:
        async with asyncio.TaskGroup() as group:
            asked = [
                group.create_task(office.ainvoke(state["plot"], {"tags": [f"branch:{office.name}"]}))
                for office in checks
            ]
        found: dict = {}
        for one in asked:
            topic, remark = one.result().split(": ", 1)
            found = merged(found, {topic: [remark]})
        return {"dossier": found}

    return StateGraph(Dossier).add_node("work", work).add_edge(START, "work").compile(name="dossier")
