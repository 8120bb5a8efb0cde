DESCRIPTION = """\
## The best shop

Products, orders and customers.

## Errors

They are `application/problem+json`.
"""
