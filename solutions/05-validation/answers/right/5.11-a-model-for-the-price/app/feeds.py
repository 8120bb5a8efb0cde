def check_feed(
    items: Sequence[object], agreement: Agreement, language: Language = "en"
) -> FeedReport:
    accepted, refused = [], []
    for index, item in enumerate(items):
        try:
            accepted.append(FeedItem.model_validate(item, context=agreement).to_product())
        except ValidationError as error:
            refused.append(
                RefusedItem(
                    index=index,
                    errors=[
                        describe_error(each | {"loc": ("body", index, *each["loc"])}, items, language)
                        for each in error.errors(include_url=False)
                    ],
                )
            )
    return FeedReport(supplier=agreement.supplier, accepted=accepted, refused=refused)
