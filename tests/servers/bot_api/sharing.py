"""What somebody sends that is no text: contacts, voices, pictures, places."""

from __future__ import annotations

from tests.servers.bot_api.hands import Hands
from tests.servers.bot_api.messages import Message
from tests.servers.bot_api.person import Person
from tests.servers.bot_api.shapes import Json


class Sharing(Hands):
    """Files are bytes; lengths are seconds."""

    async def shares_contact(self, phone: str = "") -> Message:
        """Tap the button that shares one's own number, as the reply to whatever asked for it."""
        content: Json = {"contact": contact(self, phone)}
        asking = self.chat.keyboard_from
        if asking:
            content["reply_to_message"] = asking.as_json()
            if asking.keyboard and asking.keyboard.one_time:
                self.chat.put_keyboard_away()
        return await self.sends(content)

    async def forwards_contact(
        self, of: Person, *, with_id: bool = True, phone: str = "", from_them: bool = False
    ) -> Message:
        """Send somebody's contact from the address book or, with `from_them`, forward it from their chat."""
        shared = contact(of, phone)
        if not with_id:
            del shared["user_id"]
        return await self.sends({"contact": shared} | (self._origin(of) if from_them else {}))

    async def types_contact(self, phone: str = "") -> Message:
        """Type the number, which proves nothing."""
        return await self.says(phone or self.phone)

    async def forwards(self, text: str, of: Person) -> Message:
        """Forward what somebody else wrote."""
        return await self.sends({"text": text} | self._origin(of))

    async def sends_voice(
        self, data: bytes, duration: int = 3, mime: str = "audio/ogg", caption: str = ""
    ) -> Message:
        """Speak a message."""
        file = self.telegram.files.keep(data, mime, "voice")
        voice = file.as_json() | {"duration": duration, "mime_type": mime}
        return await self.sends({"voice": voice} | ({"caption": caption} if caption else {}))

    async def sends_photo(self, data: bytes = b"\xff\xd8photo", caption: str = "") -> Message:
        """Send a picture."""
        file = self.telegram.files.keep(data, "image/jpeg", "photos")
        photo = [file.as_json() | {"width": 800, "height": 600}]
        return await self.sends({"photo": photo} | ({"caption": caption} if caption else {}))

    async def sends_sticker(self, emoji: str = "🙏") -> Message:
        """Send a sticker."""
        file = self.telegram.files.keep(b"RIFFsticker", "image/webp", "stickers")
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return await self.sends({"sticker": file.as_json() | looks | {"emoji": emoji}})

    async def sends_document(self, data: bytes, name: str, mime: str = "application/pdf") -> Message:
        """Send a file."""
        file = self.telegram.files.keep(data, mime, "documents")
        return await self.sends({"document": file.as_json() | {"file_name": name, "mime_type": mime}})

    async def sends_location(self, latitude: float = 11.45, longitude: float = 105.05) -> Message:
        """Send a place, in degrees."""
        return await self.sends({"location": {"latitude": latitude, "longitude": longitude}})

    def _origin(self, of: Person) -> Json:
        date = int(self.telegram.clock.now().timestamp())
        return {"forward_origin": {"type": "user", "date": date, "sender_user": of.as_json()}}


def contact(of: Person, phone: str = "") -> Json:
    """The Bot API's `Contact` of somebody."""
    assert phone or of.phone, "somebody without a number has no contact"
    shown: Json = {"phone_number": phone or of.phone, "first_name": of.first_name, "user_id": of.id}
    return shown | {"last_name": of.last_name} if of.last_name else shown
