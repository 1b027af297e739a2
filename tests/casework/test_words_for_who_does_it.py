"""What a protocol asks of several people reads right for each of them."""

import pytest

from casework.protocol import shipped_protocol, shipped_protocol_ids


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_nobody_is_asked_to_do_something_with_themselves(protocol_id: str) -> None:
    protocol = shipped_protocol(protocol_id)
    for part in protocol.parts():
        for action in part.all_actions:
            titles = [protocol.roles[role].label for role in (action.by.role_ids() if action.by else ())]
            asked_with = [title for title in titles if f"met de {title}" in action.label]
            assert asked_with == [], (action.key, action.label)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_who_may_be_asked_for_help_need_not_be_consulted_first(protocol_id: str) -> None:
    """P001: the mentor may ask others to help with the pestproject."""
    for means in shipped_protocol(protocol_id).interventions:
        may_ask = [hint.label for hint in means.hints if hint.label.startswith("Je mag") and "vragen" in hint.label]
        assert not (may_ask and means.consult), (means.key, may_ask)


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_a_number_to_call_stands_where_it_is_asked(protocol_id: str) -> None:
    """The board and others of the staff may have no list of helplines."""
    for part in shipped_protocol(protocol_id).parts():
        for action in part.all_actions:
            for hint in action.hints:
                assert "staat bij de hulplijnen" not in hint.label, action.key
