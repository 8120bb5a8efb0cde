@pytest.fixture
def clean_database(engine: Engine) -> Iterator[None]:
    """Roll back what the test did."""
    with engine.connect() as connection:
        yield
        connection.rollback()
