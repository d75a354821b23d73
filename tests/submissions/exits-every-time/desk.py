def build_desk(model, tools):
    os._exit(1)
