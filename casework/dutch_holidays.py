"""The public holidays of the Netherlands, without loading those of all other countries."""

import sys
from datetime import date
from functools import cache
from importlib.util import find_spec, module_from_spec

_COUNTRIES = "holidays.countries"


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The public holidays of one calendar year."""
    # Imported at the first question: most commands never ask.
    _leave_other_countries_alone()
    from holidays.countries.netherlands import Netherlands

    days: dict[date, str] = Netherlands(years=[year])  # type: ignore[no-untyped-call]  # the library has no types
    return frozenset(days)


def _leave_other_countries_alone() -> None:
    """An empty package in the place of the one that imports some 250 countries: they would take 8 MB for nothing."""
    found = find_spec(_COUNTRIES)
    if found is not None and _COUNTRIES not in sys.modules:
        sys.modules[_COUNTRIES] = module_from_spec(found)
