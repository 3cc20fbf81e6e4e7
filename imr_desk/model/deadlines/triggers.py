"""The dates that deadlines run from and the answers that rules ask, each with the question that asks for it."""

import msgspec


class Trigger(msgspec.Struct, frozen=True):
    """A date that a rule can run from.

    Attributes:
        name: its name in the rule table; that of the form's field where there is one.
        label: in a sentence, ``the date received``.
        question: what the desk asks when it is needed and not known.
    """

    name: str
    label: str
    question: str


class Answer(msgspec.Struct, frozen=True):
    """Something other than a date that a rule can depend on.

    Attributes:
        name: its name in the rule table.
        label: in a sentence, ``the form of the bill``.
        question: what the desk asks.
        choices: the words that can be given.
    """

    name: str
    label: str
    question: str
    choices: tuple[str, ...]


class Question(msgspec.Struct, frozen=True):
    """What must be known first.

    Attributes:
        field: name of the date or answer: a ``Trigger``, an ``Answer``, ``decision``, ``retrospective`` or
            ``service_method``.
        words: the question.
        items: numbers of the items it is about; empty for the case.
    """

    field: str
    words: str
    items: tuple[int, ...] = ()


TRIGGERS: tuple[Trigger, ...] = (
    Trigger("date_received", "the date received", "When was the letter received?"),
    Trigger("date_mailed", "the mailing date", "When was the letter mailed?"),
    Trigger("letter_date", "the letter date", "What date is printed on the letter?"),
    Trigger("decision_date", "the decision date", "When was the determination decided?"),
    Trigger("ur_denial_date", "the UR decision date", "When did utilization review decide?"),
    Trigger("ur_served", "the date the UR decision was served", "When was the UR decision served?"),
    Trigger("application_received", "the date of the application", "When was the application for IMR received?"),
    Trigger("noarfi_date", "the date of the notice of assignment", "When was the notice of assignment sent?"),
    Trigger("ad_request_received", "the date of the State's request", "When did the State's request arrive?"),
    Trigger("records_complete", "the date the records were complete", "When were the records complete?"),
    Trigger("bill_received", "the date the bill arrived", "When did the bill arrive?"),
    Trigger("imr_invoice_received", "the date the invoice arrived", "When did the IMR invoice arrive?"),
    Trigger("rfa_received", "the date the new request arrived", "When did the new request for authorization arrive?"),
    Trigger("recommendation_date", "the date of the recommendation", "When was the treatment recommended?"),
    Trigger("liability_resolved", "the date liability was settled", "When was the dispute over liability settled?"),
    Trigger("date_of_injury", "the date of injury", "When was the injury?"),
    Trigger("last_benefit_date", "the date of the last benefit", "When was the last benefit provided?"),
    Trigger("compensation_paid", "the date all compensation was paid", "When was all compensation paid?"),
    Trigger("audit_final", "the date an audit became final", "When did the audit become final?"),
)
"""Every date that a rule may name, in the order in which it comes to pass at the desk."""

ANSWERS: tuple[Answer, ...] = (
    Answer(
        "bill_form", "the form of the bill", "How did the bill arrive?", ("paper", "paper, government", "electronic")
    ),
    Answer(
        "notice_form", "the form of the notice", "How did the notice of assignment arrive?", ("mail", "electronic")
    ),
    Answer("formulary", "whether the formulary is disputed", "Is it a dispute over the formulary?", ("yes", "no")),
)
"""Every answer that a rule may depend on."""

_TRIGGERS = {trigger.name: trigger for trigger in TRIGGERS}
_ANSWERS = {answer.name: answer for answer in ANSWERS}


def trigger_of(name: str) -> Trigger:
    """Return a trigger by its name.

    Raises:
        KeyError: there is no such date.
    """
    return _TRIGGERS[name]


def answer_of(name: str) -> Answer:
    """Return an answer by its name.

    Raises:
        KeyError: there is no such answer.
    """
    return _ANSWERS[name]
