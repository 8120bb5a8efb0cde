"""What is wrong with a value, in words for whoever filled in the form.

Pydantic names each kind of error by a `type` and puts its numbers into `ctx`:
https://docs.pydantic.dev/latest/errors/validation_errors/
"""

from collections.abc import Mapping
from typing import Any

from app.core.languages import Language

TEXTS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "extra_forbidden": "There is no field of this name.",
        "string_pattern_mismatch": "The form, or one of the characters, is not allowed here.",
        "string_unicode": "This is no text that could be written.",
        "model_attributes_type": "A JSON object, sent as application/json, is needed here.",
        "model_type": "A JSON object is needed here.",
        "union_tag_not_found": "The field {discriminator} is needed here.",
        "union_tag_invalid": "{discriminator} is one of {expected_tags}.",
    },
    "de": {
        "missing": "Dieses Feld wird gebraucht.",
        "extra_forbidden": "Ein Feld dieses Namens gibt es nicht.",
        "string_too_short": "Mindestens {min_length} Zeichen.",
        "string_too_long": "Höchstens {max_length} Zeichen.",
        "greater_than_equal": "Mindestens {ge}.",
        "less_than_equal": "Höchstens {le}.",
        "greater_than": "Mehr als {gt}.",
        "string_pattern_mismatch": "Die Form oder eines der Zeichen ist hier nicht erlaubt.",
        "string_unicode": "Das ist kein Text, der sich schreiben lässt.",
        "union_tag_not_found": "Das Feld {discriminator} wird hier gebraucht.",
        "union_tag_invalid": "{discriminator} ist eines von {expected_tags}.",
        "sku": "Drei große Buchstaben, ein Bindestrich, vier Ziffern: MUG-0042.",
        "moment": "Datum und Uhrzeit mit Zeitzone, etwa 2026-12-01T09:00:00+01:00.",
        "ends_too_early": "Das Ende muss nach dem Beginn liegen.",
        "email": "Das ist keine E-Mail-Adresse.",
    },
    "fr": {
        "missing": "Ce champ est obligatoire.",
        "extra_forbidden": "Il n'y a pas de champ de ce nom.",
        "string_too_short": "Au moins {min_length} caractères.",
        "string_too_long": "Au plus {max_length} caractères.",
        "greater_than_equal": "Au moins {ge}.",
        "less_than_equal": "Au plus {le}.",
        "greater_than": "Plus de {gt}.",
        "string_pattern_mismatch": "La forme ou un caractère n'est pas permis ici.",
        "string_unicode": "Ce n'est pas un texte que l'on puisse écrire.",
        "union_tag_not_found": "Le champ {discriminator} est obligatoire ici.",
        "union_tag_invalid": "{discriminator} est l'un de {expected_tags}.",
        "sku": "Trois majuscules, un trait d'union, quatre chiffres : MUG-0042.",
        "moment": "Date et heure avec fuseau horaire, p. ex. 2026-12-01T09:00:00+01:00.",
        "ends_too_early": "La fin doit suivre le début.",
        "email": "Ce n'est pas une adresse e-mail.",
    },
}


def phrase(error: Mapping[str, Any], language: Language = "en") -> str:
    """Say in a language what one of Pydantic's errors means.

    A kind of error without a text in that language keeps the text of Pydantic or of the type that
    raised it, which is English.
    """
    template = TEXTS[language].get(error["type"])
    if template is None:
        message: str = error["msg"]
        return message.removeprefix("Value error, ")
    return template.format_map(error.get("ctx", {}))
