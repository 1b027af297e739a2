"""The talk between a reporter and whoever works on the case; neither sees the other's account."""

from collections.abc import Mapping
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.answer_flow import ANSWER, REPLY
from bot.flows.conversation import Conversation
from bot.flows.question import Flow
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, phrase
from bot.house import House
from bot.staff.access import handler_of, may_open, readable_case, reading_of_case
from bot.staff.due_rows import dues_about
from bot.staff.facts import new_draft, staff_facts
from bot.staff.shown import labelled, notice_buttons
from bot.staff.story_pages import FROM_SCHOOL
from bot.staff_desk import Visit, start_flow
from casework.calendar import local_date
from casework.report import Contact, ReportStatus
from storage import dues, reports
from storage.cases import CaseFile
from storage.dues import Due, DueKind
from storage.reports import StoredReport

FROM_REPORTER = "reporter"
"""The kind of a told line that the reporter wrote in the thread."""
