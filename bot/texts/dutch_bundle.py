"""The Fluent bundle that makes sentences of the written texts."""

from typing import Any

from babel import Locale
from babel.plural import PluralRule
from fluent.runtime import FluentBundle, FluentResource

LANGUAGE = "nl"


class DutchLocale(Locale):
    """Babel's Dutch, with its rule for "one" and "other" at hand: all that Babel knows of a language is 4 MB."""

    plural_form = PluralRule({"one": "i = 1 and v = 0"})


class DutchBundle(FluentBundle):
    """Texts as they are `written`, each parsed when it is first asked for: all of them at once slow every start."""

    def __init__(self, written: dict[str, str]) -> None:
        super().__init__([LANGUAGE], use_isolating=False)
        self._written = written
        self._parsed: set[str] = set()

    def _get_babel_locale(self) -> Locale:
        return DutchLocale(LANGUAGE)

    def _lookup(self, entry_id: str, term: bool = False) -> Any:
        name = f"-{entry_id}" if term else entry_id
        if name in self._written and name not in self._parsed:
            self._parsed.add(name)
            self.add_resource(FluentResource(self._written[name]))
        return super()._lookup(entry_id, term)
