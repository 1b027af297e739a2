"""One report, from a pupil's phone to a closed case, through the real program over HTTP."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.playground.person import Person
from tests.dialogues.stage import Stage, staged

ALTERED = Path(__file__).parents[1] / "data" / "altered_protocol.yaml"


@dataclass(frozen=True)
class AtCases:
    """A coach at work: taps by a part of a button's label, once the bot has said all it had to say."""

    stage: Stage
    coach: Person

    async def taps(self, part: str) -> None:
        await self.stage.settles()
        labels = [label for message in self.coach.screen() for label in message.buttons if part in label]
        await self.coach.taps(labels[-1] if labels else part)

    async def types(self, words: str) -> None:
        await self.stage.settles()
        await self.coach.types(words)

    async def marks_held(self, label: str, note: str | None = None) -> None:
        await self.taps(label)
        await self.taps("Vandaag")
        await (self.taps("Overslaan") if note is None else self.types(note))

    async def concludes(self, outcome: str, *answers: str) -> None:
        """An outcome of today, with nothing written to it."""
        for part in (outcome, *answers, "Vandaag", "Overslaan"):
            await self.taps(part)

    async def reaches_parents(self, label: str, view: str | None = None, *, by: str = "Telefoon") -> None:
        await self.taps(label)
        await self.taps("Vandaag")
        await self.taps(by)
        await (self.taps("Overslaan") if view is None else self.types(view))

    async def adds_pupil(self, name: str, party: str = "Zou pesten", *classes: str) -> None:
        """From a card on which "Leerling toevoegen" stands; the pupil of the case's own class unless told otherwise."""
        for tap in ("Leerling toevoegen", party):
            await self.taps(tap)
        await self.types(name)
        for tap in classes or ("Dezelfde klas",):
            await self.taps(tap)

    async def notes_agreement(self, words: str | None = None) -> None:
        await self.taps("Ja")
        await (self.taps("Overslaan") if words is None else self.types(words))


async def pupil_reports(pupil: Person, *, contact: str = "Antwoord mij hier") -> None:
    await pupil.starts("k-2B")
    await pupil.taps("Over mij")
    await pupil.sees("Wat is er gebeurd?")
    await pupil.types("Ze schelden me elke dag uit in de groepsapp")
    await pupil.taps(contact)


async def taken_up(coach: AtCases, pupil: Person) -> None:
    await coach.taps("Lezen")
    await coach.coach.sees("Ze schelden me elke dag uit in de groepsapp")
    await coach.taps("Ik pak dit op")
    await pupil.sees("pakt het op")


async def taken_up_by_coach(stage: Stage) -> tuple[AtCases, Person]:
    """Case 1: the coach took up what the pupil reported."""
    coach, pupil = AtCases(stage, await stage.staff("sanne_de_boer")), stage.pupil()
    await pupil_reports(pupil)
    await pupil.taps("✅ Versturen")
    await taken_up(coach, pupil)
    return coach, pupil


async def pupil_is_known(coach: AtCases) -> None:
    """The one who reported is the pupil to whom it happens."""
    for part in ("Om welke leerling gaat het?", "Dit is de leerling zelf", "Ja, dit is de leerling zelf"):
        await coach.taps(part)


async def with_two_pupils_named(stage: Stage, other: str, *classes: str) -> tuple[Person, AtCases]:
    """Case 1, taken up: Noor is bullied and `other` is said to bully, in Noor's class unless told otherwise."""
    at_cases, _ = await taken_up_by_coach(stage)
    for tap in ("Om welke leerling gaat het?", "Een andere leerling"):
        await at_cases.taps(tap)
    await at_cases.types("Noor Vink")
    await at_cases.taps("Dezelfde klas")
    await at_cases.taps("Meer…")
    await at_cases.adds_pupil(other, "Zou pesten", *classes)
    return at_cases.coach, at_cases


async def to_the_evaluation(coach: AtCases) -> None:
    """From a case just taken up to step 4: the pupil agreed, all were spoken to, the mediation was held."""
    await pupil_is_known(coach)
    await coach.marks_held("Leg vast wat er is gemeld", "Elke dag, sinds september")
    await coach.marks_held("Praat met de gepeste leerling")
    await coach.taps("Spreek de stappen af")
    await coach.notes_agreement("Mama mag het weten")
    await coach.notes_agreement()
    await coach.notes_agreement()
    await coach.reaches_parents("Bel ouders gepeste leerling")
    await coach.adds_pupil("Bram Oosterhuis")
    await coach.marks_held("Praat met wie pest")
    await coach.reaches_parents("Bel ouders van")
    await coach.coach.sees("Stap 3")
    await coach.marks_held("emiddelingsgesprek")
    await coach.coach.sees("Stap 4")


async def test_a_report_goes_from_the_pupils_phone_to_a_closed_case(stage: Stage) -> None:
    coach = await stage.staff("sanne_de_boer")
    pupil = stage.pupil()
    await pupil_reports(pupil)
    await pupil.sees("mevrouw De Boer (mentor) leest het als eerste. Dat gebeurt uiterlijk dinsdag 24 november.")
    await pupil.sees("meneer Bakker")
    await pupil.sees("leerlingcoördinator, Stap")
    await pupil.taps("✅ Versturen")
    await pupil.sees("Uiterlijk dinsdag 24 november")
    await pupil.sees("Antwoord niet op die berichten. Gooi niets weg. Bewaar ze eerst, blokkeer daarna.")
    await coach.sees("Zaak 1")
    assert "groepsapp" not in coach.screen_text()

    at_cases = AtCases(stage, coach)
    await taken_up(at_cases, pupil)
    await to_the_evaluation(at_cases)
    await pupil.sees("Er is een nieuwe stap in jouw melding. Kijk met /mijn.")
    await pupil.types("/mijn")
    steps = (await pupil.sees("Nu, sinds maandag 23 november: Iemand van school vraagt je hoe het nu gaat.")).words
    assert "Uiterlijk maandag 7 december vraagt iemand van school je hoe het gaat." in steps
    assert "Er was een gesprek samen." in steps and "Bram" not in steps and "Mama" not in steps

    await stage.move_to(datetime(2026, 12, 4, 9, 0, tzinfo=UTC))
    await coach.sees("Stap 4: Kijk met iedere leerling apart terug. Uiterlijk maandag 7 december.")
    await stage.move_to(datetime(2026, 12, 7, 9, 0, tzinfo=UTC))
    await at_cases.types("/zaak 1")
    await at_cases.concludes("Uitkomst: Kijk apart terug", "Ja, met iedereen gesproken", "Het gaat goed")
    await at_cases.taps("4 weken")

    await stage.move_to(datetime(2027, 1, 4, 9, 0, tzinfo=UTC))
    await coach.sees("Vandaag: zaak 1, Stap 4. Kijk nog een keer kort terug.")
    await at_cases.types("/zaak 1")
    await at_cases.concludes("Uitkomst: Kijk nog een keer kort terug", "Ja, met iedereen gesproken", "Het is gestopt")
    await at_cases.taps("Mag het dicht?")
    await at_cases.taps("Ja")
    await coach.sees("Let op, dit is nog niet gedaan:")
    await at_cases.taps("Ja, dit klopt")
    await at_cases.types("De ouders zijn al gebeld")
    await coach.sees("Je reden: “De ouders zijn al gebeld”")
    await at_cases.taps("Ja, sluit de zaak")
    await pupil.sees("afgerond")
    await at_cases.types("/zaken")
    await coach.sees_next("geen")
    assert stage.api.unknown_methods == []
    assert [call.error for call in stage.api.refused_calls] == []


async def test_the_line_runs_unchanged_on_another_protocol(tmp_path: Path) -> None:
    async with staged(tmp_path, protocol_text=ALTERED.read_text(encoding="utf-8")) as stage:
        at_cases, _ = await taken_up_by_coach(stage)
        await at_cases.coach.sees("Zaak 1 ·")
