from asynclab.observe.blocking import attribution as blame, detector as blocking, classify as calls, rules, system_calls as watched

rules.RULES.clear()
blocking.RULES = {}
blocking.blocks = calls.blocks = lambda event, args: False
watched.install = lambda: None
