from sqlalchemy import text


@pytest.fixture
def clean_database(engine: Engine) -> None:
    """Begin with empty tables, whatever happened before."""
    tables = ", ".join(table.name for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:
        connection.execute(text(f"TRUNCATE {tables} RESTART IDENTITY CASCADE"))
