"""Questions on which several things can be ticked: a tap puts or takes away a tick, one tap says that all is ticked."""

from collections.abc import Callable, Iterable

from bot.flows.question import Answers, Option, Scene
from bot.flows.words import Phrase, phrase

READY = "ready"


def tick_options(listed: str, ticked: str, *, wide: bool = False) -> Callable[[Scene], tuple[Option, ...]]:
    """Options for the answer `listed`, of which each is [id, value, label]; the answer `ticked` holds the values."""

    def options(scene: Scene) -> tuple[Option, ...]:
        marked = scene.answers.get(ticked, [])
        things = (
            Option(one[0], phrase("case-tick-on" if one[1] in marked else "case-tick-off", what=one[2]), wide=wide)
            for one in scene.answers.get(listed, [])
        )
        return (*things, Option(READY, phrase("case-ticks-ready"), wide=True))

    return options


def toggled(listed: str, ticked: str) -> Callable[[Scene, str], Answers | None]:
    """The answers after a tap that puts or takes away a tick; None for what is no tick."""

    def toggle(scene: Scene, value: str) -> Answers | None:
        tapped = next((one[1] for one in scene.answers.get(listed, []) if one[0] == value), None)
        if tapped is None:
            return None
        marked = list(scene.answers.get(ticked, []))
        changed = [one for one in marked if one != tapped] if tapped in marked else [*marked, tapped]
        return {**scene.answers, ticked: changed, "problem": ""}

    return toggle


def ticked_words(options: Iterable[Option]) -> str:
    """What stands ticked, as the answer to show; empty when nothing is."""
    labels = (option.label for option in options)
    ticked = (dict(one.fields)["what"] for one in labels if isinstance(one, Phrase) and one.key == "case-tick-on")
    return ", ".join(str(one) for one in ticked)
