def run_tool(url: str, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's tools on a database.

    The URL goes into the environment (PGHOST, PGPORT, PGUSER, PGPASSWORD, PGDATABASE): everybody on
    a machine can read the command lines of all.

    Raises: BackupError, with what the tool says, when it fails or is not there.
    """
    parts = libpq_parameters(url)
    parts["database"] = parts.pop("dbname")
    variables = {f"PG{name.upper()}": str(value) for name, value in parts.items()}
    try:
        subprocess.run(  # noqa: S603 - no shell, and a program that is named in the code
            [program, *arguments],
            env=os.environ | variables,
            check=True,
            capture_output=True,
            text=True,
        )
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program}: {error.stderr.strip()}") from None
