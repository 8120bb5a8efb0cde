"""What is true of every amount, every cursor, every discount: Hypothesis looks for exceptions."""

# Exercise 9.7: Properties. Write them here.
