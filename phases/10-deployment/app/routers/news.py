"""News of the shop, for clients who wait for them.

These operations are `async def`: they wait without a thread, so hundreds of clients may wait at
the same time. They must not call anything that blocks.
"""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, status
from pydantic import AfterValidator

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.models.news import News, NewsCreate, NewsList
from app.models.numbers import within_bigint
from app.news import Announcement, NewsBoard

router = APIRouter(prefix="/news", tags=["news"], responses=refuses(422))


async def get_news_board(request: Request) -> NewsBoard:
    """Return the board that the lifespan of the application made: one for all requests."""
    board: NewsBoard = request.state.news
    return board


NewsBoardDep = Annotated[NewsBoard, Depends(get_news_board)]
LastId = Annotated[
    int,
    Query(ge=0, description="The newest announcement that the client knows."),
    AfterValidator(within_bigint),
]
Wait = Annotated[float, Query(ge=0, le=30, description="For how many seconds to wait for news.")]


def to_model(announcement: Announcement) -> News:
    """Write an announcement as the API answers it."""
    return News(id=announcement.id, text=announcement.text)


@router.get("", summary="Read the news, or wait for them")
async def read_news(board: NewsBoardDep, after: LastId = 0, wait: Wait = 0) -> NewsList:
    """Answer the news after one that the client knows; where there are none, wait for some.

    When none came in time the list is empty, and the client asks again (long polling).
    """
    try:
        async with asyncio.timeout(wait):
            await board.wait_until_newer(after)
    except TimeoutError:
        pass
    return NewsList(items=[to_model(each) for each in board.newer_than(after)])


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    dependencies=[may(Permission.CATALOGUE_WRITE)],
    responses=refuses(401, 403),
    summary="Announce something",
)
async def publish_news(data: NewsCreate, board: NewsBoardDep) -> News:
    """Pin an announcement to the board: everybody who waits is answered with it."""
    return to_model(await board.publish(data.text))
