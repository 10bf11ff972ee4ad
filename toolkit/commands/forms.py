"""``xxgk forms``: the official forms, for people or as JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.problems import BadUsage

_ID = typer.Argument(metavar="[编号]", help="格式的编号，即它发布的年份，如 2021；不写则列出全部", show_default=False)


def forms(
    form_id: Annotated[str | None, _ID] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：一种格式是一个对象，全部是列表")] = False,
) -> None:
    """Show one form, or all of them."""
    from toolkit.forms import all_forms, form_ids, form_of_year, load

    if form_id is not None and form_id not in form_ids():
        of_year = form_of_year(int(form_id)) if form_id.isdecimal() else None
        meant = f"{form_id} 年度的年报用的是 {of_year.id}" if of_year else f"现有：{'、'.join(form_ids())}"
        raise BadUsage(f"没有编号为 {form_id} 的格式；{meant}")
    shown = all_forms() if form_id is None else (load(form_id),)
    if as_json:
        from toolkit.forms.description import form_to_json
        from toolkit.interchange import json_text

        described = [form_to_json(form) for form in shown]
        streams.write(json_text(described if form_id is None else described[0], open_levels=3))
        return
    from toolkit.view.forms import form_view, forms_overview

    with streams.writing():
        streams.console().print(forms_overview(shown) if form_id is None else form_view(shown[0]))
