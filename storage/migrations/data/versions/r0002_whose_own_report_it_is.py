"""Whose own report it is."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_OF_ACCOUNT = "UPDATE reporter SET person = (SELECT account.person FROM account WHERE account.chat = reporter.chat)"


def upgrade() -> None:
    with op.batch_alter_table("reporter", schema=None, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("person", sa.LargeBinary(length=16), nullable=True))
        batch_op.create_index(batch_op.f("ix_reporter_person"), ["person"], unique=False)
    # Until now a report of one of the staff was known by the chat of their account.
    op.execute(_OF_ACCOUNT)
