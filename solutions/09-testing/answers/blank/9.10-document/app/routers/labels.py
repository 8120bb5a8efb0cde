from typing import Any

# exercise 9.10: what is in a label?
LABEL_FORMS: dict[str, Any] = {media_type: {} for media_type in FORMS}
