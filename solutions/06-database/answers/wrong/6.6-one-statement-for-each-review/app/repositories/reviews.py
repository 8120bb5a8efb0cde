from typing import Any

_WITH_PEOPLE: tuple[Any, ...] = ()
