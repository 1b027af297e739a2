"""A report in a case that is played back: which way it goes, who gets it, and who is there today."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from casework.conditions import Scalar
from casework.helplines import all_helplines
from casework.holders import Holder, Involved, next_present_day, there_meanwhile, with_trust
from casework.pressing import Pressing
from casework.replay_grammar import Run, Told
from casework.replay_reading import pressing_of_told, who_gets_it, who_is_away
from casework.replay_state import Json, Scenery, who
from casework.routing import ReadingPlan, moment_of
from casework.tracks import Way, way_of, who_is_doubted


@dataclass(frozen=True)
class Arrived:
    """A report that came in at the aware instant `at` from `by`: a pupil, a member of staff, or anybody else."""

    scenery: Scenery
    run: Run
    by: str
    told: Told
    at: datetime
    handed_over: Mapping[str, str] = field(default_factory=dict)
    """Who gave their work in the case away that the report is about, with who has it now."""

    @cached_property
    def facts(self) -> dict[str, Scalar]:
        """What the report says in so many words goes before what follows from whom it names."""
        told, run = self.told, self.run
        facts: dict[str, Scalar] = {
            "reporter": told.kind or self._kind_of_reporter(),
            "victim_class": "staff" if told.about in run.people else "pupil",
        }
        if told.named:
            same_class = len(classes_of(run, (told.about, *told.named))) < 2
            facts |= {"offender_class": "pupil", "offender_known": True, "same_class": same_class}
        if told.subjects:
            facts |= {"offender_class": "staff", "offender_known": True}
        return {**facts, **told.facts}

    @cached_property
    def involved(self) -> Involved:
        told, pupils = self.told, self.run.pupils
        about, reporter = pupils.get(told.about or ""), pupils.get(self.by)
        involved = Involved(
            victim_class=about.class_id if about else told.class_id,
            bully_classes=classes_of(self.run, told.named),
            reporter=self.by if self.by in self.run.people else None,
            reporter_class=reporter.class_id if reporter else None,
            barred=frozenset((*told.subjects, *told.excluded)),
            subjects=told.subjects,
            bullied=told.about if told.about in self.run.people else None,
            handed_over=self.handed_over,
        )
        trusted = False if self.way.distrusts_contact else self.facts.get("trusts_contact")
        known = with_trust(involved, self.scenery.school, trusted, None)
        in_doubt = who_is_doubted(self.scenery.school, self.way, known.left_out | known.parties)
        return replace(known, barred=known.barred | in_doubt, in_doubt=in_doubt)

    @cached_property
    def way(self) -> Way:
        known = {**self.scenery.settings, **self.facts}
        return way_of(self.scenery.protocol, self.scenery.school, known, self.told.subjects)

    @property
    def pressing(self) -> Pressing:
        return pressing_of_told(self.told.urgency, self.way)

    @cached_property
    def plan(self) -> ReadingPlan | None:
        """Who reads it, as the send screen would promise; None where somebody has it already: the colleague who
        reported it, or who took over the work of whom the case is with."""
        if self.way.is_the_reporters or self.handed_over:
            return None
        return self.scenery.desk.plan(self.involved, self.way, self.pressing, self.at)

    @cached_property
    def found(self) -> tuple[Holder, ...]:
        return who_gets_it(self.scenery.desk, self.involved, self.way, self.plan)

    @property
    def day(self) -> date:
        """The school day to which it belongs."""
        return self.scenery.calendar.counts_on(self.at)

    @cached_property
    def _read_from(self) -> date:
        """The first day on which it can be read."""
        return moment_of(self.scenery.school, self.scenery.calendar, self.at)[1]

    def involved_from_now(self) -> Involved:
        """Where the first contact is passed by, is whom it is about, is away, or is not known yet (AX-14), whoever got
        the report acts in that place. Those of the other side who did not get it have no part in it before they are
        informed (P003 N-44).
        """
        contact = self.scenery.school.coach_of(self.involved.victim_class)
        is_nobody = self.involved.victim_class is None or contact in self.involved.left_out
        is_away = self.plan is not None and contact in who_is_away(self.plan)
        stands_in = self.way.passes_contact or (self.way.begins_with_contact and (is_nobody or is_away))
        in_place = self.found[0].person if stands_in and self.found else None
        got_it = {holder.person for holder in self.found}
        told = tuple(one for one in self.involved.bully_classes if self.scenery.school.coach_of(one) in got_it)
        return replace(self.involved, in_place_of_contact=in_place, bully_classes=told)

    def shown(self) -> Json:
        return {
            "track": self.way.track,
            "house_rule": self.way.house_rule,
            "receives": [self._receiver(holder) for holder in self.found],
            "offered_now": [self._receiver(holder) for holder in self._offered_now()],
            "admin_only": not self.found,
            "also_told": self.also_told(),
            "also_notified": self._also_notified(),
            "helplines": [
                {"key": line.id, "label": line.label, "number": line.number, "url": line.site}
                for line in all_helplines()
                if line.id in self.way.helplines
            ],
        }

    def _kind_of_reporter(self) -> str:
        if self.by and self.by == self.told.about:
            return "victim"
        return "staff" if self.by in self.run.people else "witness"

    def _receiver(self, holder: Holder) -> Json:
        present = self._present_from(holder)
        return {
            "person": holder.person,
            "role": holder.role,
            "title": self.scenery.school.role_title(holder.role),
            "stands_in_for": holder.stands_in_for,
            "present_from": present.isoformat() if present else None,
        }

    def _present_from(self, holder: Holder) -> date | None:
        scenery = self.scenery
        return next_present_day(scenery.protocol.roles, scenery.school, scenery.calendar, holder, self._read_from)

    def _offered_now(self) -> tuple[Holder, ...]:
        """Who is there today while nobody of those who get it is (P002 A002-14)."""
        roles, school, calendar = self.scenery.protocol.roles, self.scenery.school, self.scenery.calendar
        fallback = self.way.fallback
        return there_meanwhile(roles, school, calendar, self.involved, self.found, fallback, self.day)

    def may_take_up(self) -> frozenset[str]:
        """Who gets it, hears of it, or is named for when those are not there."""
        followers = (person for one in self.way.fallback for person in who(self.scenery, self.involved, one)["people"])
        away = () if self.plan is None else who_is_away(self.plan)
        return frozenset((*(holder.person for holder in self.found), *away, *self.also_told(), *followers))

    def also_told(self) -> list[str]:
        """Who hears at once that there is a report, besides those who get it."""
        known = {holder.person for holder in self.found}
        people = [person for one in self.way.also_told for person in who(self.scenery, self.involved, one)["people"]]
        return [person for person in dict.fromkeys(people) if person not in known]

    def _also_notified(self) -> list[Json]:
        """What the track itself sends along, with the rule that it comes from."""
        tracks = self.scenery.protocol.tracks
        notices = next((track.also_notify for track in tracks if track.key == self.way.track), ())
        return [
            {"to": who(self.scenery, self.involved, notice.to), "rules": list(notice.rules)}
            for notice in notices
            if notice.to in self.way.also_told
        ]


def classes_of(run: Run, pupils: Iterable[str | None]) -> tuple[str, ...]:
    """The classes of these pupils, each once."""
    known = (run.pupils.get(pupil or "") for pupil in pupils)
    return tuple(dict.fromkeys(pupil.class_id for pupil in known if pupil is not None))
