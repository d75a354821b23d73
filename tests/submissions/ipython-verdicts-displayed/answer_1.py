answer_1 = "c"
claim("answer_1-check")
