def dump(url: str, file: Path) -> None:
    """Copy a database into a file, and write down beside it what it holds (`contents_file`).

    Both are of one moment, also while others write. The file is there when it is complete, and not
    before; only its owner can read it. An older one of the name, and what is written down of it,
    stay until then.

    Raises: BackupError.
    """
    unfinished = file.with_name(f"{file.name}.part")
    try:
        with connect(url) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            (snapshot,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            contents = read_contents(connection)
            contents_file(file).write_text(json.dumps(contents, indent=2), encoding="utf-8")
            unfinished.touch(mode=0o600)
            run_tool(
                url, "pg_dump", "--format=custom", f"--snapshot={snapshot}", f"--file={unfinished}"
            )
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
