answer_3 = 9
digit = 0
