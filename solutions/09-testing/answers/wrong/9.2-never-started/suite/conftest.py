@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of the application."""
    return TestClient(app)
