"""`python -m app` prints the catalogue: exercise 0.4 writes that."""

print("There is nothing to show yet.")
