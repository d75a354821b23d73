# /// answer
# title = "tenacity, which LangChain brings along"
# ///
from tenacity import AsyncRetrying, RetryError, retry_if_exception_type, stop_after_attempt, wait_exponential


async def ask_with_posture(question, tools, attempts):
    async def ask(source):
        again = AsyncRetrying(
            retry=retry_if_exception_type((ConnectionError, TimeoutError)),
            stop=stop_after_attempt(attempts),
            wait=wait_exponential(multiplier=1),
        )
        try:
            return await again(source.ainvoke, question)
        except RetryError:
            return f"{source.name}: gave up after {attempts} attempts"
        except PermissionError as refusal:
            return f"{source.name}: refused ({refusal})"

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(ask(source)) for source in tools]
    return [task.result() for task in tasks]
