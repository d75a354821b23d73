# /// answer
# title = "anyio, and postures as data"
# ///
import anyio

TRANSIENT = (ConnectionError, TimeoutError)


async def one_try(source, question):
    try:
        return True, await source.ainvoke(question)
    except TRANSIENT:
        return False, ""
    except PermissionError as error:
        return True, f"{source.name}: refused ({error})"


async def ask_with_posture(question, tools, attempts):
    answers = [f"{source.name}: gave up after {attempts} attempts" for source in tools]

    async def ask(place, source):
        for number in range(attempts):
            settled, text = await one_try(source, question)
            if settled:
                answers[place] = text
                return
            if number + 1 < attempts:
                await anyio.sleep(2**number)

    async with anyio.create_task_group() as group:
        for place, source in enumerate(tools):
            group.start_soon(ask, place, source)
    return answers
