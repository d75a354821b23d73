answer_2 = Text("z")
