"""What a card and everything that opens from it is made of: all that it may show, and its buttons.

A card holds no name and no story. Its buttons carry the case's number and revision (how many events it has),
and places in lists that are the same for everybody who folds the same events. Duties follow from more than these, so
that a button names one by a mark of its own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum
from hashlib import sha256
from textwrap import shorten

from bot.flows.callback_data import button_data
from bot.flows.case_answers import Act
from bot.flows.left_talks import LeftTalk
from bot.flows.words import Button, Phrase, Words, phrase
from bot.spoken import spoken
from casework.case_offers import ActionOffer
from casework.case_view import Card
from casework.duties import Duty
from casework.fact_questions import FactAsk
from casework.gate_offers import GateOffer
from casework.protocol_model import Aid, Intervention, Protocol, RoleExpr
from casework.standing import Standing
from casework.wording import Label, Wording

_DIGITS = 9
"""The most digits of a number that a button carries."""
_LEAST_MARK = 100_000_000
"""A mark has all of them, so that none is a place in a list."""
LONGEST_LABEL = 40
"""What a phone shows whole on a button of its own row, in characters."""

VIEWS = (
    "now",
    "more",
    "skip",
    "postpone",
    "end",
    "report",
    "also",
    "together",
    "ways",
    "colleague",
    "tracks",
    "entered",
)
"""What a card can show; the place of a view travels in the data of its button."""

ON_A_PAGE = 8
"""So many buttons of a list stand on the card at once, above those to turn the page and to go back."""


class Asked(IntEnum):
    """About what somebody with another role is asked to decide; the number travels in the button's data."""

    MEANS = 0
    FACT = 1
    OFFER = 2
    GATE = 3


@dataclass(frozen=True)
class JoinedTo:
    """Where a case goes on that was joined to another one: its number, None for who may not open that one; `ask` is
    then the name of who can tell more, None for nobody."""

    number: int | None = None
    ask: str | None = None


@dataclass(frozen=True)
class CardScene:
    """All that a card shows. `pupils` are the references of the case's pupils with their part in it.

    `cannot_wait` tells that it is to be taken up at once; `confidant_line` that the case stays with the confidant until
    the pupil agrees (A000-22); `reads_along` that the pupil agreed, and others read along until the confidant's step is
    left;
    `may_take_up` that the present step is, or may become, this reader's. `view` is one of VIEWS: the card with
    what is needed now, or with a list of what is rarely needed, of which `page` is shown. `standing` is what the
    reader is to the case, None when that is not known; `titles` are what roles are called here. `means` and
    `aids` are the protocol's, by key; `taking_part` the pupils who take part in what runs; `facts` what can be
    established now. `home_decider` is the title of who decides about contact with home; `steps` are the labels of the
    protocol's steps, by key. `lacks_pupil` tells that
    something is to be done now with the pupils on the other side, of whom none was added yet; `knows_who_was_not_added`
    that somebody concluded who does it all the same; `home_in_words`
    where something can be read that may mean that home is not safe, while nobody said yet whether that is so;
    `picture_fact` is the question whether somebody is naked in a picture, while a reporter spoke of that and nobody
    answered it, else None; `keeps_pictures` are the actions that would have such a picture kept meanwhile;
    `pictures_kept` is what that answer holds back, and what to do with what was kept before it, None without it;
    `victim_is_staff` that it happens to a colleague; `other_cases` that the reader has another case that is open.
    `left` are the conversations about the case that the reader walked away from; `chosen` the timers whose day somebody
    chose; `answered` the actions that have an answer, also one after which they can be answered again.
    `tips_hidden` tells that no tip of the protocol is shown while contact with home waits.
    `parents_reached` tells that something reaches the parents of one of the pupils now. `openers` are the names of who
    may open each step of which the protocol tells that it may be opened now, by its key, "" where nobody can be told.
    `joined_to` tells where a case that was joined to another one goes on. `writes_to_colleague`: a colleague reported
    it, to whom the reader can write. `to_be_given`: the pupil goes on without the first contact, so that the confidant
    has it until they hand it over.
    """

    number: int
    revision: int
    card: Card
    pupils: Mapping[str, str]
    today: date
    cannot_wait: bool = False
    confidant_line: bool = False
    reads_along: bool = False
    to_be_given: bool = False
    view: str = VIEWS[0]
    page: int = 0
    may_take_up: bool = True
    standing: Standing | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    means: Mapping[str, Intervention] = field(default_factory=dict)
    aids: Mapping[str, Aid] = field(default_factory=dict)
    facts: tuple[FactAsk, ...] = ()
    home_decider: Words = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    taking_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacks_pupil: bool = False
    knows_who_was_not_added: bool = False
    home_in_words: frozenset[str] = frozenset()
    picture_fact: str | None = None
    keeps_pictures: frozenset[str] = frozenset()
    pictures_kept: Words | None = None
    victim_is_staff: bool = False
    other_cases: bool = True
    left: tuple[LeftTalk, ...] = ()
    chosen: frozenset[str] = frozenset()
    answered: frozenset[str] = frozenset()
    tips_hidden: bool = False
    parents_reached: bool = False
    openers: Mapping[str, str] = field(default_factory=dict)
    joined_to: JoinedTo | None = None
    writes_to_colleague: bool = False

    def may(self, wanted: RoleExpr) -> bool:
        """Whether the reader acts in one of these roles; for a party of the case anybody of the school does."""
        lead = wanted.party == "lead"
        return self.standing is None or self.standing.holds(self.card.lead if lead else wanted)

    @property
    def leads(self) -> bool:
        """Whether the reader leads the step, so that they may close the case and hand it over."""
        return self.may(self.card.lead)

    @property
    def has_case(self) -> bool:
        """Whether the reader leads the step, or took the case up."""
        return self.leads or self.standing is None or self.standing.has_case

    def is_theirs(self, offer: ActionOffer) -> bool:
        """Whether the reader may do this, or can ask from here who decides about it."""
        return offer.decided_by is not None or self.has_case or any(map(self.may, offer.done_by))

    def title_of(self, wanted: RoleExpr) -> str:
        """What the roles are called at this school, of several who may with "of"."""
        titles = list(dict.fromkeys(self.titles.get(role, role) for role in wanted.role_ids()))
        return (
            spoken(phrase("card-or", first=", ".join(titles[:-1]), last=titles[-1])) if titles[1:] else "".join(titles)
        )

    def asked_title(self, wanted: RoleExpr) -> str:
        """Who is asked first: of several who may, the one whom the protocol names for it."""
        role = wanted.default or next(iter(wanted.role_ids()), "")
        return self.titles.get(role, role)

    def place_of(self, means: str) -> int:
        """Where this means stands in the protocol: what its buttons carry."""
        return list(self.means).index(means)


def case_button(kind: str, number: int, revision: int, *places: int, label: Words | None = None) -> Button:
    """A button `card-<kind>`; without a label it says `small-card-<kind>`."""
    data = button_data("s", 0, f"card-{kind}", ".".join(str(part) for part in (number, revision, *places)))
    return Button(label or phrase(f"small-card-{kind}"), data)


def duty_mark(duty: Duty) -> int:
    """What a button carries to name this duty. A case that has heard nothing may list its duties in another order by
    now: by what the reporter told, by the school's file, by the day."""
    digest = sha256(duty.key.encode()).digest()
    return _LEAST_MARK + int.from_bytes(digest) % (9 * _LEAST_MARK)


def fact_button(scene: CardScene, place: int, label: Words) -> Button:
    """A button that asks the question at `place` of what can be established now."""
    return case_button(Act.FACT, scene.number, scene.revision, place, label=label)


def fact_buttons(scene: CardScene, fact: str | None, label: Words) -> Iterator[Button]:
    """The button that asks for this fact; none where it is not asked now."""
    return (fact_button(scene, place, label) for place, ask in enumerate(scene.facts) if ask.fact == fact)


def mean_button(number: int, revision: int, protocol: Protocol, means: str) -> Button:
    """A button that opens the page of a means beside the steps."""
    found = protocol.intervention(means)
    words = phrase("card-button-mean", what=found.short or found.label)
    return case_button("mean", number, revision, protocol.interventions.index(found), label=words)


def home_button(number: int, revision: int) -> Button:
    """A button with which contact with home is decided."""
    return case_button("home", number, revision)


def ask_button(scene: CardScene, about: Asked, *places: int, who: str) -> Button:
    """A button that asks the people with another role to decide."""
    words = phrase("card-button-ask", who=who)
    return case_button("ask", scene.number, scene.revision, about.value, *places, label=words)


def open_button(number: int) -> Button:
    """A button that opens the card of this case, with the number on it."""
    return Button(phrase("card-button-open", number=number), button_data("s", 0, "card", str(number)))


def read_case_button(subject: str) -> tuple[int, int, tuple[int, ...]] | None:
    """Number, revision and places of a button; None when its subject is none of ours."""
    parts = subject.split(".")
    if len(parts) < 2 or not all(part.isdecimal() and len(part) <= _DIGITS for part in parts):
        return None
    return int(parts[0]), int(parts[1]), tuple(int(part) for part in parts[2:])


def label_words(label: Label) -> Words:
    return Phrase(label.key, label.fields) if isinstance(label, Wording) else label


def gate_label(gate: GateOffer) -> Words:
    """What the gate asks; the step that follows, once a look back concluded that it is not passed."""
    if gate.known_no is not None and gate.no_step is not None:
        return phrase("card-button-next-step", step=gate.no_step.label)
    return gate.label or phrase("small-card-gate")


def duty_words(duty: Duty, today: date, means: Mapping[str, Intervention], pupils: Mapping[str, str]) -> Words:
    """What a duty asks; what belongs to a means stands under its name, and its end is announced before it is there.

    Where each pupil has the means apart it says for which of `pupils`, those of the case.
    """
    return of_pupils(_duty_words(duty, today, means), duty.pupils, pupils)


def duty_untold(duty: Duty) -> Words:
    """What a duty asks of somebody who may not have opened its case: on which track that belongs tells what it is about
    (design 4.11)."""
    return phrase("duty-of-track") if duty.kind == "track" else label_words(duty.label)


def duty_on_card(scene: CardScene, duty: Duty) -> Words:
    """What a duty of this card asks."""
    return duty_words(duty, scene.today, scene.means, scene.pupils)


def _duty_words(duty: Duty, today: date, means: Mapping[str, Intervention]) -> Words:
    if duty.step not in means:
        return label_words(duty.label)
    name = means[duty.step].short or means[duty.step].label
    if duty.kind == "intervention" and duty.due_on > today:
        return phrase("card-means-ends", what=name)
    return phrase("card-of-means", means=name, what=label_words(duty.label)) if duty.action else label_words(duty.label)


def origin_of(duty: Duty, chosen: Collection[str]) -> str:
    """Where the day comes from: "protocol", "school" (agreed on there), or "chosen" by somebody in the case."""
    return "chosen" if duty.kind == "do" and duty.timer in chosen else duty.origin


def is_question(words: Words) -> str:
    """ "yes" when these words ask something and so end a sentence themselves, else "no": what texts choose by."""
    return "yes" if spoken(words).endswith("?") else "no"


def pupil_words(pupil: str, pupils: Mapping[str, str]) -> Words:
    """How a pupil is called on a card: never by name."""
    if pupils.get(pupil) == "victim":
        return phrase("case-pupil-victim")
    others = [one for one, party in pupils.items() if party != "victim"]
    return phrase("case-pupil", number=others.index(pupil) + 1 if pupil in others else 0)


def of_pupils(what: Words, whose: Iterable[str], pupils: Mapping[str, str]) -> Words:
    """These words with the pupils whom they are about, by their numbers; as they are where they are about nobody."""
    who = ", ".join(spoken(pupil_words(pupil, pupils)) for pupil in whose)
    return phrase("card-of-pupil", what=what, who=who) if who else what


def fitting_of(kind: str, what: Words, whose: Iterable[str], pupils: Mapping[str, str]) -> Words:
    """The same for a button `card-button-<kind>`: of what it is as much as a phone shows with the pupil behind it."""
    who = tuple(whose)
    said = of_pupils(what, who, pupils)
    longer = len(spoken(phrase(f"card-button-{kind}", what=said, asks="no"))) - LONGEST_LABEL
    if not who or longer <= 0:
        return said
    whole = spoken(what)
    return of_pupils(shorten(whole, width=max(1, len(whole) - longer), placeholder="…"), who, pupils)


def in_lines(lines: Iterable[Words]) -> Words | None:
    """These words under each other in one paragraph.

    They are joined here: a text may be given no more than 2,500 signs at once.
    """
    return "\n".join(spoken(line) for line in lines) or None


def in_whole_words(label: str) -> str:
    """As much of a label as a phone shows whole on a button, never a part of a word."""
    return shorten(label, width=LONGEST_LABEL, placeholder="…")


def about_button(scene: CardScene, kind: str, what: Words, *places: int) -> Button:
    """A button `card-<kind>` of this card, on which stands what it is about."""
    label = phrase(f"card-button-{kind}", what=what, asks=is_question(what))
    return case_button(kind, scene.number, scene.revision, *places, label=label)
