"""The pages of a PDF file or a scan as pictures, a box over each figure that leads to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from toolkit.model import CellId, PageOrigin
from toolkit.view.figures import shown
from toolkit.webpage.markup import Markup, el
from toolkit.webpage.pictures import Picture, Pictures
from toolkit.webpage.places import Places

Boxed = tuple[CellId, PageOrigin]


def sheets_markup(pictures: Pictures, places: Places) -> Markup | None:
    """All the pages; None where there is nothing to show and nothing to say."""
    if not pictures.pages and pictures.left_out is None:
        return None
    boxed = _boxed(places)
    return el(
        "section",
        {"class": "sheets", "aria-labelledby": "h-sheets"},
        el("h2", {"id": "h-sheets"}, "原件各页"),
        el("p", {"class": "remark"}, f"{pictures.left_out}。") if pictures.left_out else None,
        *(_sheet(picture, boxed.get(picture.page, ()), places) for picture in pictures.pages),
    )


def _boxed(places: Places) -> Mapping[int, Sequence[Boxed]]:
    found: dict[int, list[Boxed]] = {}
    for cell in places.shown:
        figure = places.report.figures.get(cell)
        if figure is not None and figure.status != "missing" and isinstance(figure.origin, PageOrigin):
            found.setdefault(figure.origin.page, []).append((cell, figure.origin))
    return found


def _sheet(picture: Picture, boxed: Sequence[Boxed], places: Places) -> Markup:
    width, height = picture.size
    size = f"0 0 {width:.1f} {height:.1f}"
    label = f"第 {picture.page} 页"
    shape = {"width": round(width), "height": round(height)}
    image = el("img", {"src": picture.address, "alt": f"原件{label}的图", **shape, "decoding": "async"})
    # Over the picture, stretched as it is: so the boxes stay in place at every size, and need no script.
    over = el(
        "svg",
        {"viewBox": size, "preserveAspectRatio": "none", "role": "group", "aria-label": f"{label}上的数"},
        *_boxes(picture, boxed, places),
    )
    return el("figure", {"class": "sheet"}, el("div", None, image, over), el("figcaption", None, label))


def _boxes(picture: Picture, boxed: Sequence[Boxed], places: Places) -> Iterator[Markup]:
    for cell, origin in boxed:
        items = places.by_cell.get(cell, ())
        severity = places.severity(cell)
        look = places.looked_at(cell)
        classes = [severity or ("look" if look else "calm"), *(item.group for item in items)]
        classes += [look.group] if look else []
        x0, y0, x1, y1 = picture.box(origin.box)
        value, _ = shown(places.report.figures.get(cell))
        name = f"{places.name(cell)}：{value}"
        href = f"#{items[0].anchor}" if items else places.address(cell)
        yield el(
            "a",
            {"id": f"p-{cell}", "href": href, "class": " ".join(classes), "aria-label": name},
            el("title", None, name),
            el("rect", {"x": f"{x0:.1f}", "y": f"{y0:.1f}", "width": f"{x1 - x0:.1f}", "height": f"{y1 - y0:.1f}"}),
        )
