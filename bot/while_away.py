"""What a pupil hears who cannot talk with the first contact, while who reads it instead is away (P002 A002-14)."""

from datetime import datetime

from bot.flows.words import Words, phrase
from bot.house import House
from bot.reading import Reading, involved_by, way_of
from casework.calendar import local_date
from casework.conditions import facts_named, holds
from casework.contact_agreed import TRUST
from casework.holders import Holder, there_meanwhile


def words_meanwhile(house: House, reading: Reading, now: datetime) -> tuple[Words, ...]:
    """Whom the protocol tells the pupil to go to, and who of those are there, on the day that the school opens next
    after the instant `now` (aware); nothing where its reader is there, or where the protocol says nothing of it."""
    protocol, school = house.outline.protocol, house.school
    if protocol is None or reading.reader is None:
        return ()
    told = (one for one in protocol.advice if one.audience == "victim" and TRUST in facts_named(one.when))
    advice = [one.label for one in told if holds(one.when, reading.facts)]
    way, day = way_of(house, reading), house.calendar.counts_on(now)
    roles = (role for expression in way.receives for role in expression.role_ids())
    role = next((one for one in roles if reading.reader in school.people_in_role(one, reading.class_id)), "")
    reader = (Holder(reading.reader, role),)
    there = there_meanwhile(protocol.roles, school, house.calendar, involved_by(reading), reader, way.fallback, day)
    if not advice or not there:
        return ()
    names = ", ".join(f"{house.name_of(one.person)} ({school.role_title(one.role)})" for one in there)
    when = "today" if day == local_date(now) else "later"
    return (*(advice if when == "today" else ()), phrase("there-meanwhile", names=names, when=when, day=day))
