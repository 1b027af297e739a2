"""Why the program does not start: a text key with its fields, said in one sentence before it ends."""

from collections.abc import Mapping


class StartRefused(Exception):
    """The program cannot start; `key` and `fields` are the sentence that says why and what helps.

    `fields` name settings, files and ids, never the value of a setting.
    """

    def __init__(self, key: str, fields: Mapping[str, str | int] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.fields = dict(fields or {})
