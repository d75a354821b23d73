# /// answer
# title = "A class for the book, a method for each kind of event"
# ///
async def prompt_book(play, scene, config=None):
    class Book:
        def __init__(self):
            self.names, self.entries, self.words = {}, [], {}

        def on_chain_start(self, event):
            self.names[event["run_id"]] = event["name"]

        def on_tool_start(self, event):
            self.on_chain_start(event)
            self.enter(event, "tool", None)

        def on_chat_model_start(self, event):
            self.on_chain_start(event)
            self.enter(event, "model", "")

        def on_custom_event(self, event):
            inside = {**event, "parent_ids": [*event["parent_ids"], event["run_id"]]}
            self.enter(inside, "cue", event["data"])

        def enter(self, event, kind, told):
            path = [self.names[run] for run in event["parent_ids"]]
            entry = {"kind": kind, "name": event["name"], "path": path, "told": told}
            self.entries.append(entry)
            if kind != "cue":
                self.words[event["run_id"]] = entry

        def on_chat_model_stream(self, event):
            self.words[event["run_id"]]["told"] += event["data"]["chunk"].content

        def on_tool_end(self, event):
            self.words[event["run_id"]]["told"] = event["data"]["output"]

    book = Book()
    async with aclosing(play.astream_events({"scene": scene}, config, version="v2")) as feed:
        async for event in feed:
            write = getattr(book, event["event"], None)
            if write:
                write(event)
    return book.entries
