"""Help on the command line: its examples stand on lines of their own."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from dcenergy.cli import dcenergy


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("run", "dcenergy run dongjiang-lake"),
        ("run", "dcenergy run my-site.yaml --set it.servers.0.count=400 --json -"),
        ("compare", "dcenergy compare my-site.yaml --over all"),
    ],
)
def test_examples_of_the_help_stand_on_lines_of_their_own(command: str, example: str):
    told = CliRunner().invoke(dcenergy, [command, "--help"], terminal_width=80).output
    assert f"\n  {example}\n" in told
    assert "\\b" not in told
