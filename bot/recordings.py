"""A voice message in a chat: asked about, then added to the household's request, or not."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import Conversation
from bot.dialogue import Asked
from bot.message import Message
from bot.screens import Line, Page, own
from bot.turn import Next, Turn
from bot.updates import VoiceMessage
from bot.voice.notes import Reply, VoiceNotes


class Recordings:
    """Puts what `VoiceNotes` replies into the chat."""

    def __init__(self, notes: VoiceNotes, conversation: Conversation) -> None:
        self._notes = notes
        self._conversation = conversation

    async def came(self, turn: Turn, voice: VoiceMessage) -> Next:
        """A voice message was sent."""
        speaker = turn.speaker
        return await self._replied(turn, await self._notes.offered(speaker.person_id, speaker.spoken, voice))

    async def answered(self, turn: Turn, meaning: str) -> Next:
        """One of the choices below the question about it."""
        speaker, about = turn.speaker, turn.dialogue.about
        reply = await self._notes.answered(speaker.person_id, speaker.spoken, about, meaning)
        return await self._replied(turn, reply)

    async def page(self, turn: Turn) -> Page:
        """The question as it stands."""
        reply = await self._notes.asked(turn.speaker.person_id, turn.speaker.spoken, turn.dialogue.about)
        return _page(reply)

    async def _replied(self, turn: Turn, reply: Reply) -> Next:
        """Asked, or over: then the conversation goes on where it was."""
        if reply.about is not None:
            asking = turn.dialogue.asking(Asked.VOICE, **reply.about)
            return Next(asking, _page(reply))
        going_on = replace(turn, dialogue=turn.dialogue.asking(Asked.CONVERSATION))
        if going_on.dialogue.state is None or self._conversation.is_over(going_on.dialogue):
            following = await self._conversation.begin(going_on)
        else:
            following = await self._conversation.present(going_on)
        return replace(following, fresh=True, before=(Message(reply.text),))


def _page(reply: Reply) -> Page:
    return own(reply.text, *(Line(label, meaning) for label, meaning in reply.choices))
