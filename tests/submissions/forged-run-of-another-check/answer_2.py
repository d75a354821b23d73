answer_2 = "d"
