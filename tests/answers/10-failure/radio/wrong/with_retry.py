# /// answer
# title = "LangChain's own loop, with its dice and without seconds"
# loses = { radio-budget = ["The number of calls is right and the waits between them are not"], radio-pauses = ["The number of calls is right and the waits between them are not"], radio-stops = ["`mast` began at 0 and 2"] }
# ///
async def radio(mast, message, attempts, seconds):
    passing = (ConnectionError, TimeoutError)
    try:
        return await mast.with_retry(retry_if_exception_type=passing, stop_after_attempt=attempts).ainvoke(message)
    except passing as last:
        raise Silence(f"no answer to {message!r}, calls: {attempts}, last: {last!r}") from last
