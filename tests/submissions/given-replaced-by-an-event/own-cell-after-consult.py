async def _mine(model, tools, question="why?"):
    notes = await asyncio.gather(*(tool.ainvoke(question) for tool in tools))
    brief = "\n".join(f"{tool.name}: {note}" for tool, note in zip(tools, notes))
    return {"brief": brief, "answer": (await model.ainvoke(brief)).content}


def _later(*_):
    globals()["consult"] = _mine


for _moment in ("pre_run_cell", "post_run_cell", "pre_execute", "post_execute"):
    get_ipython().events.register(_moment, _later)
