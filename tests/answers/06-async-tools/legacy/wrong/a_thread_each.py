# /// answer
# title = "A new thread for each caller, most of which wait"
# mistake = 5
# loses = { legacy-limit = ["tasks stand in line"], legacy-abandoned = ["still on the line"] }
# ///
def wrap_sdk(search, limit):
    slots = threading.Semaphore(limit)

    async def ask(query: str) -> str:
        loop = asyncio.get_running_loop()
        answer = loop.create_future()

        def tell(how, what):
            if not answer.done():
                how(what)

        def work():
            with slots:
                try:
                    loop.call_soon_threadsafe(tell, answer.set_result, search(query))
                except Exception as error:
                    loop.call_soon_threadsafe(tell, answer.set_exception, error)

        threading.Thread(target=work, daemon=True).start()
        return await answer

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
