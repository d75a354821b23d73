# /// answer
# title = "Nothing has changed"
# mistake = 1
# loses = { logbook-free = ["harbour", "blocked the event loop"], logbook-evidence = ["the tag 'clerk'"] }
# ///
def build_logbook(radio, harbour, model):
    return found_logbook(radio, harbour, model)
