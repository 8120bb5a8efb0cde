from typing import Any

# exercise 6.6: Reviews, and the statements that they cost. What comes along with each review?
_WITH_PEOPLE: tuple[Any, ...] = ()
