ip = get_ipython()
ip.execution_count = 10_000
ip.history_manager.reset()
type(ip).execution_count = property(lambda self: 1, lambda self, value: None)
