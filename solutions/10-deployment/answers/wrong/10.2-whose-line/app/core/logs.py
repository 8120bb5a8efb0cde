class JsonFormatter(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return time (UTC), level, logger and message, then what `extra` has added.

        A line that was logged while a request was in hand has its `request_id`, one that was logged
        with an exception its traceback, in `exception`. Fields whose names say that they are secret
        lose their value.
        """
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        for name, value in record.__dict__.items():
            if name not in _OF_EVERY_RECORD | _NOT_FOR_PROGRAMS:
                line[name] = HIDDEN if is_secret(name) else value
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, default=str)
