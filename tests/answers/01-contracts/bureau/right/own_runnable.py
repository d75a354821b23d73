# /// answer
# title = "A Runnable class of its own, with both types in its base"
# ///
def build_bureau(translator):
    from langchain_core.runnables import Runnable

    class Bureau(Runnable[Letter, Translation]):
        def invoke(self, input, config=None, **kwargs):
            return self._stamped(translator.invoke(order(input), config))

        async def ainvoke(self, input, config=None, **kwargs):
            return self._stamped(await translator.ainvoke(order(input), config))

        def _stamped(self, said):
            return Translation(text=said.content, words=len(said.content.split()))

    return Bureau()
