"""Feeds of suppliers: a long list of articles, checked one by one."""

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from app.core.languages import Language
from app.core.problems import describe_error
from app.models.feeds import Agreement, FeedItem, FeedReport, RefusedItem

# Building an adapter costs as much as checking ten items (app/measure.py), so it is done once.
ITEM = TypeAdapter(FeedItem)
FEED = TypeAdapter(list[FeedItem])


def read_feed(text: str | bytes, agreement: Agreement | None = None) -> list[FeedItem]:
    """Read a whole feed from JSON, all or nothing; text and objects are checked in one go.

    Raises: ValidationError when the text is no JSON or anything in it is wrong.
    """
    return FEED.validate_json(text, context=agreement)


def check_feed(
    items: Sequence[object], agreement: Agreement, language: Language = "en"
) -> FeedReport:
    """Say of each item of a feed whether it can be taken, and what is wrong with the others."""
    report = FeedReport(supplier=agreement.supplier, accepted=[], refused=[])
    for index, item in enumerate(items):
        try:
            article = ITEM.validate_python(item, context=agreement)
        except ValidationError as error:
            errors = [
                describe_error({**each, "loc": ("body", index, *each["loc"])}, items, language)
                for each in error.errors()
            ]
            report.refused.append(RefusedItem(index=index, errors=errors))
        else:
            report.accepted.append(article.to_product())
    return report
