"""How a case is worked: who has it, how urgent it is, what holds it, what was done about its deadlines.

Apart from the review, which says what the letter decides: a supervisor hands a hundred cases to a colleague without
opening one of them. Each step is an event of the case; the handling is what the steps leave.
"""

from imr_desk.model.handling.ownership import GoOn, TakeIdle
from imr_desk.model.handling.second_steps import (
    CallOffSecondReading,
    CloseComparison,
    FinishSecondReading,
    GiveSecondReadingBack,
    SeeFirstReading,
    SendToSecondReading,
    SettleDifference,
    TakeSecondReading,
)
from imr_desk.model.handling.standing import Done, Handling, Hold, HoldReason, Priority
from imr_desk.model.handling.steps import (
    AddLabel,
    AskSecondLook,
    Assign,
    EndSecondLook,
    GiveAnswer,
    GiveBack,
    GiveDate,
    HandlingStep,
    MarkDone,
    MarkNotDone,
    PutOnHold,
    ReleaseHold,
    RemoveLabel,
    RestoreHandling,
    SetPriority,
    Skip,
    Take,
    step_taken,
)
from imr_desk.model.handling.taking_back import without_step

__all__ = [
    "AddLabel", "AskSecondLook", "Assign", "CallOffSecondReading", "CloseComparison", "Done", "EndSecondLook",
    "FinishSecondReading", "GiveAnswer", "GiveBack", "GiveDate", "GiveSecondReadingBack", "GoOn", "Handling",
    "HandlingStep", "Hold", "HoldReason", "MarkDone", "MarkNotDone", "Priority", "PutOnHold", "ReleaseHold",
    "RemoveLabel", "RestoreHandling", "SeeFirstReading", "SendToSecondReading", "SetPriority", "SettleDifference",
    "Skip", "Take", "TakeIdle", "TakeSecondReading", "step_taken", "without_step",
]  # fmt: skip
