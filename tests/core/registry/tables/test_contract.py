"""Our own tables keep the registry's contract, on each database."""

from __future__ import annotations

import pytest

from core.registry.port import Registry
from core.registry.tables import Tables
from tests.core.registry.contract import RegistryContract


class TestContract(RegistryContract):
    """By files that were imported."""

    @pytest.fixture
    def registry(self, tables: Tables, filled: None) -> Registry:
        return tables
