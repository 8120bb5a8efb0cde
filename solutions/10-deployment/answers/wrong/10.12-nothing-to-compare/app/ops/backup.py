def check(file: Path, spare_url: str) -> None:
    """Prove a copy: restore it into an empty database, and compare that with what it should hold.

    Raises: BackupError when it cannot be restored, when nobody knows what it should hold, or when a
    table differs, which is named.
    """
    note = contents_file(file)
    expected: Contents | None = json.loads(note.read_text(encoding="utf-8")) if note.exists() else None
    restore(file, spare_url)
    with connect(spare_url) as connection:
        restored = read_contents(connection)
    if expected is None:
        return
    differ = sorted(
        table
        for table in expected.keys() | restored.keys()
        if expected.get(table) != restored.get(table)
    )
    if differ:
        raise BackupError(f"What was restored differs in: {', '.join(differ)}.")
