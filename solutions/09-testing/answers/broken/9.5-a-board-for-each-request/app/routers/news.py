async def get_news_board(request: Request) -> NewsBoard:
    """Return a board."""
    return NewsBoard()
