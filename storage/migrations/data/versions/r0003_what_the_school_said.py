"""What the school said since the quick exit."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "school_said",
        sa.Column(
            "outbox_row", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("chat", sa.LargeBinary(length=16), nullable=False),
        sa.PrimaryKeyConstraint("outbox_row", name=op.f("pk_school_said")),
    )
    with op.batch_alter_table("school_said", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_school_said_chat"), ["chat"], unique=False)
