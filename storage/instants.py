"""Instants as the database keeps them: whole microseconds UTC since 1970."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_stored(instant: datetime) -> int:
    """Raises TypeError for an instant without a time zone."""
    return (instant - _EPOCH) // _MICROSECOND


def from_stored(stored: int) -> datetime:
    """An aware instant in UTC."""
    return _EPOCH + stored * _MICROSECOND
