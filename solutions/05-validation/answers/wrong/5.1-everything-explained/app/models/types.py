PlainText = Annotated[
    str,
    Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$", min_length=1, max_length=80),
    explained("plain_text", "Control characters are not allowed here."),
]
