"""What the commands say at a terminal: answers on standard output, refusals on standard error."""

import errno
import sys
from typing import Any

from bot.errors import StartRefused
from bot.school_on_disk import Finding, SchoolNotReady
from bot.settings import Setting
from bot.texts import text
from storage.errors import (
    KeyStoreBusy,
    KeyStoreMissing,
    MasterKeyError,
    SchemaTooNew,
    StorageBusy,
    StorageError,
    WrongMasterKey,
)

_REFUSALS: dict[type[StorageError], str] = {
    MasterKeyError: "settings-wrong-secret-key",
    WrongMasterKey: "start-wrong-key",
    SchemaTooNew: "start-schema-too-new",
    StorageBusy: "start-database-busy",
    KeyStoreBusy: "start-database-busy",
    KeyStoreMissing: "start-keys-missing",
}


def say(key: str, /, **fields: Any) -> None:
    print(text(key, **fields))


def say_finding(finding: Finding) -> None:
    print(_sentence_of(finding))


def complain(key: str, /, **fields: Any) -> None:
    print(text(key, **fields), file=sys.stderr)


def complain_about(refused: StartRefused) -> None:
    """One sentence; when the school is not ready, everything that is wrong with it comes first."""
    if isinstance(refused, SchoolNotReady):
        for finding in refused.findings:
            print(_sentence_of(finding), file=sys.stderr)
    complain(refused.key, **refused.fields)


def refusal_of(failure: StorageError) -> StartRefused:
    """Why the program does not start when storage fails."""
    key = _REFUSALS.get(type(failure), "start-database-fault")
    return StartRefused(key, {"variable": _variable_behind(failure)})


def port_refusal(problem: OSError, port: int) -> StartRefused:
    """Why the demo does not start when its port cannot be had; raises `problem` when it is another one."""
    if problem.errno not in (errno.EADDRINUSE, errno.EACCES):
        raise problem
    return StartRefused("start-port-taken", {"port": str(port)})


def _variable_behind(failure: StorageError) -> str:
    of_the_key = isinstance(failure, MasterKeyError | WrongMasterKey)
    return (Setting.SECRET_KEY if of_the_key else Setting.DATABASE_URL).variable


def _sentence_of(finding: Finding) -> str:
    problem = text(finding.key, **finding.fields)
    if finding.protocol is not None:
        line = text("protocol-problem-line", line=finding.fields["line"], problem=problem)
        problem = text("check-in-protocol", protocol=finding.protocol, problem=line)
    return text("check-must" if finding.blocking else "check-may", problem=problem)
