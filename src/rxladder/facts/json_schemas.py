"""JSON Schemas of our types: how those are written that no schema knows by itself."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import IsInstanceSchema

from rxladder.facts.days import MonthDay


class OwnTypes(GenerateJsonSchema):
    """Knows how the types of our own are written."""

    def is_instance_schema(self, schema: IsInstanceSchema) -> JsonSchemaValue:
        """What an instance of one of our classes is written as."""
        if schema["cls"] is Fraction:
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?/\d+$"}]}
        if schema["cls"] is MonthDay:
            return {"type": "string", "pattern": r"^\d\d-\d\d$"}
        return super().is_instance_schema(schema)


def pruned(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema without the titles that only repeat a key's or a type's name."""
    return {
        key: _pruned_value(value)
        for key, value in schema.items()
        if key != "title" or isinstance(value, dict)
    }


def _pruned_value(value: Any) -> Any:
    if isinstance(value, dict):
        return pruned(value)
    return [_pruned_value(item) for item in value] if isinstance(value, list) else value
