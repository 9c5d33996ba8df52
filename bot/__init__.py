"""The Telegram door. Reserved: nothing serves it yet; the rules of its floor already hold."""
