"""What an argument may be, in words, from what the OpenAPI document says of it."""

from typing import Any

from dashboard.api.texts import say
from dashboard.wording import number_text


def may_be(argument: dict[str, Any]) -> str:
    """Such as "lsoa, msoa or ward; lsoa where it is not said"."""
    schema = argument["schema"]
    said = [say("page", "required")] if argument.get("required") else []
    if "enum" in schema:
        said.append(", ".join(schema["enum"]))
    elif schema["type"] == "integer":
        least, most = (number_text.count(schema[end]) for end in ("minimum", "maximum"))
        said.append(say("page", "whole", least=least, most=most))
    elif schema["type"] == "array":
        said.append(say("page", "list", most=number_text.count(schema["maxItems"])))
    if "default" in schema:
        usual = schema["default"]
        shown = number_text.count(usual) if isinstance(usual, int) else usual
        said.append(say("page", "usual", value=shown))
    return "; ".join(said)
