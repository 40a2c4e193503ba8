"""What the house changes in forms that a library brings: words, and no words inside the fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from rxladder.web.site.form_words import HouseWords


class Plain(HouseWords):
    """Labels and help in the house's words; a label stands above its field, not in it."""

    use_required_attribute = False
    sometimes: tuple[str, ...] = ()
    labels: ClassVar[Mapping[str, object]] = {}
    helps: ClassVar[Mapping[str, object]] = {}
    fields: dict[str, Any]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.helps.get(name, field.help_text)
