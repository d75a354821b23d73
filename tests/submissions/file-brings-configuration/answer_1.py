answer_1 = "a"
