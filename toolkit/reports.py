"""A file's bytes to a Report: by the format's reader and the extraction, or as the report JSON that it is."""

from __future__ import annotations

from hashlib import sha256

from toolkit.extract.report import extract
from toolkit.interchange import report_from_json
from toolkit.model import Report, Source
from toolkit.pointing import Pointer
from toolkit.readers import read_as
from toolkit.readers.pages import Pages
from toolkit.readers.sniff import sniff


def read_report(data: bytes, name: str, path: str, only: Pages | None = None, pointer: Pointer | None = None) -> Report:
    """Read a report file of any known format, or report JSON (whose ``source`` stays the file that it was read from).

    ``name`` is the file's own name; ``path`` as given, or below the given folder. ``only``: these pages of a file that
    has pages. ``pointer``: whom to ask about what stays open.

    Raises:
        Unreadable: for what is no report: why, in one Chinese line.
    """
    file_format = sniff(data, name)
    if file_format == "json":
        return report_from_json(data, name)
    document = read_as(file_format, data, name, only)
    return extract(document, Source(name, path, sha256(data).hexdigest(), file_format), pointer)


def last_year_in(data: bytes, name: str, path: str) -> Report | None:
    """Last year's report, where it stands beside this year's figures: in a workbook that ``xxgk template`` made.

    Raises:
        Unreadable: as ``read_report``.
    """
    if sniff(data, name) != "xlsx":
        return None
    from toolkit.readers.xlsx import read_last_year

    document = read_last_year(data, name)
    return None if document is None else extract(document, Source(name, path, sha256(data).hexdigest(), "xlsx"))
