"""Whether a text meant for the parents of one pupil names another pupil of the case (AX-11, P001 N-19)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from casework.names import Spoken, Words, name_forms, words_of


@dataclass(frozen=True)
class NamedPupil:
    """`pupil` is the reference of the pupil, `written` how the name stands in the text."""

    pupil: str
    written: str


def other_pupils_named(text: str, own: Collection[str], names: Mapping[str, str]) -> tuple[NamedPupil, ...]:
    """The pupils of the case, but for those in `own`, whose name stands in `text`; in the order of `names`.

    `names` gives the full name of each pupil by reference, `own` are the references of the parents' own children.
    A first name or a part of a surname is enough, also in lower case, without accents or with a Dutch ending
    ("sannes"); what their own child is called as well names nobody else.
    """
    ours = {form for pupil in own for form in forms_of_pupil(names.get(pupil, ""))}
    found = (
        NamedPupil(pupil, written)
        for pupil, name in names.items()
        if pupil not in own and (written := _written(text, forms_of_pupil(name) - ours))
    )
    return tuple(found)


def forms_of_pupil(name: str) -> frozenset[Words]:
    """Every way to name a pupil of this full name; half of a double first name names them too."""
    halves = {(half,) for part in name.split()[:1] for half in words_of(part) if len(half) > 1}
    return name_forms(name, None, ()) | halves


def _written(text: str, forms: frozenset[Words]) -> str | None:
    """The piece of the text in which one of the forms stands, the shortest; None when none does."""
    if not Spoken.of(text).names(forms):
        return None
    return next((piece for piece in _pieces(text) if Spoken.of(piece).names(forms)), text.strip())


def _pieces(text: str) -> Iterator[str]:
    """Each word of the text alone, then each two, and so on up to four in a row."""
    words = text.split()
    for length in range(1, 5):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length]).strip(".,;:!?()\"'“”‘’")
