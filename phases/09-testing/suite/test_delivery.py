"""The carrier's client against a stub: a carrier of our own, which answers what a test wants."""

# Exercise 9.6: An outside service. Write the tests of your client here.
