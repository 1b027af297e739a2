"""How long a picture is doubted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    with op.batch_alter_table("picture", schema=None, recreate="always") as batch_op:
        batch_op.add_column(sa.Column("doubts", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("doubted_since", sa.BigInteger(), nullable=True))
