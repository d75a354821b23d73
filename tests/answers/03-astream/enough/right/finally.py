# /// answer
# title = "try, except and finally by hand"
# ///
async def enough(tokens, limit):
    handed, last = 0, object()
    try:
        while handed < limit:
            text = await anext(tokens, last)
            if text is last:
                break
            yield text
            handed += 1
    except ConnectionError as error:
        yield "[cut off: " + str(error) + "]"
    finally:
        await tokens.aclose()
