"""A school's protocol: its record types, loading, checking. The one door to the modules behind it."""

from casework.protocol_file import (
    Base,
    ProtocolFileError,
    ProtocolProblem,
    kept_protocol,
    load_protocol,
    protocol_hash,
    shipped_protocol,
    shipped_protocol_ids,
    shipped_protocol_text,
    whole_protocol_text,
)
from casework.protocol_model import CLOSE, Action, Gate, Notice, Outcome, Protocol, Record, RoleExpr, Step, Timer

__all__ = [
    "CLOSE",
    "Action",
    "Base",
    "Gate",
    "Notice",
    "Outcome",
    "Protocol",
    "ProtocolFileError",
    "ProtocolProblem",
    "Record",
    "RoleExpr",
    "Step",
    "Timer",
    "kept_protocol",
    "load_protocol",
    "protocol_hash",
    "shipped_protocol",
    "shipped_protocol_ids",
    "shipped_protocol_text",
    "whole_protocol_text",
]
