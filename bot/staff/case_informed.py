"""Who has a part in a case, and who only hears of it: the latter is told so, and gets a card without work on it."""

from bot.house import House
from bot.reading import Reading
from bot.staff.card_scene import CardScene, all_duties
from bot.staff.case_people import lead_of, responsible_for, terms_of
from casework.case import Case
from casework.duties import duties
from casework.protocol_model import RoleExpr
from casework.school import STAFF_ANY


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
    if card.is_closed or scene.may_take_up or scene.roles is None:
        return False
    wanted = [card.lead, *(duty.role for duty in all_duties(card)), *(offer.by for offer in card.offers)]
    wanted += [*(one.by for one in card.interventions), *(one.by for one in scene.facts)]
    wanted += [] if card.gate is None else [card.gate.decided_by]
    return not any(_holds(scene, scene.roles, one) for one in wanted)


def _holds(scene: CardScene, roles: frozenset[str], wanted: RoleExpr) -> bool:
    meant = scene.card.lead if wanted.party == "lead" else wanted
    return not roles.isdisjoint(set(meant.role_ids()) - {STAFF_ANY})
