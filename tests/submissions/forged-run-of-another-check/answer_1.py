answer_1 = "b"
