"""What is done if a batch would lower grades. The command line imports it: it loads nothing else."""

from __future__ import annotations

from enum import Enum


class IfLower(str, Enum):
    """As `c.Autograde.lower`, see docs/regrading.md."""

    OK = "ok"
    ASK = "ask"
    REFUSE = "refuse"
