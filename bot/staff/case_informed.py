"""Who has a part in a case, and who only hears of it: the latter is told so, and gets a card without work on it."""

from bot.house import House
from bot.reading import Reading
from bot.staff.card_scene import CardScene
from bot.staff.case_people import lead_of, responsible_for
from bot.staff.case_terms import terms_of
from casework.case import Case
from casework.case_offers import ActionOffer
from casework.duties import Duty, duties
from casework.protocol_model import RoleExpr
from casework.school import STAFF_ANY
from casework.standing import Standing, single_roles


def has_work(house: House, case: Case, reading: Reading, person: str) -> bool:
    """Whether `person` leads the present step, or has to do something in the case."""
    if person in lead_of(house, case, reading):
        return True
    asked = duties(case, house.calendar, terms_of(house.school))
    return any(person in responsible_for(house, case, reading, duty) for duty in asked)


def only_informed(scene: CardScene) -> bool:
    """Whether the reader holds none of the roles in which something can be done in this case now.

    What anybody of the staff may do makes nobody a party to it.
    """
    card = scene.card
    if card.is_closed or scene.may_take_up or scene.standing is None or scene.standing.has_case:
        return False
    wanted = [card.lead, *(duty.role for duty in card.duties)]
    wanted += [one for offer in card.offers for one in _who_act(offer)]
    wanted += [*(one.by for one in card.interventions), *(one.by for one in scene.facts)]
    wanted += [] if card.gate is None else [card.gate.decided_by]
    wanted += [step.by for step in card.other_steps if step.told or step.opened]
    return not any(_holds(scene, scene.standing, one) for one in wanted)


def consulted(scene: CardScene) -> tuple[Duty, ...]:
    """What others have to do and talk over with the reader first."""
    asked = {offer.key: offer.consult for offer in scene.card.offers if not offer.done}
    standing = scene.standing
    if standing is None:
        return ()
    of_others = (duty for duty in scene.card.duties if not scene.may(duty.role))
    found = (duty for duty in of_others if duty.kind == "do" and duty.action in asked)
    return tuple(one for one in found if any(_holds(scene, standing, role) for role in asked[one.action or ""]))


def _who_act(offer: ActionOffer) -> tuple[RoleExpr, ...]:
    return offer.done_by if offer.decided_by is None else (offer.decided_by,)


def _holds(scene: CardScene, standing: Standing, wanted: RoleExpr) -> bool:
    meant = scene.card.lead if wanted.party == "lead" else wanted
    return any(standing.fills(one) for one in single_roles(meant) if one.role != STAFF_ANY)
