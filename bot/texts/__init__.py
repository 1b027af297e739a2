"""Every word that people read: Fluent files, one folder for a language, one file for an audience."""

from bot.texts.catalogue import MissingText, address_form, all_keys, text

__all__ = ["MissingText", "address_form", "all_keys", "text"]
