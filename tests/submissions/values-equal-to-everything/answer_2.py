answer_2 = Yes()
