"""`extract schema`: the formats."""

import json


def test_schema_prints_input_and_output(extract):
    status, out, _ = extract("schema")
    schemas = json.loads(out)
    assert status == 0
    assert schemas["input"]["required"] == ["text"]
    assert {"article", "mentions", "warnings", "format"} <= set(schemas["record"]["properties"])
    assert "aliases" in schemas["entity"]["properties"]
    assert "reference" not in json.dumps(schemas["record"]["$defs"]["Mention"])
