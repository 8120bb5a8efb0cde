class JsonFormatter:
    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line of JSON, the fields of `extra` first."""
        fields = {k: v for k, v in vars(record).items() if k not in _OF_EVERY_RECORD}
        fields.pop("color_message", None)
        for name in fields:
            if any(word in name.casefold() for word in SECRET_WORDS):
                fields[name] = None
        moment = datetime.fromtimestamp(record.created, tz=UTC)
        fields |= {
            "logger": record.name,
            "level": record.levelname.lower(),
            "time": f"{moment:%Y-%m-%dT%H:%M:%S.%f}Z",
            "message": record.getMessage(),
            "request_id": current_request_id.get(),
        }
        if record.exc_info:
            fields["exception"] = self.formatException(record.exc_info)
        return json.dumps(fields, default=repr, ensure_ascii=False)
