"""Schools for tests: the example's, and small ones in which only what matters is said."""

from functools import cache
from pathlib import Path
from typing import Any

from casework.school import School
from casework.school_file import load_school

EXAMPLE_FILE = Path(__file__).parents[2] / "examples" / "school.yaml"

PROTOCOL_LINE = ("first_contact", "year_coordinator", "support_team", "team_lead", "bullying_coordinator", "head")
"""The escalation line of P001."""


def example_text() -> str:
    return EXAMPLE_FILE.read_text(encoding="utf-8")


@cache
def example_school() -> School:
    return load_school(example_text(), EXAMPLE_FILE.name)


def small_school(**changes: Any) -> School:
    """Coach An of 1A with deputy Bea, coordinator Cas, confidant Dee; everybody present every day."""
    people = ("an", "bea", "cas", "dee")
    described: dict[str, Any] = {
        "name": "Klein",
        "region": "noord",
        "protocol": "kluiverboom",
        "admin": "cas",
        "people": {person: {"name": f"{person.title()} Naam"} for person in people},
        "classes": {"1A": {"label": "1A", "coach": "an"}},
        "roles": {
            "first_contact": {"title": "mentor", "deputy": "bea"},
            "year_coordinator": {"title": "leerlingcoördinator", "holders": ["cas"]},
            "confidant": {"title": "vertrouwenspersoon", "holders": ["dee"]},
        },
        "places": ["plein"],
    }
    return School.model_validate({**described, **changes})
