def check_feed(
    items: Sequence[object], agreement: Agreement, language: Language = "en"
) -> FeedReport:
    """Say of each item of a feed whether it can be taken, and what is wrong with the others."""
    report = FeedReport(supplier=agreement.supplier, accepted=[], refused=[])
    try:
        articles = FEED.validate_python(list(items), context=agreement)
    except ValidationError as error:
        for each in error.errors():
            index = int(each["loc"][0])
            mistake = describe_error({**each, "loc": ("body", *each["loc"])}, items, language)
            report.refused.append(RefusedItem(index=index, errors=[mistake]))
    else:
        report.accepted.extend(article.to_product() for article in articles)
    return report
