answer_1 = Text("z")
