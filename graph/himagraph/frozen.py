"""Frozen dataclasses that cost nothing until they are used: for the rooms that each question loads.

The standard `dataclass(frozen=True, slots=True)` compiles six methods a class when its module is loaded. For the forty
classes of `hima who-owns` that is a tenth of the time to its answer, and most of the methods are never called. Here
they are shared, and only `__init__` is compiled, when the first instance is made. What comes out is a dataclass like
any other: `fields`, `replace`, `asdict`, `match`, `copy` and `pickle` work, and type checkers see the standard one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__all__ = ["dataclass"]

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses
    from dataclasses import MISSING, FrozenInstanceError

    _set = object.__setattr__

    def dataclass(cls=None, /, **options):
        """The class as a dataclass, or a decorator with these options. What is not plain goes to the standard one."""
        if cls is None:
            return lambda cls: dataclass(cls, **options)
        if options != {"frozen": True, "slots": True} or not _is_plain(cls):
            return dataclasses.dataclass(cls, **options)
        made = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(cls)
        for name, method in _METHODS.items():
            setattr(made, name, method)
        return made

    def _is_plain(cls):
        """Whether all fields are compared, shown and set by `__init__`, and none is inherited."""
        special = [value for value in vars(cls).values() if isinstance(value, dataclasses.Field)]
        ordinary = all(one.init and one.repr and one.compare and one.kw_only in (MISSING, False) for one in special)
        return ordinary and not any(map(dataclasses.is_dataclass, cls.__bases__))

    def _first_init(self, *args, **kwargs):
        """Stands for `__init__` until the first instance is made: compiles the real one and begins again with it."""
        cls = type(self)
        space = {"_set": _set, "_unset": MISSING}
        takes, sets = ["self"], []
        for one in dataclasses.fields(cls):
            name, value = one.name, one.name
            if one.default_factory is not MISSING:
                space[f"_default_{name}"] = one.default_factory
                takes.append(f"{name}=_unset")
                value = f"_default_{name}() if {name} is _unset else {name}"
            elif one.default is not MISSING:
                space[f"_default_{name}"] = one.default
                takes.append(f"{name}=_default_{name}")
            else:
                takes.append(name)
            sets.append(f"    _set(self, {name!r}, {value})\n")
        if hasattr(cls, "__post_init__"):
            sets.append("    self.__post_init__()\n")
        exec(f"def __init__({', '.join(takes)}):\n{''.join(sets) or '    pass'}", space)
        cls.__init__ = space["__init__"]
        cls.__init__.__qualname__ = f"{cls.__qualname__}.__init__"
        self.__init__(*args, **kwargs)

    def _values(self):
        return tuple([getattr(self, name) for name in self.__match_args__])

    def _repr(self):
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
        return f"{type(self).__qualname__}({shown})"

    def _eq(self, other):
        return _values(self) == _values(other) if other.__class__ is self.__class__ else NotImplemented

    def _hash(self):
        return hash(tuple([getattr(self, one.name) for one in dataclasses.fields(self) if one.hash is not False]))

    def _setattr(self, name, value):
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def _delattr(self, name):
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def _setstate(self, state):
        for name, value in zip(self.__match_args__, state, strict=True):
            _set(self, name, value)

    _METHODS = {
        "__init__": _first_init,
        "__repr__": _repr,
        "__eq__": _eq,
        "__hash__": _hash,
        "__setattr__": _setattr,
        "__delattr__": _delattr,
        "__getstate__": _values,
        "__setstate__": _setstate,
    }
