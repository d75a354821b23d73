answer_3 = told("answer_3")
