"""Orders and the stock that they take: several requests, one database."""

# Exercise 9.3: A database for tests. Write them here.
