"""Facts kept in files, one a thing, each called by its code. All are read, or none: half would be worse."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

SUFFIX = ".yaml"

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,39}$")]
Said = Annotated[str, StringConstraints(min_length=1, max_length=300, strip_whitespace=True)]


class Unreadable(Exception):
    """Files that do not tell what they should; as text, a line for each fault: file, entry, what is wrong."""


class Strict(BaseModel):
    """Nothing unknown, nothing changed afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Words(Strict):
    """The same in both languages; U+200B marks where a Khmer line may break."""

    en: Said
    km: Said

    def said(self, language: str) -> str:
        """In a language, English where it is none of ours."""
        return self.km if language == "km" else self.en


class Short(Words):
    """Words that stand in a list on the smallest phone, behind a key (SCREENS.md)."""

    en: Annotated[str, StringConstraints(min_length=1, max_length=24, strip_whitespace=True)]
    km: Annotated[str, StringConstraints(min_length=1, max_length=24, strip_whitespace=True)]


class Coded(Strict):
    """What a file tells of."""

    code: Code


Thing = TypeVar("Thing", bound=Coded)


def read_all(folder: Path, model: type[Thing]) -> dict[str, Thing]:
    """The things of a folder by their codes, in the order of their files. Raises Unreadable."""
    found: dict[str, Thing] = {}
    faults: list[str] = []
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        try:
            found[path.stem] = model.model_validate(YAML(typ="safe").load(path.read_text("utf-8")))
        except (YAMLError, ValidationError, UnicodeDecodeError) as error:
            faults += _faults(path, error)
        else:
            if found[path.stem].code != path.stem:
                faults.append(f"{path.name}: code: call the file {found[path.stem].code}{SUFFIX}")
    if faults:
        raise Unreadable("\n".join(faults))
    return found


def _faults(path: Path, error: Exception) -> Iterator[str]:
    if not isinstance(error, ValidationError):
        yield f"{path.name}: this is no YAML ({type(error).__name__})"
        return
    for each in error.errors(include_url=False, include_input=False):
        where = ".".join(str(part) for part in each["loc"])
        yield f"{path.name}: {where}: {each['msg'].lower()}"
