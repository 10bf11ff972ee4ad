"""Cassettes: HTTP exchanges with a model, replayed; written for people to review, and with nothing in them that is
secret or of one machine.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import vcr

from toolkit.llm import Settings, settings

FOLDER = Path(__file__).resolve().parent / "cassettes"
NOWHERE = Settings("http://model.invalid/v1", "recorded")
_KEPT = {"content-type"}


class PrettyJson:
    """A cassette as JSON with the bodies as JSON within, so that a difference can be read."""

    @staticmethod
    def serialize(cassette: Any) -> str:
        for exchange in cassette["interactions"]:
            for side in ("request", "response"):
                holder = exchange[side]
                body = holder["body"]["string"] if side == "response" else holder["body"]
                holder["body"] = json.loads(body) if body else None
        return json.dumps(cassette, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @staticmethod
    def deserialize(text: str) -> Any:
        cassette = json.loads(text)
        for exchange in cassette["interactions"]:
            exchange["request"]["body"] = _normal(exchange["request"]["body"])
            exchange["response"]["body"] = {"string": json.dumps(exchange["response"]["body"], ensure_ascii=False)}
        return cassette


def _normal(body: Any) -> str:
    return json.dumps({**body, "model": "recorded"}, ensure_ascii=False, sort_keys=True)


def _without_machine(request: Any) -> Any:
    parts = urlsplit(request.uri)
    request.uri = urlunsplit(("http", "model.invalid", parts.path, "", ""))
    request.headers = {name: value for name, value in request.headers.items() if name.lower() in _KEPT}
    if request.body:
        request.body = _normal(json.loads(request.body)).encode()
    return request


def _only_content(response: Any) -> Any:
    kept = {name: value for name, value in response["headers"].items() if name.lower() in _KEPT}
    body = json.loads(response["body"]["string"])
    if isinstance(body.get("error"), dict):  # a server may tell where its files lie
        body["error"]["message"] = str(body["error"].get("message", "")).partition("\n")[0]
    return {**response, "headers": kept, "body": {"string": json.dumps(body, ensure_ascii=False).encode()}}


def recording_settings(record: bool) -> Settings:
    """Which model is asked: the user's while recording, else none that exists."""
    if not record:
        return NOWHERE
    found = settings()
    if found is None:
        raise RuntimeError("XXGK_LLM_BASE_URL and XXGK_LLM_MODEL name the model to record from")
    return found


@contextmanager
def cassette(name: str, record: bool) -> Iterator[Any]:
    """What happens within is replayed from a file, or recorded into it anew."""
    path = FOLDER / f"{name}.json"
    if record:
        path.unlink(missing_ok=True)
    recorder = vcr.VCR(
        match_on=["method", "path", "body"],
        record_mode="all" if record else "none",
        before_record_request=_without_machine,
        before_record_response=_only_content,
        decode_compressed_response=True,
    )
    recorder.register_serializer("pretty", PrettyJson)
    with recorder.use_cassette(str(path), serializer="pretty", allow_playback_repeats=True) as tape:
        yield tape
