"""JSON Schemas of our types: how those are written that no schema knows by itself."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core.core_schema import (
    AfterValidatorFunctionSchema,
    BeforeValidatorFunctionSchema,
    IsInstanceSchema,
    ModelSchema,
)

from rxladder.facts.days import MonthDay
from rxladder.facts.entries import LONGEST_TEXT, Entry, to_text


class OwnTypes(GenerateJsonSchema):
    """Knows how the types of our own are written."""

    def is_instance_schema(self, schema: IsInstanceSchema) -> JsonSchemaValue:
        """What an instance of one of our classes is written as."""
        if schema["cls"] is Fraction:
            return {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^\d+(\.\d+)?/\d+$"}]}
        if schema["cls"] is MonthDay:
            return {"type": "string", "pattern": r"^\d\d-\d\d$"}
        return super().is_instance_schema(schema)

    def model_schema(self, schema: ModelSchema) -> JsonSchemaValue:
        """An entry that people write: a key that holds nothing is as good as left out."""
        found = super().model_schema(schema)
        if issubclass(schema["cls"], Entry):
            keys = found.get("properties", {})
            for key in keys.keys() - {*found.get("required", ()), *schema["cls"].untouched}:
                keys[key] = or_else(keys[key], {"type": "null"})
        return found

    def function_before_schema(self, schema: BeforeValidatorFunctionSchema) -> JsonSchemaValue:
        """Free text may be a whole number without quotes."""
        found = super().function_before_schema(schema)
        return found | _FREE if schema["function"]["function"] is to_text else found

    def function_after_schema(self, schema: AfterValidatorFunctionSchema) -> JsonSchemaValue:
        """Text that must be something in particular, such as an id, is never a number."""
        found = super().function_after_schema(schema)
        check = schema["function"]["function"]
        is_bound = getattr(getattr(check, "func", check), "__module__", "").startswith("pydantic.")
        return found if is_bound or found.get("type") != _FREE["type"] else found | {"type": "string"}


_FREE: JsonSchemaValue = {"type": ["string", "integer"], "maxLength": LONGEST_TEXT}


def or_else(schema: JsonSchemaValue, other: JsonSchemaValue) -> JsonSchemaValue:
    """What obeys a schema, or else another one; what the key means stays beside both."""
    about = {key: value for key, value in schema.items() if key in ("default", "description", "title")}
    ways = [{key: value for key, value in schema.items() if key not in about}]
    if ways[0].keys() == {"anyOf"}:
        ways = ways[0]["anyOf"]
    return {"anyOf": ways if other in ways else [*ways, other]} | about


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
