"""What opens from the card beside the step itself: the means, what can be established, and the conversation aids."""

from bot.case_office import CaseOffice
from bot.flows.case_numbers import case_number_of
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.staff.access import may_open
from bot.staff.aid_pages import aid_message, aids_message
from bot.staff.card_facts import facts_message
from bot.staff.card_means import means_list, means_page
from bot.staff.card_runs import name_of, offer_of_run, offer_to_start
from bot.staff.card_scene import Asked, CardScene, case_button, gate_label, label_words
from bot.staff.case_acts import CaseActs
from bot.staff.case_asking import answer_button, question_at
from bot.staff.case_cards import CaseCards
from bot.staff.case_start import Places
from bot.staff_desk import Visit
from casework.protocol_model import Protocol, RoleExpr
from storage.cases import CaseFile

AID, AID_PAGE = "aid", "aid-page"
PAGE_BUTTONS = ("means", "mean", "facts", "aids", "ask", "ask-sure")


class MeansRoom:
    """Shows these pages in the card's place, and brings in who decides."""

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, cards: CaseCards) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._cards = cards

    async def on_button(self, visit: Visit, case_file: CaseFile, kind: str, places: Places) -> None:
        """One of PAGE_BUTTONS, on the newest card or a notice of the case."""
        if kind in ("ask", "ask-sure"):
            await self._ask(visit, case_file, places, sure=kind == "ask-sure")
            return
        message = self._page(self._cards.scene(visit, case_file), kind, places[0] if places else 0)
        if message is None:
            await self._cards.renew(visit, case_file)
            return
        self._cards.put_message(visit, case_file, message, visit.arrival.tapped_message)

    async def show_aid(self, visit: Visit, kind: str, subject: str) -> None:
        """A conversation aid below the card; another page takes the place of the one that stood there."""
        parts = subject.split(".")
        number = case_number_of(parts[0])
        case_file = None if number is None else await self._office.case(visit.batch, number)
        places = [int(part) for part in parts[1:] if part.isascii() and part.isdecimal() and len(part) < 4]
        if case_file is None or not may_open(case_file, visit.person) or len(places) != 2:
            visit.toast("toast-old-button")
            return
        aids = list(self._office.folded(case_file).protocol.aids.values())
        place, page = places
        if place >= len(aids):
            visit.toast("toast-old-button")
            return
        message = aid_message(aids[place], case_file.number, place, page)
        turned = visit.arrival.tapped_message if kind == AID_PAGE else None
        self._cards.put_message(visit, case_file, message, turned)

    def _page(self, scene: CardScene, kind: str, place: int) -> Message | None:
        if scene.card.is_closed:
            return None
        match kind:
            case "means":
                return means_list(scene, place)
            case "mean":
                keys = list(scene.means)
                return means_page(scene, keys[place]) if place < len(keys) else None
            case "facts":
                return facts_message(scene)
            case _:
                return aids_message(scene)

    async def _ask(self, visit: Visit, case_file: CaseFile, places: Places, *, sure: bool) -> None:
        """First whether to ask, because whoever is asked reads the case from then on."""
        scene, protocol = self._cards.scene(visit, case_file), self._office.folded(case_file).protocol
        asked = asked_about(scene, protocol, places)
        if asked is None:
            await self._cards.renew(visit, case_file)
            return
        if not sure:
            asking = asking_first(scene, asked, self._cards.names_asked(visit, case_file, asked[0]), places)
            visit.batch.say(visit.address, asking, case_number=case_file.number)
            return
        wanted, what = asked
        button = answer_button(scene, protocol, self._house, visit.person, places)
        asks = question_at(scene, protocol, places)
        people = await self._acts.ask_to_decide(visit.batch, case_file, wanted, visit.person, what, button, asks)
        if not people:
            visit.say(phrase("case-nobody-to-ask"))
            return
        names = ", ".join(self._house.name_of(person) for person in people)
        visit.say(phrase("case-asked", name=names, count=len(people)), case_number=case_file.number)


def asking_first(scene: CardScene, asked: tuple[RoleExpr, Words], names: str, places: Places) -> Message:
    """Who decides about it, whom that would be asked ("" when that is nobody), and one button to ask them."""
    wanted, what = asked
    label = phrase("card-button-ask", who=scene.asked_title(wanted))
    button = case_button("ask-sure", scene.number, scene.revision, *places, label=label)
    told = phrase("case-not-yours", what=what, who=scene.title_of(wanted), names=names or "none")
    return Message((told,), ((button,),), protected=True)


def asked_about(scene: CardScene, protocol: Protocol, places: Places) -> tuple[RoleExpr, Words] | None:
    """Which role decides, and about what."""
    if len(places) not in (2, 3) or scene.card.is_closed:
        return None
    about, place, *run = places
    if about == Asked.MEANS and place < len(scene.means):
        key = list(scene.means)[place]
        offer = offer_of_run(scene.card, key, tuple(run)) if run else offer_to_start(scene.card, key)
        return None if offer is None else (offer.by, name_of(scene, offer))
    if about == Asked.FACT and place < len(scene.facts):
        return scene.facts[place].by, label_words(scene.facts[place].label)
    if about == Asked.OFFER and place < len(scene.card.offers):
        offered = scene.card.offers[place]
        found = protocol.find_action(offered.key)
        return (found[1].decided_by if found else None) or offered.by, offered.label
    if about == Asked.GATE and scene.card.gate is not None:
        return scene.card.gate.decided_by, gate_label(scene.card.gate)
    return None
