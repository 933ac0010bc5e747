"""JSON Schema of what editors write."""

import json

import pytest
from pydantic import AliasChoices

from wangqun.authoring.schema import FORMS, as_text
from wangqun.records.deputies.record import FIELDS


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_schema_names_every_field_by_what_editors_write(name: str) -> None:
    schema = json.loads(as_text(name))
    names = {_written(field, info.validation_alias) for field, info in FORMS[name].record.model_fields.items()}

    assert names == schema["properties"].keys()
    assert schema["$schema"].startswith("https://json-schema.org/")


def _written(field: str, alias: str | AliasChoices | None) -> str:
    return str(alias.choices[0]) if isinstance(alias, AliasChoices) else alias or field


@pytest.mark.parametrize("name", sorted(FORMS))
def test_a_file_may_hold_a_list_where_one_is_read(name: str) -> None:
    schema = json.loads(as_text(name))

    assert (schema["type"] == ["object", "array"]) is (name in FIELDS)
    assert schema.get("items") == ({"$ref": "#"} if name in FIELDS else None)


def test_site_files_allow_no_other_keys_and_headers_do() -> None:
    assert json.loads(as_text("site"))["additionalProperties"] is False
    assert json.loads(as_text("article"))["additionalProperties"] is True
