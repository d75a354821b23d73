answer_2 = told("answer_2")
