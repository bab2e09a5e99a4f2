"""The named definitions. Each is one module here with a `DEFINITION`; adding one touches no other file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from himagraph.errors import UsageError
from himagraph.measures.definition import Definition


@cache
def definitions() -> dict[str, Definition]:
    """All named definitions by id, in order of id.

    Examples
    --------
    >>> sorted(definitions())
    ['cn-boi-25', 'cn-csrc-84', 'ecb-close-links-20', 'eu-amlr-52', 'majority-50', 'ofac-50']
    """
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return {one.id: one for one in sorted((module.DEFINITION for module in modules), key=lambda one: one.id)}


def definition(name: str) -> Definition:
    """The definition of an id. Raises UsageError, naming those there are, for any other."""
    try:
        return definitions()[name]
    except KeyError:
        from difflib import get_close_matches

        near = get_close_matches(name, definitions(), n=1)
        meant = f"Did you mean {near[0]}? " if near else ""
        raise UsageError(f"There is no definition {name!r}.", f"{meant}There are {', '.join(definitions())}.") from None
