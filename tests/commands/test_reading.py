from __future__ import annotations

from typing import cast

import pytest

from toolkit.commands.reading import Done, Failed, read, read_and_check
from toolkit.inputs import Input
from toolkit.model import Unreadable

TEXT = """云溪县水务局2023年政府信息公开工作年度报告
四、政府信息公开行政复议、行政诉讼情况
 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计
行政复议 | 1 | 0 | 0 | 0 | 2
未经复议直接起诉 | 0 | 0 | 0 | 0 | 0
复议后起诉 | 0 | 0 | 0 | 0 | 0
"""


def given(content: bytes | Unreadable) -> Input:
    return Input("年报.txt", "甲/年报.txt", "年报.txt", "年报.txt", content)


def test_a_report_file_is_read_with_its_name_path_and_hash() -> None:
    done = read(given(TEXT.encode()))
    assert isinstance(done, Done)
    source = done.report.source
    assert (source.name, source.path, len(source.sha256), source.format) == ("年报.txt", "年报.txt", 64, "txt")
    assert done.findings is None


def test_checking_brings_findings() -> None:
    done = read_and_check(given(TEXT.encode()))
    assert isinstance(done, Done)
    assert "disputes.total_is_sum" in {finding.rule for finding in done.findings or ()}


def test_what_cannot_be_read_is_named_by_what_the_user_typed() -> None:
    assert read(given(Unreadable("年报.txt", "没有权限"))) == Failed("甲/年报.txt", "甲/年报.txt：没有权限")
    assert read(given(b"")) == Failed("甲/年报.txt", "甲/年报.txt：文件是空的")


def test_a_defect_of_ours_is_one_line_that_asks_for_a_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XXGK_DEBUG", raising=False)
    failed = read(given(cast(bytes, 7)))
    assert isinstance(failed, Failed)
    assert failed.line.startswith("读取 甲/年报.txt 时程序出错（")
    assert "XXGK_DEBUG=1" in failed.line
    assert "\n" not in failed.line


def test_the_traceback_of_a_defect_is_shown_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XXGK_DEBUG", "1")
    failed = read(given(cast(bytes, 7)))
    assert isinstance(failed, Failed)
    assert "Traceback" in failed.line
