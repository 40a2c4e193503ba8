"""Whether a text speaks to whoever reads it, in English or Spanish: "you" where "they" is meant."""

from __future__ import annotations

import re

_ENGLISH = re.compile(r"\b(?:you|your|yours|yourself|tell us)\b", re.IGNORECASE)
_SPANISH = re.compile(
    r"\b(?:tú|tu|tus|te|ti|contigo|tuy[oa]s?|usted|ustedes|vosotr[oa]s|dinos"
    # Verbs in the second person: what ends so, and the short ones; "existe" and the like are in the third.
    r"|(?!existe\b|consiste\b|insiste\b|asiste\b|baste\b)\w+[ai]ste"
    r"|has|eres|estás|vas|das|sabes|haces|tienes|puedes|debes|quieres|necesitas|llevas|trabajas|preparas"
    r"|mezclas|manejas|avisas|renueves|sigas|hagas|tengas|cumples)\b",
    re.IGNORECASE,
)
_ORDERS = re.compile(
    r"(?:^|[.:;?] )[¿(]?(?:renueva|toma|pregunta|entrega|mira|consigue|obtén|responde|recupera|guarda|agrega"
    r"|añade|borra|solicita|entrégala|pídela|solicítala)\b",
    re.IGNORECASE,
)


def speaks_to_the_reader(text: str, language: str) -> bool:
    """Whether a text says "you", or gives an order in Spanish, where the verb alone tells it."""
    if language == "es":
        return bool(_SPANISH.search(text) or _ORDERS.search(text))
    return bool(_ENGLISH.search(text))
