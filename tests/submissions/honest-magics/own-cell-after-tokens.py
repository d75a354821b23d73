%%capture said
print("said")
