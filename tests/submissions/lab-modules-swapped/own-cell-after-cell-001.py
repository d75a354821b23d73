import sys
import types


class Everything(types.ModuleType):
    def __getattr__(self, name):
        return lambda *anything, **named: None


for name in [name for name in sys.modules if name.split(".")[0] == "asynclab"]:
    sys.modules[name] = Everything(name)
