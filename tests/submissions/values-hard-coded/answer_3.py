answer_3 = {"a", "b", "c", "d"}
