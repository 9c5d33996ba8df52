"""Officers on Telegram: their list, news of the line, and the few acts that buttons can do.

`desk.OfficerDesk` answers what an officer sends, `news.OfficerNews` writes to them unasked. No message ever
holds a household's name or number: a request is told by its reference and its commune.
"""
