@router.get("", summary="Read the news, or wait for them")
async def read_news(board: NewsBoardDep, after: LastId = 0, wait: Wait = 0) -> NewsList:
    """Answer the news after one that the client knows; where there are none, wait for some.

    When none came in time the list is empty, and the client asks again (long polling).
    """
    if not board.newer_than(after):
        await asyncio.sleep(wait)
    return NewsList(items=[to_model(each) for each in board.newer_than(after)])
