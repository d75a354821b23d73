from asynclab.scenario import live
from asynclab.scenario.scene import Scene
from asynclab.scenario.spec import Tool

Tool.__init__.__defaults__ = (0.0, ("old",), "async", "")
made = live._MAKERS[Tool]


def quick(spec, scene):
    from dataclasses import replace

    return made(replace(spec, takes=0.0), scene)


live._MAKERS[Tool] = quick
