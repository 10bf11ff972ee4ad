"""The official forms as data: one YAML file a generation, ``wording.yaml`` for how reports spell the labels."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from toolkit.forms.form import Form
from toolkit.forms.loading import form_from_yaml, wording_from_yaml
from toolkit.forms.spec import WordingSpec

_WORDING = "wording.yaml"


@cache
def form_ids() -> tuple[str, ...]:
    """The forms this version knows, oldest first: a form is a file in this folder."""
    names = (file.name for file in files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".yaml") for name in names if name.endswith(".yaml") and name != _WORDING))


@cache
def load(form_id: str) -> Form:
    """The form of that id (one of ``form_ids()``)."""
    name = f"{form_id}.yaml"
    return form_from_yaml(_text(name), _wording(), name)


@cache
def _wording() -> WordingSpec:
    return wording_from_yaml(_text(_WORDING), _WORDING)


def _text(name: str) -> str:
    return (files(__package__) / name).read_text(encoding="utf-8")


def all_forms() -> tuple[Form, ...]:
    """Every form, oldest first."""
    return tuple(load(form_id) for form_id in form_ids())


def form_of_year(year: int) -> Form | None:
    """The form that reports of that year are due on, if this version knows one."""
    return next((form for form in all_forms() if form.is_of_year(year)), None)
