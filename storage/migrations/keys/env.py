"""Alembic's door to the key store."""

from storage.keystore import keystore_metadata
from storage.migrations.environment import run_migrations

run_migrations(keystore_metadata)
