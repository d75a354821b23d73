answer_3 = "a"
