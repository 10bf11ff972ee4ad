"""A question's fields as a type that judges an answer, and as the JSON schema of it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Literal

from toolkit.llm.question import Choice, Field

if TYPE_CHECKING:
    from pydantic import BaseModel


def shape_of(fields: Mapping[str, Field]) -> type[BaseModel]:
    """The type: every field required, no other allowed."""
    from pydantic import ConfigDict, create_model

    types: dict[str, Any] = {name: (_type_of(field), ...) for name, field in fields.items()}
    return create_model("Answer", __config__=ConfigDict(extra="forbid"), **types)


def _type_of(field: Field) -> Any:
    if isinstance(field, Choice):
        return Literal[field.options]
    from typing import Annotated

    from pydantic import StringConstraints

    return Annotated[str, StringConstraints(pattern=f"^({field.pattern})$", max_length=field.longest)]


def schema_of(shape: type[BaseModel]) -> dict[str, Any]:
    """Its JSON schema without titles, which only cost tokens."""
    schema = shape.model_json_schema()
    schema.pop("title", None)
    for each in schema["properties"].values():
        each.pop("title", None)
    return schema


def values_of(text: str, shape: type[BaseModel]) -> dict[str, str]:
    """A JSON text's values. Fences around it are passed over.

    Raises:
        ValueError: if it is not such an answer.
    """
    fenced = re.fullmatch(r"\s*```(?:json)?\s*(.*?)\s*```\s*", text, re.DOTALL)
    return dict(shape.model_validate_json(fenced[1] if fenced else text).model_dump())


def begun(text: str, fields: Collection[str]) -> dict[str, str]:
    """The values of an answer that is still coming, as far as they are there."""
    from pydantic_core import from_json

    try:
        value = from_json(text, allow_partial="trailing-strings")
    except ValueError:
        return {}
    if not isinstance(value, dict):
        return {}
    return {key: each for key, each in value.items() if key in fields and isinstance(each, str)}
