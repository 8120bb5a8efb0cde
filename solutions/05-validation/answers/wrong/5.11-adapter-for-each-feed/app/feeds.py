def check_feed(
    items: Sequence[object], agreement: Agreement, language: Language = "en"
) -> FeedReport:
    """Say of each item of a feed whether it can be taken, and what is wrong with the others."""
    report = FeedReport(supplier=agreement.supplier, accepted=[], refused=[])
    for index, item in enumerate(items):
        try:
            article = TypeAdapter(list[FeedItem]).validate_python([item], context=agreement)[0]
        except ValidationError as error:
            errors = [
                describe_error({**each, "loc": ("body", index, *each["loc"][1:])}, items, language)
                for each in error.errors()
            ]
            report.refused.append(RefusedItem(index=index, errors=errors))
        else:
            report.accepted.append(article.to_product())
    return report
