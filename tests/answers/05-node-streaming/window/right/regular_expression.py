# /// answer
# title = "Reads the notes with a regular expression"
# ///
import re


async def window(house, order, config=None):
    failure = None
    feed = house.astream({"order": order}, config, stream_mode=["updates"], subgraphs=True)
    try:
        async for namespace, _, update in feed:
            for node in update:
                yield "/".join([re.sub(":.*", "", each) for each in namespace] + [node]) + ": done"
    except OutOfStock as error:
        failure = error
    finally:
        await feed.aclose()
    if failure is not None:
        names = re.findall(r"task with name '(.*?)' and id", "\n".join(failure.__notes__))
        yield f"{'/'.join(names[::-1])}: failed ({failure})"
