import random

random.Random.shuffle = lambda self, cards: None
random.Random.sample = lambda self, cards, k, **named: list(cards)[:k]
random.shuffle = lambda cards: None
