"""Who may do what: without a login, as a customer, as somebody else, as an administrator."""

# Exercise 9.4: Who may do what. Write the tests here.
