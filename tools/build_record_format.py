"""Write the tables of `docs/record-format.md` from the schemas, each where its comment stands.

    python tools/build_record_format.py

Run by hand when `extract.schemas` has changed; a test says when that is due.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from extract import schemas

PAGE = Path(__file__).parents[1] / "docs" / "record-format.md"
_TABLE = re.compile(r"(<!-- fields of (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")


def renewed(page: str) -> str:
    """Return the page with its tables as the schemas are now."""
    return _TABLE.sub(lambda match: match[1] + fields(match[2]) + match[3], page)


def fields(model: str) -> str:
    """Return a table of the fields of a model in `extract.schemas`."""
    made: type[BaseModel] = getattr(schemas, model)
    # What is given may leave fields out; what comes out has them all.
    given = not issubclass(made, schemas.Frozen)
    schema = made.model_json_schema(mode="validation" if given else "serialization")
    rows = ["| field | type | |", "|---|---|---|"]
    for name, field in schema["properties"].items():
        note = "required" if given and name in schema["required"] else field.get("description", "")
        rows.append(f"| `{name}` | {_type(field)} | {note} |")
    return "\n".join(rows) + "\n"


def _type(field: Mapping[str, Any]) -> str:
    """Return the type of a field in words."""
    match field:
        case {"const": value}:
            return f"`{value!r}`".replace("'", '"')
        case {"enum": values}:
            return ", ".join(f"`{value}`" for value in values)
        case {"$ref": place}:
            return f"[{place.rsplit('/', 1)[-1]}](#{place.rsplit('/', 1)[-1].lower()})"
        case {"anyOf": parts}:
            kinds = [_type(part) for part in parts]
            return " or ".join(dict.fromkeys(kinds))
        case {"type": "array", "items": items}:
            return f"list of {_type(items)}"
        case {"type": "object"}:
            return "object"
        case {"type": "string", "format": kind}:
            return {"date": "date, `YYYY-MM-DD`", "date-time": "date and time, ISO 8601"}[kind]
        case {"type": kind}:
            return str(kind)
    raise ValueError(f"no words for {field}")


if __name__ == "__main__":
    main()
