"""Products, as a client sees them. Nothing is cleaned: each test makes products of its own."""

# Exercise 9.2: Tests over HTTP. Write them here.
