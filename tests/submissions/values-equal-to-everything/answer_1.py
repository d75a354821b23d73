answer_1 = Yes()
