"""What a protocol asks of several people reads right for each of them."""

import pytest

from casework.protocol import shipped_protocol, shipped_protocol_ids


@pytest.mark.parametrize("protocol_id", shipped_protocol_ids())
def test_who_may_be_asked_for_help_need_not_be_consulted_first(protocol_id: str) -> None:
    """P001: the mentor may ask others to help with the pestproject."""
    for means in shipped_protocol(protocol_id).interventions:
        may_ask = [hint.label for hint in means.hints if hint.label.startswith("Je mag") and "vragen" in hint.label]
        assert not (may_ask and means.consult), (means.key, may_ask)
