"""What may differ from one place to another: read from the environment, never written in code."""

from datetime import datetime
