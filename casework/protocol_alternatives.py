"""What comes in the place of something else: it is asked only after who was asked for that said no.

A protocol may say otherwise itself, in the alternative's own `when`: then that says when it comes, as where it also
comes after the other was left out (P001 `feedback_victim`). What has to be done before the other is asked anyway.
"""

from collections.abc import Iterable, Mapping

from casework.conditions import Condition, facts_named
from casework.protocol_elements import Action, Consent


def replaced_by(guarded: Iterable[tuple[str, Consent | None, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """The key of each alternative, with the keys of what it comes in the place of.

    `guarded` are the key, the consent and what comes first of everything that may be refused.
    """
    found: dict[str, tuple[str, ...]] = {}
    asked_anyway: set[str] = set()
    for key, consent, needs in guarded:
        if consent is None or consent.on_refusal != "alternative" or consent.alternative is None:
            continue
        found[consent.alternative] = (*found.get(consent.alternative, ()), key)
        asked_anyway |= {consent.alternative} & set(needs)
    return {alternative: keys for alternative, keys in found.items() if alternative not in asked_anyway}


def after_a_no(actions: Iterable[Action], replaced: Mapping[str, tuple[str, ...]]) -> tuple[Action, ...]:
    """The actions, of which each alternative applies only once one of what it replaces was refused."""
    return tuple(_after_a_no(action, replaced.get(action.key, ())) for action in actions)


def _after_a_no(action: Action, replaced: tuple[str, ...]) -> Action:
    facts = [f"consent.{key}" for key in replaced]
    if not facts or not set(facts).isdisjoint(facts_named(action.when)):
        return action
    refused = tuple(Condition(fact=fact, value="refused") for fact in facts)
    no = refused[0] if len(refused) == 1 else Condition(any_of=refused)
    return action.model_copy(update={"when": no if action.when is None else Condition(all_of=(action.when, no))})
