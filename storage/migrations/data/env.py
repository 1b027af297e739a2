"""Alembic's door to the data."""

from storage.migrations.environment import run_migrations
from storage.tables import metadata

run_migrations(metadata)
