"""What the environment decides: the key that signs cookies."""

import logging
import os

logger = logging.getLogger(__name__)

KEY_VARIABLE = "STOREFRONT_KEY"
DEVELOPMENT_KEY = "development only: anybody can read this key in the source"


def signing_key() -> bytes:
    """Answer the key of all signatures, the same one in every process of the application."""
    return (os.environ.get(KEY_VARIABLE) or DEVELOPMENT_KEY).encode()  # an empty one is none


def warn_about_development_key() -> None:
    """Say it in the log when the application signs with the key that everybody knows."""
    if not os.environ.get(KEY_VARIABLE):
        logger.warning("%s is not set: cookies are signed with a public key.", KEY_VARIABLE)
