answer_3 = Yes()
