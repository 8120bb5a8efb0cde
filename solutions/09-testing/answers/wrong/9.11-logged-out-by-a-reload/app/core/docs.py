from typing import Any

SWAGGER_UI: dict[str, Any] = {"docExpansion": "none"}
