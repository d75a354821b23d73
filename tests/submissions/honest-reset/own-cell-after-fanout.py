del ask_all
