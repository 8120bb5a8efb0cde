"""News, and clients who wait for them: several requests at once, on one event loop."""

# Exercise 9.5: Asynchronous tests. Write them here.
