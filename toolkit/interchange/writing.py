"""Records to plain dicts, lists and numbers, keys in the order in which a person reads them."""

from __future__ import annotations

from decimal import Decimal

from toolkit.model import (
    Claim,
    Evidence,
    Figure,
    Finding,
    Mention,
    Note,
    Origin,
    PageOrigin,
    Repair,
    Report,
    SectionOrigin,
    Source,
    TableOrigin,
    TextOrigin,
)

Number = int | float | Decimal


def report_to_json(report: Report) -> dict[str, object]:
    """A report as JSON values; ``json_text`` writes them.

    Keys that are seldom set are there only where they are: a figure's ``alternatives``, a mention's ``approximate``,
    ``low`` and ``high``, the claims and their ``direction`` and ``against``, an origin's ``sheet`` and ``path``.
    """
    return {
        "schema_version": report.schema_version,
        "organ": report.organ,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "source": {**_source(report.source), "format": report.source.format},
        "figures": {cell: _figure(figure) for cell, figure in report.figures.items()},
        "preamble": report.preamble,
        "sections": [{"number": s.number, "title": s.title, "text": s.text} for s in report.sections],
        "mentions": [_mention(mention) for mention in report.mentions],
        **({"claims": [_claim(claim) for claim in report.claims]} if report.claims else {}),
        "notes": [note_to_json(note) for note in report.notes],
    }


def finding_to_json(finding: Finding) -> dict[str, object]:
    """A finding as JSON values."""
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "source": _source(finding.source),
        "message": finding.message,
        "cells": list(finding.cells),
        "printed": _number_or_null(finding.printed),
        "expected": _number_or_null(finding.expected),
        "slip": finding.slip,
        "repairs": [_repair(repair) for repair in finding.repairs],
        "repair_status": finding.repair_status,
        "evidence": [_evidence(evidence) for evidence in finding.evidence],
        "citation": finding.citation,
    }


def note_to_json(note: Note) -> dict[str, object]:
    """A note as JSON values."""
    return {
        "code": note.code,
        "message": note.message,
        "origin": _origin_or_null(note.origin),
        "cells": list(note.cells),
    }


def origin_to_json(origin: Origin) -> dict[str, object]:
    """A place as JSON values; ``kind`` says which of the four it is."""
    match origin:
        case TableOrigin():
            place: dict[str, object] = {"kind": origin.kind, "block": origin.block}
            if origin.sheet is not None:
                place["sheet"] = origin.sheet
            if origin.path is not None:
                place["path"] = [list(step) for step in origin.path]
            return {**place, "row": origin.row, "column": origin.column}
        case TextOrigin():
            return {"kind": origin.kind, "start": origin.start, "end": origin.end, "line": origin.line}
        case PageOrigin():
            place = {"kind": origin.kind, "page": origin.page, "box": list(origin.box)}
            if origin.row is not None:
                place["row"] = origin.row
            if origin.column is not None:
                place["column"] = origin.column
            return place
        case SectionOrigin():
            return {"kind": origin.kind, "section": origin.section, "start": origin.start, "end": origin.end}


def _origin_or_null(origin: Origin | None) -> dict[str, object] | None:
    return None if origin is None else origin_to_json(origin)


def _source(source: Source) -> dict[str, object]:
    return {"name": source.name, "path": source.path, "sha256": source.sha256}


def _figure(figure: Figure) -> dict[str, object]:
    written: dict[str, object] = {
        "value": _number_or_null(figure.value),
        "status": figure.status,
        "raw": figure.raw,
        "method": figure.method,
        "confidence": float(figure.confidence),
        "origin": _origin_or_null(figure.origin),
    }
    if figure.alternatives:
        written["alternatives"] = [{"value": _number(a.value), "score": float(a.score)} for a in figure.alternatives]
    return written


def _mention(mention: Mention) -> dict[str, object]:
    written: dict[str, object] = {
        "id": mention.id,
        "raw": mention.raw,
        "value": _number_or_null(mention.value),
        "unit": mention.unit,
        "section": mention.section,
        "start": mention.start,
        "end": mention.end,
        "indicator": mention.indicator,
    }
    if mention.approximate:
        written["approximate"] = True
    if mention.low is not None:
        written["low"] = _number(mention.low)
    if mention.high is not None:
        written["high"] = _number(mention.high)
    return written


def _claim(claim: Claim) -> dict[str, object]:
    written: dict[str, object] = {
        "kind": claim.kind,
        "whole": claim.whole,
        "parts": list(claim.parts),
        "complete": claim.complete,
    }
    if claim.direction is not None:
        written["direction"] = claim.direction
    if claim.against is not None:
        written["against"] = claim.against
    return written


def _repair(repair: Repair) -> dict[str, object]:
    return {
        "changes": {cell: _number(value) for cell, value in repair.changes.items()},
        "cost": float(repair.cost),
        "reason": repair.reason,
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        "source": evidence.source,
        "year": evidence.year,
        "cell": evidence.cell,
        "origin": _origin_or_null(evidence.origin),
        "quote": evidence.quote,
    }


def _number(value: Decimal) -> Number:
    """The number as JSON's own kinds where they hold it exactly: 22, 28068.751; a Decimal where a float would not."""
    if value == value.to_integral_value():
        return int(value)
    as_float = float(value)
    return as_float if Decimal(repr(as_float)) == value else value


def _number_or_null(value: Decimal | None) -> Number | None:
    return None if value is None else _number(value)
