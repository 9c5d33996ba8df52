"""The one next step of a request: what its button says, or whom the request waits for."""

from __future__ import annotations

from core.acts import Act
from core.next_step import NextStep
from flows.messages import N_

DOES = {
    NextStep.VERIFY: (Act.VERIFY, N_("Verify the phone")),
    NextStep.TAKE: (Act.TAKE, N_("Take this request")),
    NextStep.ASSIGN: (Act.ASSIGN, N_("Give it to an officer")),
    NextStep.SCHEDULE: (Act.SCHEDULE, N_("Set the interview")),
    NextStep.SCHEDULE_ANOTHER_DAY: (Act.SCHEDULE, N_("Set another day")),
    NextStep.HOLD_INTERVIEW: (Act.INTERVIEWED, N_("Hold the interview")),
    NextStep.RECORD_INTERVIEW: (Act.INTERVIEWED, N_("Write down the interview")),
    NextStep.TRY_AGAIN: (Act.SCHEDULE, N_("Call again, set another day")),
    NextStep.DECIDE: (Act.DECIDE, N_("Write down the decision")),
    NextStep.ORDER_CARD: (Act.ORDER_CARD, N_("Ask for the card")),
    NextStep.CLOSE: (Act.CLOSE, N_("Close the request")),
    NextStep.RECORD_CARD: (Act.CARD_READY, N_("Write down that the card is here")),
    NextStep.HAND_OUT_CARD: (Act.CARD_COLLECTED, N_("Hand out the card")),
    NextStep.ANSWER_APPEAL: (Act.UPHOLD, N_("Answer the review")),
}
"""The act that the page offers first, and the words of the button in the line."""

WAITS = {
    NextStep.AWAIT_VERIFIER: N_("Waits for the verifier"),
    NextStep.AWAIT_COMMUNE: N_("Waits for the commune"),
    NextStep.AWAIT_HOLDER: N_("Waits for the officer who has it"),
    NextStep.AWAIT_HOUSEHOLD: N_("Waits for the household"),
    NextStep.AWAIT_DECISION: N_("Waits for a second person to write down the decision"),
    NextStep.AWAIT_APPEAL: N_("Waits while the household may ask for a review"),
    NextStep.AWAIT_CARD: N_("Waits for the card"),
    NextStep.AWAIT_PROVINCE: N_("Waits for the province"),
    NextStep.AWAIT_SUPERVISOR: N_("Waits for the supervisor"),
}
