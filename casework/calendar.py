"""School days: which days count, and where a term lands that ends on a free day.

All days are calendar dates in Europe/Amsterdam; all instants are aware and in UTC.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from casework.dutch_holidays import public_holidays
from casework.quick_yaml import read_own

if TYPE_CHECKING:
    from casework.school import OpeningHours, School

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ONE_DAY = timedelta(days=1)
LONGEST_CLOSURE = timedelta(days=120)
"""No school is closed longer than this: a search that runs past it has found a wrong setting."""

_MOST_PUBLIC_HOLIDAYS = 20
"""More than the Netherlands has in a whole year."""

_HOLIDAYS_FILE = Path(__file__).with_name("school_holidays.yaml")
_SCHOOL_YEAR_STARTS_IN = 8
_SUMMER = "zomervakantie"
_BEGINS_WITHOUT_HOLIDAY = (9, 1)
_ENDS_WITHOUT_HOLIDAY = (7, 1)
_LIBERATION_DAY = (5, 5)
_SATURDAY = 5


class NoSchoolDayError(ValueError):
    """The settings leave no school day within LONGEST_CLOSURE of a day."""


@dataclass(frozen=True)
class Closure:
    """Days in a row on which a school is closed, the first and the last included."""

    first: date
    last: date


class SchoolDays(ABC):
    """What follows from which days are school days and when each closes; days are dates in Europe/Amsterdam."""

    @abstractmethod
    def is_school_day(self, day: date) -> bool: ...

    @abstractmethod
    def on_or_after(self, day: date) -> date: ...

    @abstractmethod
    def on_or_before(self, day: date) -> date: ...

    @abstractmethod
    def closes_at(self, day: date) -> datetime:
        """The instant at which the school closes on `day`, which must be a school day."""

    def next_school_day(self, day: date) -> date:
        """The first school day strictly after `day`."""
        return self.on_or_after(day + ONE_DAY)

    def day_before(self, day: date) -> date:
        """The last school day strictly before `day`."""
        return self.on_or_before(day - ONE_DAY)

    def school_days_after(self, day: date, amount: int) -> date:
        """The `amount`-th school day strictly after `day`; with 0 the first school day on or after it."""
        if amount == 0:
            return self.on_or_after(day)
        for _ in range(amount):
            day = self.next_school_day(day)
        return day

    def due_on(self, start: date, days: int) -> date:
        """`days` calendar days after `start`; on a free day the next school day (AX-19)."""
        return self.on_or_after(start + timedelta(days=days))

    def latest_on(self, start: date, max_days: int) -> date:
        """The last school day at most `max_days` calendar days after `start`: never later (AX-19)."""
        return self.on_or_before(start + timedelta(days=max_days))

    def counts_on(self, now: datetime) -> date:
        """The school day to which a report sent at `now` belongs: today until closing, else the next one."""
        today = local_date(now)
        if self.is_school_day(today) and now < self.closes_at(today):
            return today
        return self.next_school_day(today)

    def closure_between(self, today: date, until: date) -> Closure | None:
        """The first holiday of which a day lies in `today`..`until`; the weekends at its ends are part of it."""
        begins = today if self.is_school_day(today) else self.on_or_before(today)
        for day in days_between(begins, until):
            if day.weekday() < _SATURDAY and not self.is_school_day(day):
                return Closure(self.on_or_before(day) + ONE_DAY, self.on_or_after(day) - ONE_DAY)
        return None


@dataclass(frozen=True)
class SchoolCalendar(SchoolDays):
    """The days on which a school is open: `hours` by weekday (Monday is 0), minus everything free."""

    region: str
    hours: tuple[tuple[int, time, time], ...]
    free_days: frozenset[date] = frozenset()
    bevrijdingsdag_free: bool = False

    @classmethod
    def of(cls, school: "School") -> "SchoolCalendar":
        return cls(
            region=school.region.value,
            hours=tuple(_hours_row(weekday.number, hours) for weekday, hours in school.hours.items()),
            free_days=frozenset(day for period in school.free_days for day in period.days()),
            bevrijdingsdag_free=school.bevrijdingsdag_free,
        )

    def is_school_day(self, day: date) -> bool:
        return self._hours_on(day.weekday()) is not None and not self.is_free(day)

    def is_free(self, day: date) -> bool:
        """Whether `day` is a holiday or a day the school has off; an ordinary weekend is not "free"."""
        if (day.month, day.day) == _LIBERATION_DAY and self.bevrijdingsdag_free:
            return True
        return self._is_of_school(day) or day in public_holidays(day.year)

    def ever_opens_after(self, day: date) -> bool:
        """Whether a school day follows on `day` within LONGEST_CLOSURE.

        Public holidays are looked up only where nothing else may be left: loading them takes as long as the protocol.
        """
        days = (day + distance * ONE_DAY for distance in range(1, LONGEST_CLOSURE.days + 1))
        left = [one for one in days if self._hours_on(one.weekday()) is not None and not self._is_of_school(one)]
        return len(left) > _MOST_PUBLIC_HOLIDAYS or any(map(self.is_school_day, left))

    def on_or_after(self, day: date) -> date:
        return self._first_school_day(day, ONE_DAY)

    def on_or_before(self, day: date) -> date:
        return self._first_school_day(day, -ONE_DAY)

    def is_open(self, now: datetime) -> bool:
        local = now.astimezone(AMSTERDAM)
        hours = self._hours_on(local.weekday())
        if hours is None or not self.is_school_day(local.date()):
            return False
        return hours[0] <= local.time() < hours[1]

    def opens_at(self, day: date) -> datetime:
        """The instant at which the school opens on `day`, which must be a school day."""
        return instant(day, self._hours_of_school_day(day)[0])

    def closes_at(self, day: date) -> datetime:
        return instant(day, self._hours_of_school_day(day)[1])

    def school_year_of(self, day: date) -> int:
        """The calendar year in which the school year of `day` began: from 1 August on it is the new one."""
        return school_year_of(day)

    def school_year(self, year: int) -> tuple[date, date]:
        """The first and the last school day of the school year that begins in `year`.

        They lie between the summer holidays of the region. Of a summer that is not known the school year is taken
        to begin on 1 September and to end on 1 July: an agreement, until `school_holidays.yaml` has it.
        """
        before, after = _summer_holiday(self.region, year), _summer_holiday(self.region, year + 1)
        begins, ends = school_year_without_holidays(year)
        begins = before[1] + ONE_DAY if before else begins
        ends = after[0] - ONE_DAY if after else ends
        return self.on_or_after(begins), self.on_or_before(ends)

    def missing_years(self, today: date) -> tuple[str, ...]:
        """Of this school year and the next, those without school holidays for the region ("2027-2028")."""
        first = self.school_year_of(today)
        wanted = [f"{year}-{year + 1}" for year in (first, first + 1)]
        return tuple(year for year in wanted if self.region not in _holiday_data().get(year, {}))

    def _is_of_school(self, day: date) -> bool:
        """Whether the school itself, or its region, has `day` off."""
        return day in self.free_days or day in _school_holidays(self.region)

    def _first_school_day(self, day: date, step: timedelta) -> date:
        for distance in range(LONGEST_CLOSURE.days):
            candidate = day + distance * step
            if self.is_school_day(candidate):
                return candidate
        raise NoSchoolDayError(day.isoformat())

    def _hours_on(self, weekday: int) -> tuple[time, time] | None:
        return next(((opens, closes) for number, opens, closes in self.hours if number == weekday), None)

    def _hours_of_school_day(self, day: date) -> tuple[time, time]:
        hours = self._hours_on(day.weekday())
        if hours is None:
            raise NoSchoolDayError(day.isoformat())
        return hours


def school_year_of(day: date) -> int:
    """The calendar year in which the school year of `day` began: from 1 August on it is the new one."""
    return day.year if day.month >= _SCHOOL_YEAR_STARTS_IN else day.year - 1


def school_year_without_holidays(year: int) -> tuple[date, date]:
    """The first and the last date of the school year that begins in `year`, where its summers are not known."""
    return date(year, *_BEGINS_WITHOUT_HOLIDAY), date(year + 1, *_ENDS_WITHOUT_HOLIDAY)


def local_date(now: datetime) -> date:
    """The date on a calendar in Amsterdam at the aware instant `now`."""
    return now.astimezone(AMSTERDAM).date()


def instant(day: date, at: time) -> datetime:
    """The UTC instant at which a clock in Amsterdam shows `at` on `day`.

    A time that comes twice (October) means the first; one that is skipped (March) the same distance
    past the jump, so 02:30 means 03:30 summer time.
    """
    return datetime.combine(day, at.replace(fold=0), tzinfo=AMSTERDAM).astimezone(UTC)


def _hours_row(weekday: int, hours: "OpeningHours") -> tuple[int, time, time]:
    return weekday, hours.opens, hours.closes


@cache
def _school_holidays(region: str) -> frozenset[date]:
    periods = [period for year in _holiday_data().values() for period in year.get(region, [])]
    return frozenset(day for period in periods for day in days_between(period["first"], period["last"]))


def _summer_holiday(region: str, year: int) -> tuple[date, date] | None:
    """The first and the last day of the summer holiday of this calendar year; None when it is not known."""
    periods = _holiday_data().get(f"{year - 1}-{year}", {}).get(region, [])
    return next(((period["first"], period["last"]) for period in periods if period["label"] == _SUMMER), None)


@cache
def _holiday_data() -> dict[str, dict[str, list[dict[str, Any]]]]:
    data: dict[str, dict[str, list[dict[str, Any]]]] = read_own(_HOLIDAYS_FILE.read_text(encoding="utf-8"))
    return data


def days_between(first: date, last: date) -> Iterator[date]:
    """Every date from `first` up to and including `last`."""
    for distance in count():
        day = first + timedelta(days=distance)
        if day > last:
            return
        yield day
