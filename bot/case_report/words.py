"""A case's report in Dutch: headings, lines and what people wrote, for any page that shows them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.flows.words import Words, phrase
from bot.spoken import spoken
from bot.staff.card_scene import is_question, pupil_words
from bot.texts.catalogue import all_keys
from bot.texts.dates import full_date_words
from casework.case_report import CaseReport, ReportRecord, ReportSection
from casework.case_report_lines import ReportLine
from casework.past_words import as_done

_YES_NO = ("yes", "no")


@dataclass(frozen=True)
class Quote:
    """What somebody wrote, and what it is: "Notitie", "In eigen woorden"."""

    label: str
    text: str


@dataclass(frozen=True)
class Entry:
    """One thing that happened: the day in words, what it was, how and by whom, and what was written."""

    on: str
    what: str
    details: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Section:
    """A step or intervention with all that happened in it."""

    label: str
    title: str
    opened: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class WrittenReport:
    """The whole report as words. `facts` are pairs of a name and a value; `steps` and `records` rows of a table."""

    title: str
    school: str
    confidential: str
    warning: str
    read_over: str
    facts: tuple[tuple[str, str], ...]
    steps_title: str
    steps_head: tuple[str, ...]
    steps: tuple[tuple[str, ...], ...]
    sections: tuple[Section, ...]
    records_title: str
    records_head: tuple[str, ...]
    records: tuple[tuple[str, ...], ...]
    about_names: str
    made_on: str


def report_in_words(report: CaseReport, unnamed: Sequence[str] = ()) -> WrittenReport:
    """The report in words; whatever people wrote in it stays exactly as it is. `unnamed` are the pupils, by their
    labels, whose names nobody gave: what was written may hold them."""
    return WrittenReport(
        title=_say("report-title", number=report.number),
        school=report.school,
        confidential=_say("report-confidential"),
        warning=_say("report-warning-home") if report.tells_of_home else "",
        read_over=_say("report-read-over", pupils=", ".join(unnamed) or "none"),
        facts=tuple(_facts(report)),
        steps_title=_say("report-steps"),
        steps_head=tuple(_say(f"report-steps-{column}") for column in ("what", "lead", "from", "until")),
        steps=tuple(_step_row(section) for section in report.sections),
        sections=tuple(_section(report, section) for section in report.sections),
        records_title=_say("report-records"),
        records_head=tuple(_say(f"report-records-{column}") for column in ("on", "title", "register", "entered")),
        records=tuple(_record_row(record) for record in report.records),
        about_names=_say("report-about-names"),
        made_on=_say("report-made-on", on=full_date_words(report.made_on)),
    )


def paragraphs(report: WrittenReport) -> Iterator[str]:
    """The report as paragraphs of plain text."""
    yield f"{report.title}\n{report.read_over}\n{report.school} · {report.confidential}"
    if report.warning:
        yield report.warning
    yield "\n".join(f"{name}: {value}" for name, value in report.facts)
    for section in report.sections:
        yield f"{section.label}: {section.title}".upper() if section.label != section.title else section.title.upper()
        yield section.opened
        for entry in section.entries:
            yield "\n".join((f"{entry.on} · {entry.what}", *([entry.details] if entry.details else [])))
            for quote in entry.quotes:
                yield f"{quote.label}: {quote.text}"
    if report.records:
        yield "\n".join((report.records_title.upper(), *(" · ".join(row) for row in report.records)))
    yield f"{report.about_names}\n{report.made_on}"


def _facts(report: CaseReport) -> Iterator[tuple[str, str]]:
    yield (
        _say("report-protocol"),
        _say("report-protocol-version", title=report.protocol_title, version=report.protocol_version),
    )
    yield _say("report-case"), str(report.number)
    end = _say("report-until-now") if report.closed_on is None else full_date_words(report.closed_on)
    yield _say("report-period"), _say("report-from-to", start=full_date_words(report.opened_on), end=end)
    yield _say("report-reporter"), _say(f"report-reporter-{report.reporter}")
    if report.pupils:
        yield _say("report-pupils"), "\n".join(_pupil_line(report, pupil) for pupil in report.pupils)
    where = report.outcome or _say("report-still-open", step=report.step)
    yield _say("report-outcome"), where


def _pupil_line(report: CaseReport, pupil: str) -> str:
    label, party = spoken(pupil_words(pupil, report.pupils)), report.pupils[pupil]
    return label if party == "victim" else f"{label} ({_say(f'report-party-{party}')})"


def _step_row(section: ReportSection) -> tuple[str, ...]:
    what = section.label if section.label == section.title else f"{section.label}: {section.title}"
    return what, section.lead, full_date_words(section.opened_on), _until(section)


def _until(section: ReportSection) -> str:
    if section.never_began:
        return _say("report-called-off")
    return _say("report-until-now") if section.ended_on is None else full_date_words(section.ended_on)


def _record_row(record: ReportRecord) -> tuple[str, ...]:
    entered = _say("report-not-entered") if record.entered_on is None else full_date_words(record.entered_on)
    title = _say("report-record", title=record.title, what=record.what)
    return full_date_words(record.on), title, record.register, entered


def _section(report: CaseReport, section: ReportSection) -> Section:
    kind = "to-come" if section.opened_on > report.made_on or section.never_began else section.kind
    who = {"lead": section.lead, "decider": section.decider or "none"}
    opened = _say(f"report-opened-{kind}", on=full_date_words(section.opened_on), **who)
    if section.kind == "intervention" and section.with_case and section.ended_on and not section.never_began:
        opened = f"{opened} {_say('report-ended-with-case', on=full_date_words(section.ended_on))}"
    entries = tuple(_entry(report, line) for line in section.lines)
    if not entries:
        opened = f"{opened} {_say('report-nothing-yet')}"
    return Section(section.label, section.title, opened, entries)


def _entry(report: CaseReport, line: ReportLine) -> Entry:
    quotes = tuple(Quote(_say(f"report-written-{one.kind}"), one.text) for one in line.written)
    return Entry(full_date_words(line.on), _what(report, line), " · ".join(_details(report, line)), quotes)


def _what(report: CaseReport, line: ReportLine) -> str:
    pupils = ", ".join(spoken(pupil_words(pupil, report.pupils)) for pupil in line.pupils)
    what = line.what or _fact_words(line.fact)
    done = as_done(line.what) if line.kind in ("done", "concluded") else None
    return _say(
        f"report-line-{line.kind}",
        what=done or what,
        asks=is_question(what),
        as_done="yes" if done else "no",
        answer=_answer_words(line),
        pupils=pupils,
        party=_say(f"report-party-{line.party}") if line.party else "",
        to=", ".join(line.to) or _say("report-colleague"),
        until=full_date_words(line.until) if line.until else "",
        begins=full_date_words(line.begins) if line.begins else "",
        number=line.number,
        count=int(line.number) if line.number.isdecimal() else 0,
    )


def _fact_words(fact: str) -> Words:
    """The question behind a fact that every protocol has."""
    asked = f"report-fact-{fact.replace('_', '-')}"
    if asked in all_keys():
        return phrase(asked)
    key = f"page-fact-{fact.replace('_', '-')}"
    return phrase(key) if key in all_keys() else fact.replace("_", " ")


def _answer_words(line: ReportLine) -> str:
    if line.answer in _YES_NO:
        return _say(f"report-{line.answer}")
    key = f"fact-{line.fact.replace('_', '-')}-{line.answer}"
    return _say(key) if key in all_keys() else line.answer


def _details(report: CaseReport, line: ReportLine) -> Iterator[str]:
    """How it was done, with whom and by whom."""
    if line.channel is not None:
        yield _say(f"report-channel-{line.channel}")
    if line.pupils and line.kind != "pupil-added":
        pupils = ", ".join(spoken(pupil_words(pupil, report.pupils)) for pupil in line.pupils)
        yield _say("report-with-parents" if line.with_parents else "report-with", pupils=pupils)
    if line.until is not None and line.kind in ("started", "planned"):
        one_day = "yes" if line.until == (line.begins or line.on) else "no"
        yield _say("report-until", until=full_date_words(line.until), one_day=one_day)
    if line.every is not None:
        yield _say("report-every", days=line.every)
    for fact, asked, recorded in line.against:
        told = _answer_words(replace(line, fact=fact, answer=recorded))
        yield _say("report-against", what=asked or _fact_words(fact), answer=told)
    for question, answer in line.questions:
        yield f"{question} {_say('report-yes' if answer else 'report-no')}"
    if line.by:
        yield _say("report-by", role=line.by)


def _say(key: str, /, **fields: object) -> str:
    return spoken(phrase(key, **fields))
