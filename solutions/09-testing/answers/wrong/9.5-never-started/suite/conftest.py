@pytest.fixture
async def async_client() -> AsyncIterator[AsyncClient]:
    """An asynchronous client of the application, on the event loop of the test."""
    transport = ASGITransport(app)
    async with AsyncClient(transport=transport, base_url="http://shop.test") as client:
        yield client
