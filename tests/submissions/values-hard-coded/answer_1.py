answer_1 = "abcd"
