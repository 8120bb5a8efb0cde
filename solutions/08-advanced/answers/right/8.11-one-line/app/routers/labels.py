@router.get(
    "/{product_id}/label",
    response_class=Response,
    responses={200: {"content": LABEL_FORMS}, **refuses(404, 406, 422)},
    summary="Print a price label",
)
@fresh_for(60)
def read_label(product: ProductDep, accept: AcceptHeader = "*/*") -> Response:
    """Answer the label as text, as a page or as JSON, whichever the client likes best.

    Raises: NotFound when there is no product with this id; NotAcceptable when no form is.
    """
    name, price = product["name"], str(Money(product["price_cents"], product["currency"]))
    headers = {"Vary": "Accept"}  # to a cache: another Accept, another answer
    match choose_media_type(accept, FORMS):
        case "text/plain":
            return PlainTextResponse(f"{name}: {price}", headers=headers)
        case "text/html":
            # The name is a text that somebody typed: `<script>` in it must stay a text.
            page = f"<h1>{html.escape(name)}</h1>\n<p>{html.escape(price)}</p>\n"
            return HTMLResponse(page, headers=headers)
        case "application/json":
            return JSONResponse({"name": name, "price": price}, headers=headers)
    raise NotAcceptable(f"A label is one of {', '.join(FORMS)}.")
