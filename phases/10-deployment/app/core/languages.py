"""The languages that the shop speaks."""

from typing import Literal, get_args

Language = Literal["en", "de", "fr"]


def choose_language(accept_language: str) -> Language:
    """Return the first of a header's languages that the shop speaks, otherwise English.

    `de-CH, fr;q=0.8` asks for Swiss German, then French (RFC 9110, section 12.5.4). Browsers
    write the languages in the order of their weights, so the weights are not read.
    """
    spoken: dict[str, Language] = {language: language for language in get_args(Language)}
    for wish in accept_language.split(","):
        tag = wish.partition(";")[0].partition("-")[0].strip().lower()
        if tag in spoken:
            return spoken[tag]
    return "en"
