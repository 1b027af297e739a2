"""The small parts of a protocol in words: who, when, told to whom, written down where."""

from bot.protocol_pages.conditions import condition_words, fact_words, joined
from bot.texts import all_keys, text
from casework.protocol import Notice, Protocol, Record, RoleExpr, Timer
from casework.protocol_elements import Consent
from casework.protocol_model import CLOSE, Periodic


def who(protocol: Protocol, expression: RoleExpr) -> str:
    """Who is meant, under the school's own titles."""
    if expression.party is not None:
        return text(f"page-party-{_dashed(expression.party)}")
    if expression.all_of:
        return joined("page-all-of", [who(protocol, part) for part in expression.all_of])
    if expression.any_of:
        return joined("page-any-of", [who(protocol, part) for part in expression.any_of])
    role = protocol.roles[expression.role].label if expression.role in protocol.roles else str(expression.role)
    if expression.of is None:
        return role
    return text("page-of", role=role, whose=text(f"page-whose-{expression.of}"))


def everybody(protocol: Protocol, expressions: tuple[RoleExpr, ...]) -> str:
    return joined("page-all-of", [who(protocol, one) for one in expressions])


def party(name: str) -> str:
    """With whom an action is."""
    return text(f"page-with-{_dashed(name)}")


def audience(names: tuple[str, ...]) -> str:
    return ", ".join(_or_itself(f"page-audience-{_dashed(name)}", name) for name in names)


def span(days: int) -> str:
    """A number of calendar days, in weeks where it is a whole number of them."""
    if days == 0:
        return text("page-span-now")
    return text("page-span-days", days=days) if days % 7 else text("page-span-weeks", weeks=days // 7)


def step_name(protocol: Protocol, key: str) -> str:
    if key == CLOSE:
        return text("page-to-end")
    step = next((step for step in protocol.steps if step.key == key), None)
    return key if step is None else text("page-head-step", label=step.label, title=step.title)


def action_label(protocol: Protocol, key: str) -> str:
    found = protocol.find_action(key)
    return key if found is None else found[1].label


def work_of_timer(protocol: Protocol, timer_id: str) -> str:
    """The label of the action that is due by this timer."""
    actions = (action for part in protocol.parts() for action in part.all_actions)
    labels = (action.label for action in actions for timer in action.timers if timer.id == timer_id)
    return next(labels, timer_id)


def term(protocol: Protocol, timer: Timer) -> str:
    """When something is due, in one line."""
    anchor = joined("page-any-of", [_anchor(protocol, name) for name in timer.anchor])
    if timer.before is not None:
        key = "page-term-before" if timer.before else "page-term-no-later"
        parts = [text(key, span=span(timer.before), anchor=anchor)]
    elif timer.after is None:
        parts = [text("page-term-chosen", anchor=anchor)]
    elif timer.after == 0:
        parts = [text("page-term-at-once", anchor=anchor)]
    else:
        parts = [text("page-term-after", span=span(timer.after), anchor=anchor)]
    parts += [*_choice(timer), *_again(timer), *_end(protocol, timer)]
    if timer.remind is not None:
        parts.append(text("page-term-remind", who=who(protocol, timer.remind)))
    if timer.remind_before:
        parts.append(text("page-term-remind-before"))
    return "; ".join(parts) + (f" {text('page-term-school')}" if timer.setting else "")


def notice(protocol: Protocol, told: Notice) -> str:
    how = [] if told.channel == "any" else [text(f"page-channel-{told.channel}")]
    how.append(text(f"page-timing-{_dashed(told.timing)}"))
    if told.modality != "must":
        how.append(modality(told.modality).rstrip(".").lower())
    if told.when is not None:
        how.append(text("page-action-when", when=condition_words(protocol, told.when)).rstrip(".").lower())
    content = [_word(protocol, key) for key in told.content]
    words = text("page-notice", who=who(protocol, told.to), how=", ".join(how))
    return words + (text("page-record-fields", fields=", ".join(content)) if content else "")


def record(protocol: Protocol, kept: Record, step_key: str = "…") -> str:
    """An entry in the school's own system; its title as it is in the step `step_key`."""
    register = protocol.registers[kept.register_id].label if kept.register_id in protocol.registers else ""
    fields = ", ".join(_word(protocol, key) for key in kept.fields)
    return text(
        "page-record",
        register=register,
        title=text("page-record-title", title=kept.title.replace("{step.key}", step_key)) if kept.title else "",
        fields=text("page-record-fields", fields=fields) if fields else "",
        required="yes" if kept.required else "no",
    )


def modality(name: str) -> str:
    return text(f"page-modality-{_dashed(name)}")


def how_often(duty: Periodic) -> str:
    known = {
        "P1Y": "page-every-year",
        "P2Y": "page-every-two-years",
        "P1W": "page-every-week",
        "school_year_start": "page-every-school-year-start",
        "once": "page-every-once",
    }
    if duty.every == "count_per_year":
        words = text("page-every-count-per-year", count=duty.count or 1)
    else:
        words = text(known.get(duty.every or "", "page-every-none"))
    if duty.month is not None:
        words = _in_its_month(words, duty, text("page-month", month=duty.month))
    return words + (f" {text('page-term-school')}" if duty.setting or duty.month is not None else "")


def _in_its_month(often: str, duty: Periodic, month: str) -> str:
    if duty.weekday is None or duty.week is None:
        return text("page-every-in-month", often=often, month=month)
    weekday = text(f"page-weekday-{duty.weekday}")
    return text("page-every-on-weekday", often=often, week=duty.week, weekday=weekday, month=month)


def consent(protocol: Protocol, asked: Consent | None) -> list[str]:
    """What is asked before something is done, and what a no brings about."""
    if asked is None:
        return []
    instead = action_label(protocol, asked.alternative) if asked.alternative else ""
    asks = RoleExpr(party=asked.party)
    words = [text("page-action-consent", who=who(protocol, asks), refusal=asked.on_refusal, instead=instead)]
    if asked.unless is not None:
        words.append(text("page-action-unless", when=condition_words(protocol, asked.unless)))
    return words


def _choice(timer: Timer) -> list[str]:
    words = []
    if timer.choose is not None and timer.choose.max is not None:
        least, most = span(timer.choose.min), span(timer.choose.max)
        words.append(text("page-term-choice-between", least=least, most=most))
    elif timer.choose is not None:
        words.append(text("page-term-choice", least=span(timer.choose.min)))
    if timer.suggest is not None:
        words.append(text("page-term-suggest", span=span(timer.suggest)))
    return words


def _again(timer: Timer) -> list[str]:
    words = []
    if isinstance(timer.repeat, int):
        words.append(text("page-term-repeat", span=span(timer.repeat)))
    elif timer.repeat is not None:
        words.append(text(f"page-term-repeat-{_dashed(timer.repeat)}"))
    if timer.taper is not None:
        words.append(text("page-term-taper", span=span(timer.taper.to)))
    return words


def _end(protocol: Protocol, timer: Timer) -> list[str]:
    words = []
    if timer.until == "case_closed":
        words.append(text("page-term-until", when=text("page-to-end")))
    elif timer.until is not None:
        words.append(text("page-term-until", when=fact_words(protocol, timer.until)))
    if timer.max is not None:
        words.append(text("page-term-hard-max" if timer.hard_max else "page-term-max", span=span(timer.max)))
    return words


def _anchor(protocol: Protocol, name: str) -> str:
    key = f"page-anchor-{_dashed(name)}"
    return text(key) if key in all_keys() else action_label(protocol, name)


def _word(protocol: Protocol, key: str) -> str:
    if key in protocol.vocabulary:
        return protocol.vocabulary[key]
    return _or_itself(f"record-field-{_dashed(key)}", key.replace("_", " "))


def _or_itself(key: str, words: str) -> str:
    return text(key) if key in all_keys() else words


def _dashed(name: str) -> str:
    return name.replace("_", "-")
