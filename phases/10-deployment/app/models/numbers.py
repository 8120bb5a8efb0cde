"""Numbers that clients may ask for, and how far PostgreSQL can count."""

MAX_BIGINT = 9_223_372_036_854_775_807
"""The largest number of 8 bytes. No row has such an id: it would take 292 years at 1 ns each."""


def within_bigint(value: int) -> int:
    """Cut a number to what PostgreSQL can compare with: JSON and addresses know no largest one.

    Who asks for the id 10^30 or skips 10^30 rows is answered as by the largest number: with 404,
    or an empty page. PostgreSQL would refuse the statement.
    """
    return min(value, MAX_BIGINT)
