"""What both environments do: run the migrations inside the transaction of the connection that they are given."""

from alembic import context
from sqlalchemy import MetaData


def run_migrations(metadata: MetaData) -> None:
    """`attributes` of the configuration hold the connection; `changes_tables` asks for migrations in batch mode."""
    attributes = context.config.attributes
    context.configure(
        connection=attributes["connection"],
        target_metadata=metadata,
        # SQLite changes a column by making its table anew.
        render_as_batch=attributes.get("changes_tables", False),
    )
    with context.begin_transaction():
        context.run_migrations()
