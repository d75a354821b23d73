# /// answer
# title = "A pure chunker with state, and a thin async shell"
# ///
class Chunker:
    def __init__(self):
        self.held = []

    def feed(self, text):
        for character in text:
            self.held.append(character)
            if character in {".", "!", "?"}:
                yield self.flush()

    def flush(self):
        sentence = "".join(self.held).strip()
        self.held.clear()
        return sentence


async def sentences(tokens):
    chunker = Chunker()
    async with aclosing(tokens) as stream:
        async for text in stream:
            for sentence in chunker.feed(text):
                yield sentence
        if last := chunker.flush():
            yield last
