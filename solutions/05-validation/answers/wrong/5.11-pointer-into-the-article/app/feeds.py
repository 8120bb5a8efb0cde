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
                describe_error({**each, "loc": ("body", *each["loc"])}, item, language)
                for each in error.errors()
            ]
            report.refused.append(RefusedItem(index=index, errors=errors))
        else:
            report.accepted.append(article.to_product())
    return report
