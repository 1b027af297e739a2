"""Conditions of a protocol: questions to the facts of a case, as data."""

from collections.abc import Iterator, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

Scalar = bool | int | str


class Condition(BaseModel):
    """One comparison with a fact, or a combination of conditions; exactly one of the forms."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    fact: str | None = None
    op: Literal["eq", "in", "gte", "is_set"] = "eq"
    value: Scalar | tuple[Scalar, ...] | None = None
    all_of: tuple["Condition", ...] | None = Field(default=None, alias="all")
    any_of: tuple["Condition", ...] | None = Field(default=None, alias="any")
    none_of: "Condition | None" = Field(default=None, alias="not")

    @model_validator(mode="after")
    def _has_one_form(self) -> "Condition":
        forms = (self.fact, self.all_of, self.any_of, self.none_of)
        if sum(form is not None for form in forms) != 1:
            raise PydanticCustomError("condition_form", "exactly one of fact, all, any, not")
        if self.fact is not None and (self.value is None) != (self.op == "is_set"):
            raise PydanticCustomError("condition_value", "a value is needed, except with is_set")
        return self


def holds(condition: Condition | None, facts: Mapping[str, Scalar]) -> bool:
    """Whether `condition` holds; no condition always holds, an unknown fact equals nothing."""
    if condition is None:
        return True
    if condition.all_of is not None:
        return all(holds(part, facts) for part in condition.all_of)
    if condition.any_of is not None:
        return any(holds(part, facts) for part in condition.any_of)
    if condition.none_of is not None:
        return not holds(condition.none_of, facts)
    return _compares(condition, facts)


def facts_named(condition: Condition | None) -> Iterator[str]:
    """The facts that `condition` asks for, as often as it asks for them."""
    if condition is None:
        return
    if condition.fact is not None:
        yield condition.fact
    parts = (*(condition.all_of or ()), *(condition.any_of or ()), condition.none_of)
    for part in parts:
        yield from facts_named(part)


def _compares(condition: Condition, facts: Mapping[str, Scalar]) -> bool:
    known = facts.get(condition.fact or "")
    value = condition.value
    if known is None or condition.op == "is_set":
        return known is not None and condition.op == "is_set"
    if condition.op == "in":
        return isinstance(value, tuple) and known in value
    if condition.op == "gte":
        return isinstance(known, int) and isinstance(value, int) and known >= value
    return known == value
