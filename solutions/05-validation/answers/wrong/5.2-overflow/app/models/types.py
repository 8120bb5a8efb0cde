def in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
