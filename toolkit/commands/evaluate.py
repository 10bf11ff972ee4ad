"""``xxgk evaluate``: how exactly reports are read, against the truth."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.asking import MAX_TOKENS, NO_MODEL, SHOW_PROMPTS, asking
from toolkit.commands.problems import BadUsage

_FOLDER = typer.Argument(metavar="文件夹", help="其中 reports 是年报，truth 是每份年报的正确数据", show_default=False)
_MARKDOWN = typer.Option("--markdown", metavar="文件", help="另把结果写成 Markdown 文件", show_default=False)


def evaluate(
    folder: Annotated[str, _FOLDER],
    markdown: Annotated[str | None, _MARKDOWN] = None,
    no_model: Annotated[bool, NO_MODEL] = False,
    max_tokens: Annotated[int | None, MAX_TOKENS] = None,
    show_prompts: Annotated[bool, SHOW_PROMPTS] = False,
) -> None:
    """Read every report that has a truth, compare, and show how many cells were right."""
    from pathlib import Path

    from toolkit.commands.replacing import replace_file
    from toolkit.evaluate import evaluate as against_truth
    from toolkit.evaluate_page import markdown as as_markdown
    from toolkit.model import Unreadable
    from toolkit.reports import read_report
    from toolkit.view.evaluation import EvaluationView

    model = asking(no_model=no_model, max_tokens=max_tokens, show_prompts=show_prompts)
    try:
        evaluation = against_truth(
            Path(folder), lambda data, name: read_report(data, name, name, pointer=model.pointer)
        )
    except Unreadable as why:
        raise BadUsage(str(why)) from why
    model.close()
    for result in evaluation.failures:
        streams.complain(f"{result.truth.file}：{result.failure}")
    if markdown is not None:
        replace_file(Path(markdown), as_markdown(evaluation))
    with streams.writing():
        streams.console().print(EvaluationView(evaluation))
    raise typer.Exit(2 if evaluation.failures else 0)
