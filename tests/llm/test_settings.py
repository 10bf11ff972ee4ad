from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.llm import NoModel, Settings, settings

URL, MODEL, KEY = "XXGK_LLM_BASE_URL", "XXGK_LLM_MODEL", "XXGK_LLM_API_KEY"


def test_without_settings_there_is_no_model(tmp_path: Path) -> None:
    assert settings(tmp_path, {}) is None
    assert settings(tmp_path, {KEY: "k"}) is None


def test_they_come_from_the_environment_and_from_a_file_which_the_environment_overrules(tmp_path: Path) -> None:
    lines = f'# 模型\nexport {URL}="http://a/v1/"\n{MODEL}=small\n{KEY}=\n'
    (tmp_path / ".env").write_text(lines, encoding="utf-8")
    assert settings(tmp_path, {}) == Settings("http://a/v1", "small", "")
    assert settings(tmp_path, {MODEL: "big", KEY: "k"}) == Settings("http://a/v1", "big", "k")


@pytest.mark.parametrize(
    ("given", "words"),
    [({URL: "http://a/v1"}, MODEL), ({MODEL: "m"}, URL), ({URL: "a/v1", MODEL: "m"}, "http://")],
)
def test_half_a_setting_or_a_wrong_one_is_said(tmp_path: Path, given: dict[str, str], words: str) -> None:
    with pytest.raises(NoModel, match=words):
        settings(tmp_path, given)
