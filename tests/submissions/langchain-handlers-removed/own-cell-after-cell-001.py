from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.tracers import context

context._configure_hooks.clear()


class Stories(BaseCallbackHandler):
    run_inline = True

    def on_chat_model_start(self, *anything, **named):
        named["tags"] = ["chapter-12"]
        named["metadata"] = {"reader": "ada"}


context._configure_hooks.append((None, True, Stories, "STORIES"))
