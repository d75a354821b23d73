import asyncio

import nest_asyncio2

nest_asyncio2.apply()


async def main():
    return "nested"


asyncio.run(main())
