"""What the Bot API calls a chat member: how the bot stands in a chat."""

from __future__ import annotations

from tests.servers.bot_api.shapes import Json

RIGHTS = (
    *("can_be_edited", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "is_anonymous"),
)


def member(bot: Json, standing: str) -> Json:
    """The Bot API's `ChatMember`."""
    shown: Json = {"user": bot, "status": standing}
    if standing == "kicked":
        return shown | {"until_date": 0}
    return shown | dict.fromkeys(RIGHTS, False) if standing == "administrator" else shown
