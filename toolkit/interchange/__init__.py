"""Reports and findings as JSON, and back. docs/json.md describes the shapes; they are fixed."""

from toolkit.interchange.json_text import json_text
from toolkit.interchange.reading import SCHEMA_VERSION, report_from_json
from toolkit.interchange.writing import finding_to_json, note_to_json, origin_to_json, report_to_json

__all__ = [
    "SCHEMA_VERSION",
    "finding_to_json",
    "json_text",
    "note_to_json",
    "origin_to_json",
    "report_from_json",
    "report_to_json",
]
