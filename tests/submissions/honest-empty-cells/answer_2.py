answer_2 = None
