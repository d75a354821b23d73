from asynclab.observe import blame, blocking, calls, rules, watched

rules.RULES.clear()
blocking.RULES = {}
blocking.blocks = calls.blocks = lambda event, args: False
watched.install = lambda: None
