"""What a person looks for on a screen, in each language: words, never steps."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Tongue:
    """One language's words, as patterns. `name` is how the language calls itself."""

    name: str
    ask: str
    mine: str
    go_on: str
    by_name: str
    which_code: str
    agree: str
    reach_me: str
    how_many: str
    who: str
    send: str
    add: str
    village: str
    withdraw: str
    keep: str
    surely: str
    """A line that tells which keys to type: a group of digits."""
    following: str
    withdrawn: str
    done: str
    """Below a question with several answers, in a chat."""
    needs: dict[str, str] = field(default_factory=dict)


ENGLISH = Tongue(
    name="English",
    ask="Ask for an ",
    mine="My request",
    go_on="Continue",
    by_name="by name",
    which_code="commune code",
    agree="Agree",
    reach_me="Call and text",
    how_many="How many people",
    who="Who lives",
    send="Send",
    add="Add",
    village="^Village$",
    withdraw="^Withdraw",
    keep="keep it",
    surely=r"Type (\d+) to withdraw",
    following="Next",
    withdrawn="is withdrawn",
    done="Done",
    needs={"disability": "disability", "older": "60", "pregnant": "Pregnant", "infant": "Child"},
)

KHMER = Tongue(
    name="ខ្មែរ",
    ask="^សុំប័ណ្ណ",
    mine="^សំណើ",
    go_on="បន្ត",
    by_name="ឈ្មោះ",
    which_code="លេខកូដ",
    agree="យល់ព្រម",
    reach_me="ហៅ (និង)?ផ្ញើសារ",
    how_many="ប៉ុន្មាននាក់",
    who="មានអ្នកណា",
    send="^ផ្ញើ",
    add="បន្ថែម",
    village="^ភូមិ$",
    withdraw="^ឈប់សុំ",
    keep="ទុកដដែល",
    surely=r"ចុច (\d+) ដើម្បីឈប់",
    following="បន្ត",
    withdrawn="ឈប់",
    done="រួចរាល់",
    needs={"disability": "ពិការ", "older": "60", "pregnant": "ផ្ទៃពោះ", "infant": "ទារក"},
)
