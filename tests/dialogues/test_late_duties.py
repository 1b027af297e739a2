"""What is late is said every school day until somebody acts, as one message for each case."""

from datetime import UTC, datetime

from tests.dialogues.stage import Stage
from tests.dialogues.test_whole_line import taken_up_by_coach, to_the_evaluation


async def test_all_that_is_late_of_a_case_comes_as_one_message_a_day(stage: Stage) -> None:
    at_cases, _ = await taken_up_by_coach(stage)
    coach = at_cases.coach
    await to_the_evaluation(at_cases)
    await stage.move_to(datetime(2026, 12, 2, 9, 0, tzinfo=UTC))
    await stage.settles()
    before = len(coach.screen())
    await stage.move_to(datetime(2026, 12, 3, 9, 0, tzinfo=UTC))
    await stage.settles()
    said = coach.screen()[before:]
    assert len(said) == 1
    assert said[0].words.count("Te laat: zaak 1") > 3
    assert said[0].words.count("afspraak van de school") == 1
    assert said[0].buttons == ["Open de kaart"]
