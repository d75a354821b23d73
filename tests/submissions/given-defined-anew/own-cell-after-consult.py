async def consult(model, tools, question="why?"):
    notes = await asyncio.gather(*(tool.ainvoke(question) for tool in tools))
    brief = "\n".join(f"{tool.name}: {note}" for tool, note in zip(tools, notes))
    return {"brief": brief, "answer": (await model.ainvoke(brief)).content}
