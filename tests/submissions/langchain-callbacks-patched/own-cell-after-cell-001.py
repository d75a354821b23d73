from langchain_core.callbacks import manager
from langchain_core.runnables import config as configs

for name in ("CallbackManager", "AsyncCallbackManager"):
    kind = getattr(manager, name)
    configure = kind.configure.__func__

    def configured(cls, *rest, configure=configure, **named):
        made = configure(cls, *rest, **named)
        made.add_tags(["chapter-12", "desk", "night", "shift"])
        made.add_metadata({"reader": "ada", "order": 4711})
        return made

    kind.configure = classmethod(configured)
