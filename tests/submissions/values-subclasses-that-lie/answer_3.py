answer_3 = Text("z")
