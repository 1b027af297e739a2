"""The environment is read in one place, completely or not at all, and never quoted."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import PREFIX, Setting, Settings, SettingsProblem, read_demo_port, read_settings
from bot.texts import text

TOKEN = "4839574812:AAFD39kkdpWt3ywyRZergyOLMaJhac60qcs"
EVERYTHING = tuple(Setting)
HOSTILE = "hunter2-<b>&"

pytestmark = pytest.mark.usefixtures("empty_environment")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment that lacks nothing, to be spoiled by a test."""
    monkeypatch.setenv("MELDMAATJE_TELEGRAM_TOKEN", TOKEN)
    monkeypatch.setenv("MELDMAATJE_SECRET_KEY", "a key")
    monkeypatch.setenv("MELDMAATJE_SCHOOL", "school.yaml")
    return monkeypatch


def problem_with(needed: tuple[Setting, ...] = EVERYTHING) -> str:
    """The sentence with which these settings are refused."""
    with pytest.raises(SettingsProblem) as refused:
        read_settings(needed)
    return text(refused.value.key, **refused.value.fields)


def test_what_is_not_said_has_a_default(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings(EVERYTHING)
    assert settings.telegram_token.get_secret_value() == TOKEN
    assert settings.school == Path("school.yaml")
    assert settings.telegram_api == "https://api.telegram.org"
    assert settings.database_url == "sqlite+aiosqlite:///meldmaatje.sqlite3"
    assert (settings.sweep_seconds, settings.log_level) == (30, "INFO")


def test_the_environment_goes_before_the_dotenv_file(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("MELDMAATJE_SCHOOL=other.yaml\nMELDMAATJE_SWEEP_SECONDS=5\nSOMETHING_ELSE=1\n")
    settings = read_settings(EVERYTHING)
    assert settings.school == Path("school.yaml")
    assert settings.sweep_seconds == 5


def test_secrets_come_from_files_too(environment: pytest.MonkeyPatch) -> None:
    environment.delenv("MELDMAATJE_TELEGRAM_TOKEN")
    environment.delenv("MELDMAATJE_SECRET_KEY")
    Path("token").write_text(f"{TOKEN}\n")
    Path("key").write_text("the key\n")
    environment.setenv("MELDMAATJE_TELEGRAM_TOKEN_FILE", "token")
    Path(".env").write_text("MELDMAATJE_SECRET_KEY_FILE=key\n")
    assert read_settings(EVERYTHING).secrets == (TOKEN, "the key")


@pytest.mark.parametrize("setting", [Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY])
def test_a_secret_given_twice_is_refused(environment: pytest.MonkeyPatch, setting: Setting) -> None:
    Path("secret").write_text("another")
    environment.setenv(f"{setting.variable}_FILE", "secret")
    sentence = problem_with()
    assert setting.variable in sentence
    assert f"{setting.variable}_FILE" in sentence


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe\x00"])
def test_a_secret_file_that_cannot_be_read_is_named(environment: pytest.MonkeyPatch, content: bytes | None) -> None:
    environment.delenv("MELDMAATJE_SECRET_KEY")
    environment.setenv("MELDMAATJE_SECRET_KEY_FILE", "key")
    if content is not None:
        Path("key").write_bytes(content)
    assert "MELDMAATJE_SECRET_KEY_FILE" in problem_with()


@pytest.mark.parametrize("setting", [Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY, Setting.SCHOOL])
@pytest.mark.parametrize("spoil", ["absent", "empty"])
def test_a_missing_setting_is_named(environment: pytest.MonkeyPatch, setting: Setting, spoil: str) -> None:
    if spoil == "absent":
        environment.delenv(setting.variable)
    else:
        environment.setenv(setting.variable, "")
    assert setting.variable in problem_with()


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        (Setting.TELEGRAM_TOKEN, HOSTILE),
        (Setting.TELEGRAM_API, HOSTILE),
        (Setting.TELEGRAM_API, f"ftp://{HOSTILE}"),
        (Setting.TELEGRAM_API, f"https://host?{HOSTILE}"),
        (Setting.DATABASE_URL, HOSTILE),
        (Setting.DATABASE_URL, "sqlite://"),
        (Setting.DATABASE_URL, "sqlite:///:memory:"),
        (Setting.DATABASE_URL, f"postgresql://meldmaatje:{HOSTILE}@localhost/school"),
        (Setting.DATABASE_URL, f"sqlite:///{HOSTILE}/school.sqlite3"),
        (Setting.SWEEP_SECONDS, HOSTILE),
        (Setting.SWEEP_SECONDS, "0"),
        (Setting.SWEEP_SECONDS, "nan"),
        (Setting.LOG_LEVEL, HOSTILE),
    ],
)
def test_a_wrong_setting_is_named_and_not_quoted(environment: pytest.MonkeyPatch, setting: Setting, value: str) -> None:
    environment.setenv(setting.variable, value)
    sentence = problem_with()
    assert setting.variable in sentence
    assert HOSTILE not in sentence


@pytest.mark.parametrize("setting", list(Setting))
def test_a_command_does_not_fail_on_a_setting_that_it_does_not_need(
    environment: pytest.MonkeyPatch, setting: Setting
) -> None:
    environment.setenv(setting.variable, "\t")
    others = tuple(other for other in Setting if other is not setting)
    settings = read_settings(others)
    assert getattr(settings, setting) == Settings.model_fields[setting].default


def test_a_command_holds_no_secret_that_it_does_not_need(environment: pytest.MonkeyPatch) -> None:
    assert read_settings([Setting.SCHOOL]).secrets == ()


def test_what_is_only_wanted_may_be_missing(environment: pytest.MonkeyPatch) -> None:
    assert read_settings([], wanted=[Setting.SECRET_KEY]).secrets == ("a key",)
    environment.delenv("MELDMAATJE_SECRET_KEY")
    assert read_settings([], wanted=[Setting.SECRET_KEY]).secrets == ()


def test_no_secret_shows_when_settings_are_printed(environment: pytest.MonkeyPatch) -> None:
    settings = read_settings(EVERYTHING)
    assert TOKEN not in repr(settings)
    assert "a key" not in str(settings)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///school.sqlite3", "sqlite+aiosqlite:///school.sqlite3"),
        ("sqlite+aiosqlite:///school.sqlite3", "sqlite+aiosqlite:///school.sqlite3"),
        (" sqlite:////tmp/school.sqlite3 ", "sqlite+aiosqlite:////tmp/school.sqlite3"),
    ],
)
def test_a_plain_sqlite_address_is_understood(environment: pytest.MonkeyPatch, written: str, meant: str) -> None:
    environment.setenv("MELDMAATJE_DATABASE_URL", written)
    assert read_settings(EVERYTHING).database_url == meant


def test_the_address_of_the_server_loses_its_last_slash(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("MELDMAATJE_TELEGRAM_API", "http://127.0.0.1:8081/")
    assert read_settings(EVERYTHING).telegram_api == "http://127.0.0.1:8081"


def test_a_dotenv_file_that_is_no_text_is_refused(environment: pytest.MonkeyPatch) -> None:
    Path(".env").write_bytes(b"\xff\xfe\x00")
    assert ".env" in problem_with()


def test_the_port_of_the_demo_may_be_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_demo_port() == 8080
    monkeypatch.setenv("PORT", "9090")
    assert read_demo_port() == 9090
    monkeypatch.setenv("PORT", "ninety")
    with pytest.raises(SettingsProblem) as refused:
        read_demo_port()
    assert "PORT" in text(refused.value.key, **refused.value.fields)


def test_the_example_explains_every_setting() -> None:
    example = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8")
    for setting in Setting:
        assert setting.variable in example
    for secret in (Setting.TELEGRAM_TOKEN, Setting.SECRET_KEY):
        assert f"{secret.variable}_FILE" in example


def test_the_example_is_a_file_that_can_be_read(environment: pytest.MonkeyPatch) -> None:
    example = (Path(__file__).parents[1] / ".env.example").read_text(encoding="utf-8")
    spoken_for = [f"{Setting.TELEGRAM_TOKEN.variable}=", f"{Setting.SECRET_KEY.variable}="]
    Path(".env").write_text("\n".join(line for line in example.splitlines() if line not in spoken_for))
    environment.delenv("MELDMAATJE_SCHOOL")
    assert read_settings(EVERYTHING).school == Path("examples/school.yaml")


@given(value=st.text(alphabet=st.characters(blacklist_characters="\0", blacklist_categories=["Cs"]), max_size=40))
def test_no_value_whatever_ends_in_anything_but_settings_or_a_sentence(value: str) -> None:
    for setting in Setting:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv(setting.variable, value)
            try:
                read_settings([setting])
            except SettingsProblem as refused:
                assert refused.fields["variable"] == PREFIX + setting.upper()
