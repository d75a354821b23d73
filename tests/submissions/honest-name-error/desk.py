def build_desk(model, tools):
    return graph


grpah.compile()
