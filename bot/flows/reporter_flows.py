"""The conversations with reporters, by their ids."""

from bot.flows.again_flow import AGAIN
from bot.flows.more_flow import CODE, MORE
from bot.flows.question import Flow
from bot.flows.report_flow import REPORT
from bot.flows.which_report import WHICH

FLOWS: dict[str, Flow] = {flow.id: flow for flow in (REPORT, MORE, CODE, AGAIN, WHICH)}
