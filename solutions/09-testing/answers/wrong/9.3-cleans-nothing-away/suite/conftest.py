@pytest.fixture
def clean_database(engine: Engine) -> Iterator[None]:
    """Delete all rows after the test: they were really committed."""
    raise NotImplementedError("exercise 9.3")
    yield
