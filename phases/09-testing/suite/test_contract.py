"""What partners rely on: answers that fit the document, and a document that breaks nobody."""

# Exercise 9.8: Contracts. Write the tests here.
