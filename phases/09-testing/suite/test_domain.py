"""The rules of the shop, without HTTP and without a database."""

# Exercise 9.1: Tests of plain functions. Write them here.
