"""Our quick dataclasses behave like the standard ones."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from collections.abc import Mapping
from typing import ClassVar

import pytest

from himagraph.frozen import dataclass
from himagraph.records import Claim, Labels, Quantity


@dataclass(frozen=True, slots=True)
class Quick:
    """One of ours."""

    kind: ClassVar[str] = "quick"

    a: int
    b: str = "b"
    c: Mapping[str, int] = dataclasses.field(default_factory=dict, hash=False)

    @property
    def twice(self) -> int:
        return self.a * 2


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same, made by the standard library."""

    kind: ClassVar[str] = "quick"

    a: int
    b: str = "b"
    c: Mapping[str, int] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Checked:
    """Looks at itself when it is made."""

    share: int

    def __post_init__(self) -> None:
        if self.share > 100:
            raise ValueError(self.share)


@dataclass(frozen=True, slots=True)
class Empty:
    """Has no fields."""


@pytest.mark.parametrize("cls", [Quick, Standard])
def test_an_instance_takes_compares_shows_and_hashes_like_the_standard(cls: type[Quick]) -> None:
    one = cls(1, c={"x": 1})
    assert (one.a, one.b, one.c, one.kind) == (1, "b", {"x": 1}, "quick")
    assert one == cls(a=1, b="b", c={"x": 1})
    assert one != cls(1)
    assert one != (1, "b", {"x": 1})
    assert repr(one) == f"{cls.__name__}(a=1, b='b', c={{'x': 1}})"
    assert hash(one) == hash(cls(1, c={"y": 2})) == hash((1, "b"))
    assert cls(1).c is not cls(1).c
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize("cls", [Quick, Standard])
@pytest.mark.parametrize("wrong", [((), {}), ((1, 2, 3, 4), {}), ((1,), {"a": 1}), ((1,), {"d": 1})])
def test_wrong_arguments_are_type_errors_each_time(
    cls: type[Quick], wrong: tuple[tuple[int, ...], dict[str, int]]
) -> None:
    for _ in range(2):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            cls(*wrong[0], **wrong[1])  # type: ignore[arg-type]


@pytest.mark.parametrize("cls", [Quick, Standard])
def test_the_tools_for_dataclasses_work(cls: type[Quick]) -> None:
    one = cls(1, c={"x": 1})
    assert dataclasses.is_dataclass(one)
    assert [field.name for field in dataclasses.fields(one)] == ["a", "b", "c"]
    assert dataclasses.replace(one, a=2) == cls(2, c={"x": 1})
    assert dataclasses.asdict(one) == {"a": 1, "b": "b", "c": {"x": 1}}
    for same in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert same == one
        assert same is not one
    match one:
        case cls(a, b):  # type: ignore[misc]
            assert (a, b) == (1, "b")


@pytest.mark.parametrize("cls", [Quick, Standard])
def test_nothing_can_be_set_or_deleted(cls: type[Quick]) -> None:
    one = cls(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        one.a = 2  # type: ignore[misc]
    with pytest.raises((dataclasses.FrozenInstanceError, TypeError)):
        one.d = 2  # type: ignore[attr-defined]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del one.a
    assert one.a == 1


def test_what_a_class_does_besides_stays() -> None:
    assert Quick(2).twice == 4
    assert Quick.__doc__ == "One of ours."
    assert Checked(100) == Checked(share=100)
    for _ in range(2):
        with pytest.raises(ValueError, match="101"):
            Checked(101)
    assert Empty() == Empty()
    assert repr(Empty()).endswith("Empty()")


def test_what_is_not_plain_is_made_by_the_standard_library() -> None:
    @dataclass(frozen=True)
    class Loose:
        a: int

    @dataclass(frozen=True, slots=True)
    class Hidden:
        a: int
        b: int = dataclasses.field(default=0, compare=False)

    assert Loose(1).__dict__ == {"a": 1}
    assert Hidden(1, 2) == Hidden(1, 3)


def test_records_are_such_dataclasses() -> None:
    assert Labels("a", "b") == Labels("a", "b")
    claim = Claim("s", "c", "stake", {"percent": Quantity(None, None)})
    assert pickle.loads(pickle.dumps(claim)) == claim
    assert hash(claim) == hash(dataclasses.replace(claim, values={}))
