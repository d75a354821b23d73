from asynclab.scenario import call, perform, tool
perform(call("ask_all", "why?", [tool("web", takes=2.0)], 1), globals()).timeline("call")
