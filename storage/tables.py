"""The tables. Texts, names, addresses and images stand in `sealed_*` columns only; people and chats are keyed hashes.

Instants are whole microseconds UTC since 1970 (an index on them orders as time does, on every database).
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)

fact = Table(
    "fact",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
)

handled_update = Table(
    "handled_update",
    metadata,
    Column("source", LargeBinary(8), primary_key=True),
    Column("update_id", BigInteger, primary_key=True, autoincrement=False),
    Column("handled_at", BigInteger, nullable=False),
    Index(None, "handled_at"),
    sqlite_with_rowid=False,
)

set_aside = Table(
    "set_aside",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("sealed_update", LargeBinary, nullable=False),
    Column("reason", String(80), nullable=False),
    Column("at", BigInteger, nullable=False),
)

conversation = Table(
    "conversation",
    metadata,
    Column("chat", LargeBinary(16), primary_key=True),
    Column("channel", String(16), nullable=False),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("key_id", LargeBinary(16)),
    Column("sealed_state", LargeBinary, nullable=False),
    Column("touched_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Index(None, "expires_at"),
)

account = Table(
    "account",
    metadata,
    Column("person", LargeBinary(16), primary_key=True),
    Column("chat", LargeBinary(16), nullable=False, unique=True),
    Column("channel", String(16), nullable=False),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("unreachable", Boolean, nullable=False),
    Column("tied_at", BigInteger, nullable=False),
)

invitation = Table(
    "invitation",
    metadata,
    Column("token", LargeBinary(16), primary_key=True),
    Column("person", LargeBinary(16), nullable=False),
    Column("expires_at", BigInteger, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("chat", LargeBinary(16), nullable=False),
    Column("key_id", LargeBinary(16)),
    Column("sealed_payload", LargeBinary),
    Column("state", SmallInteger, nullable=False),
    Column("lease_until", BigInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("target_row", BigInteger),
    Column("message", BigInteger),
    Column("case_number", Integer),
    Column("created_at", BigInteger, nullable=False),
    Index("ix_outbox_state", "state", "id"),
    Index("ix_outbox_chat", "chat", "id"),
)

school_said = Table(
    "school_said",
    metadata,
    Column("outbox_row", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("chat", LargeBinary(16), nullable=False),
    Index(None, "chat"),
)

due = Table(
    "due",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", String(24), nullable=False),
    Column("subject", LargeBinary, nullable=False),
    Column("case_number", Integer),
    Column("sealed_detail", LargeBinary),
    Index(None, "at"),
    Index(None, "kind", "subject"),
    Index(None, "case_number"),
)

report = Table(
    "report",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("case_number", Integer, nullable=False),
    Column("key_id", LargeBinary(16), nullable=False),
    Column("sealed_body", LargeBinary, nullable=False),
    Column("contact", String(8), nullable=False),
    Column("status", String(16), nullable=False),
    Column("received_on", Date, nullable=False),
    Index(None, "case_number"),
)

reporter = Table(
    "reporter",
    metadata,
    Column("report_id", LargeBinary(16), primary_key=True),
    Column("chat", LargeBinary(16), nullable=False),
    Column("channel", String(16), nullable=False),
    Column("sealed_address", LargeBinary, nullable=False),
    Column("muted", Boolean, nullable=False),
    Column("person", LargeBinary(16)),
    Index(None, "chat"),
    Index(None, "person"),
)

report_code = Table(
    "report_code",
    metadata,
    Column("code", LargeBinary(16), primary_key=True),
    Column("report_id", LargeBinary(16), nullable=False),
    Column("expires_on", Date, nullable=False),
)

told = Table(
    "told",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("report_id", LargeBinary(16), nullable=False),
    Column("place", Integer, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Column("told_on", Date, nullable=False),
    Index(None, "report_id", "place"),
)

picture = Table(
    "picture",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("owner", LargeBinary(16), nullable=False),
    Column("key_id", LargeBinary(16), nullable=False),
    Column("state", String(12), nullable=False),
    Column("attempts", SmallInteger, nullable=False),
    Column("not_before", BigInteger, nullable=False),
    Column("sealed_source", LargeBinary),
    Column("sealed_sender", LargeBinary),
    Column("sealed_story", LargeBinary),
    Column("sealed_content", LargeBinary),
    Column("doubts", SmallInteger, nullable=False, server_default="0"),
    Column("doubted_since", BigInteger),
    Index(None, "owner"),
    Index(None, "state", "not_before"),
)

case_file = Table(
    "case_file",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("key_id", LargeBinary(16), nullable=False),
    Column("protocol_hash", String(64), nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("sealed_reading", LargeBinary, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("closed_on", Date),
)

case_reader = Table(
    "case_reader",
    metadata,
    Column("case_number", Integer, primary_key=True, autoincrement=False),
    Column("person", LargeBinary(16), primary_key=True),
    Index(None, "person"),
)

case_event = Table(
    "case_event",
    metadata,
    Column("case_number", Integer, primary_key=True, autoincrement=False),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("sealed_event", LargeBinary, nullable=False),
)

case_note = Table(
    "case_note",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("case_number", Integer, nullable=False),
    Column("key_id", LargeBinary(16), nullable=False),
    Column("sealed_text", LargeBinary, nullable=False),
    Index(None, "case_number"),
)

periodic_plan = Table(
    "periodic_plan",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("due_on", Date, nullable=False),
)

periodic_done = Table(
    "periodic_done",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("plan", LargeBinary(16), nullable=False),
    Column("duty", String(80), nullable=False),
    Column("person", LargeBinary(16), nullable=False),
    Column("done_on", Date, nullable=False),
    Column("at", BigInteger, nullable=False),
    Index(None, "plan"),
)

protocol_version = Table(
    "protocol_version",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("protocol_id", String(60), nullable=False),
    Column("text", Text, nullable=False),
)

act = Table(
    "act",
    metadata,
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("case_number", Integer),
    Column("kind", String(24), nullable=False),
    Column("sealed_entry", LargeBinary, nullable=False),
    Column("entry_hash", LargeBinary(32), nullable=False),
    Column("link", LargeBinary(32), nullable=False),
)
