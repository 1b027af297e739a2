"""Which short conversation each button on a case's card starts.

What they are about is given when they start: `act`, `what` (a key of the protocol), `about` (its label), and
`options` or `asks` where the protocol decides what can be answered. Nothing here knows any protocol.
"""

from collections.abc import Mapping

from bot.flows.case_answers import Act
from bot.flows.closing_flow import END
from bot.flows.consent_flow import CONSENT
from bot.flows.date_flow import DATE, POSTPONE
from bot.flows.done_flow import DONE, OUTCOME
from bot.flows.fact_flow import FACT, HOME
from bot.flows.gate_flow import DECISION, GATE
from bot.flows.means_flow import PROLONG, SIZE, START, TAPER
from bot.flows.one_question_flow import AGREE, HAND, REASON, SHARE, SIGNAL
from bot.flows.other_step_flow import STEP, TRACK
from bot.flows.pupil_flow import IDENTIFY, PUPIL
from bot.flows.question import Flow

FLOW_OF_ACT: Mapping[Act, Flow] = {
    Act.DONE: DONE,
    Act.OUTCOME: OUTCOME,
    Act.CONSENT: CONSENT,
    Act.DATE: DATE,
    Act.IDENTIFY: IDENTIFY,
    Act.GATE: GATE,
    Act.DECISION: DECISION,
    Act.PUPIL: PUPIL,
    Act.SKIP: REASON,
    Act.STEP: STEP,
    Act.TRACK: TRACK,
    Act.END: END,
    Act.HAND: HAND,
    Act.POSTPONE: POSTPONE,
    Act.SIGNAL: SIGNAL,
    Act.SHARE: SHARE,
    Act.START: START,
    Act.SIZE: SIZE,
    Act.PROLONG: PROLONG,
    Act.STOP: DONE,
    Act.DECLINE: REASON,
    Act.TAPER: TAPER,
    Act.FACT: FACT,
    Act.HOME: HOME,
    Act.AGREE: AGREE,
}

CASE_FLOWS: Mapping[str, Flow] = {flow.id: flow for flow in FLOW_OF_ACT.values()}
