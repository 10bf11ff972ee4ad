"""Which model is asked: ``XXGK_LLM_*`` of the environment, or of a ``.env`` in the working folder."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from toolkit.llm.question import NoModel

BASE_URL, API_KEY, MODEL = "XXGK_LLM_BASE_URL", "XXGK_LLM_API_KEY", "XXGK_LLM_MODEL"


@dataclass(frozen=True, slots=True)
class Settings:
    """An OpenAI-compatible server and a model of it. A key may be empty: a server of one's own often has none."""

    base_url: str
    model: str
    api_key: str = field(default="", repr=False)


def settings(folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings | None:
    """The settings; None where nothing is set, and the program works without a model.

    Raises:
        NoModel: where they are set in part, or can't be meant.
    """
    values = {**_env_file((folder or Path.cwd()) / ".env"), **(os.environ if environment is None else environment)}
    base_url, model, key = (values.get(name, "").strip() for name in (BASE_URL, MODEL, API_KEY))
    if not base_url and not model:
        return None
    if not base_url or not model:
        given, absent = (MODEL, BASE_URL) if model else (BASE_URL, MODEL)
        raise NoModel(f"设置了 {given}，没有设置 {absent}")
    if not base_url.startswith(("http://", "https://")):
        raise NoModel(f"{BASE_URL} 应以 http:// 或 https:// 开头，现在是“{base_url}”")
    return Settings(base_url.rstrip("/"), model, key)


def _env_file(path: Path) -> dict[str, str]:
    """The ``NAME=value`` lines of a file; quotes around a value and ``export`` before a name are left out."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError:
        return {}
    except UnicodeDecodeError as error:
        raise NoModel(f"{path.name} 不是 UTF-8 文本") from error
    found = {}
    for line in text.splitlines():
        name, equals, value = line.strip().removeprefix("export ").partition("=")
        if equals and not name.startswith("#"):
            value = value.strip()
            quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
            found[name.strip()] = value[1:-1] if quoted else value
    return found
