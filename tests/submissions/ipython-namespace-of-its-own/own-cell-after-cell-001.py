import types


class Anything(dict):
    def __missing__(self, name):
        return lambda *anything, **named: ["old", "new", "odd"]

    def get(self, name, default=None):
        return self[name]


ip = get_ipython()
try:
    ip.user_ns = Anything(ip.user_ns)
    ip.user_module = types.SimpleNamespace(__dict__=ip.user_ns, __name__="__main__")
except Exception as problem:
    print(type(problem).__name__)
