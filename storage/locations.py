"""Where the files of one database stand: beside the data the key store and the lock."""

from pathlib import Path

from sqlalchemy.engine import URL, make_url


def keys_url_of(database_url: str) -> str:
    """The URL of the key store: `school.keys.sqlite3` beside `school.sqlite3`."""
    url = make_url(database_url)
    path = database_path_of(database_url)
    return url.set(database=str(path.with_suffix(".keys.sqlite3"))).render_as_string(hide_password=False)


def lock_path_of(database_url: str) -> Path:
    """The file whose lock says that a program works on this database; it stays when the program ends."""
    path = database_path_of(database_url).resolve()
    return path.with_name(path.name + ".lock-file")


def database_path_of(database_url: str) -> Path:
    """The SQLite file; ValueError for another kind of database."""
    url: URL = make_url(database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        raise ValueError("not a database in a file")
    return Path(url.database)
