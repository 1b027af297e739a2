"""The settings: the only reader of the environment and of `.env`.

Each command names the settings that it needs and is given those only; the others keep their defaults, so
that a command neither fails on nor holds what it has no use for.
"""

import re
from collections.abc import Collection, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import StartRefused

PREFIX = "MELDMAATJE_"
SQLITE = "sqlite+aiosqlite:///"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class Setting(StrEnum):
    """A setting by its field in `Settings`; its variable is `MELDMAATJE_` and the same in capitals."""

    TELEGRAM_TOKEN = "telegram_token"  # noqa: S105 - the name of a setting, not a secret
    TELEGRAM_API = "telegram_api"
    DATABASE_URL = "database_url"
    SECRET_KEY = "secret_key"  # noqa: S105 - the name of a setting, not a secret
    SCHOOL = "school"
    SWEEP_SECONDS = "sweep_seconds"
    LOG_LEVEL = "log_level"

    @property
    def variable(self) -> str:
        return PREFIX + self.upper()


_IN_A_FILE_TOO = (Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY)
_WITHOUT_DEFAULT = (Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY, Setting.SCHOOL)


class SettingsProblem(StartRefused):
    """A setting is missing or wrong; the sentence names its variable and the remedy, never its value."""


def _stripped(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _capitals(value: Any) -> Any:
    return value.strip().upper() if isinstance(value, str) else value


class Settings(BaseSettings):
    """What the environment says. A setting that a command did not ask for holds its default, secrets ""."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    telegram_token: SecretStr = SecretStr("")
    telegram_token_file: Path | None = None
    telegram_api: Annotated[str, BeforeValidator(_stripped)] = "https://api.telegram.org"
    database_url: Annotated[str, BeforeValidator(_stripped)] = f"{SQLITE}meldmaatje.sqlite3"
    secret_key: SecretStr = SecretStr("")
    secret_key_file: Path | None = None
    school: Path = Path()
    sweep_seconds: Annotated[float, Field(gt=0, le=3600, allow_inf_nan=False)] = 30.0
    log_level: Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR"], BeforeValidator(_capitals)] = "INFO"

    @model_validator(mode="before")
    @classmethod
    def _secrets_from_files(cls, data: dict[str, Any]) -> dict[str, Any]:
        return {**data, **{name: _secret_of(name, data) for name in _IN_A_FILE_TOO if _is_given(name, data)}}

    @field_validator("telegram_token")
    @classmethod
    def _like_a_token(cls, token: SecretStr) -> SecretStr:
        if token.get_secret_value() and not _TOKEN.fullmatch(token.get_secret_value()):
            raise ValueError
        return token

    @field_validator("telegram_api")
    @classmethod
    def _server_root(cls, address: str) -> str:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
            raise ValueError
        return address.rstrip("/")

    @field_validator("database_url")
    @classmethod
    def _database_file(cls, url: str) -> str:
        scheme, separator, path = url.partition(":///")
        if scheme not in ("sqlite", "sqlite+aiosqlite") or not separator or not path or path.startswith(":memory:"):
            raise ValueError
        if not Path(path.partition("?")[0]).parent.is_dir():
            raise SettingsProblem("settings-database-folder", {"variable": Setting.DATABASE_URL.variable})
        return f"{SQLITE}{path}"

    @property
    def secrets(self) -> tuple[str, ...]:
        """The texts that may never be logged."""
        return tuple(filter(None, (self.telegram_token.get_secret_value(), self.secret_key.get_secret_value())))


class _DemoEnvironment(BaseSettings):
    port: Annotated[int, Field(ge=0, le=65535)] = 8080


def read_demo_port() -> int:
    """The port of the demo from `PORT`; raises SettingsProblem when it is no port."""
    try:
        return _DemoEnvironment().port
    except ValidationError:
        raise SettingsProblem("settings-wrong-port", {"variable": "PORT"}) from None


def read_settings(needed: Collection[Setting], wanted: Collection[Setting] = ()) -> Settings:
    """The `needed` settings and, where given, the `wanted` ones, from the environment and `.env`.

    Raises SettingsProblem for the first one that is missing or wrong.
    """
    known = {*needed, *wanted}
    try:
        settings = Settings(**_defaults_of([name for name in Setting if name not in known]))
    except ValidationError as error:
        raise _problem_of(error) from None
    except (OSError, UnicodeDecodeError):
        raise SettingsProblem("settings-env-file") from None
    for name in Setting:
        if name in needed and name in _WITHOUT_DEFAULT and name not in settings.model_fields_set:
            raise SettingsProblem(f"settings-missing-{_dashed(name)}", {"variable": name.variable})
    return settings


def _defaults_of(names: Collection[Setting]) -> dict[str, Any]:
    """What is said here goes before the environment, so that these settings are not read."""
    defaults = {str(name): Settings.model_fields[name].default for name in names}
    return defaults | {_file_of(name): None for name in names if name in _IN_A_FILE_TOO}


def _problem_of(error: ValidationError) -> SettingsProblem:
    name = str(error.errors()[0]["loc"][0])
    return SettingsProblem(f"settings-wrong-{_dashed(name)}", {"variable": PREFIX + name.upper()})


def _is_given(name: Setting, data: Mapping[str, Any]) -> bool:
    return data.get(name) is not None or data.get(_file_of(name)) is not None


def _secret_of(name: Setting, data: Mapping[str, Any]) -> Any:
    """The secret itself, from its variable or from the file that the other variable names."""
    given, file = data.get(name), data.get(_file_of(name))
    if file is None:
        return _stripped(given)
    fields = {"variable": name.variable, "file_variable": PREFIX + _file_of(name).upper()}
    if given is not None:
        raise SettingsProblem("settings-secret-twice", fields)
    try:
        secret = Path(file).read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise SettingsProblem("settings-secret-file", fields) from None
    if not secret:
        raise SettingsProblem("settings-secret-file", fields)
    return secret


def _file_of(name: Setting) -> str:
    return f"{name}_file"


def _dashed(name: str) -> str:
    return name.replace("_", "-")
