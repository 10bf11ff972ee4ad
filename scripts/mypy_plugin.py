"""For mypy: what its types leave out, and a module compiled by mypyc stumbles over, since it takes them at their word.

A frozenset and the keys of a dict make a plain set, where the types say a frozenset. Interpreted, nobody notices;
compiled, it is a TypeError in the middle of a report.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import MethodContext, Plugin
from mypy.types import Instance, Type, get_proper_type

_OPERATORS = {f"builtins.frozenset.__{name}__" for name in ("and", "or", "sub", "xor")}


class TypesAtTheirWord(Plugin):
    """A frozenset does not know how to be joined with a dict's keys: their own operator is the one that is used."""

    def get_method_hook(self, fullname: str) -> Callable[[MethodContext], Type] | None:
        """The check, for the operators of frozensets."""
        return _refused_for_keys if fullname in _OPERATORS else None


def _refused_for_keys(context: MethodContext) -> Type:
    """An error here is seen by nobody: mypy goes on to the right side's operator, as Python does."""
    for kind in (get_proper_type(kind) for kinds in context.arg_types for kind in kinds):
        if isinstance(kind, Instance) and kind.type.has_base("typing.MappingView"):
            context.api.fail("not an operator of frozensets", context.context)
    return context.default_return_type


def plugin(version: str) -> type[Plugin]:
    """What mypy asks for."""
    return TypesAtTheirWord
