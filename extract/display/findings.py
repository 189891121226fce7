"""What `extract doctor` found, a line each."""

from __future__ import annotations

from rich.text import Text

from extract.doctor import Finding

_NAME_WIDTH = 18


def finding_line(finding: Finding) -> Text:
    """Return one line: ok, problem or –, what was checked, what was found, what to do."""
    if finding.remedy is None:
        line = Text("ok       ", style="green")
    elif finding.optional:
        line = Text("–        ", style="dim")
    else:
        line = Text("problem  ", style="bold red")
    line.append(f"{finding.name:<{_NAME_WIDTH}} ", style="default bold")
    line.append(finding.detail, style="default not bold")
    if finding.remedy is not None:
        line.append(f" → {finding.remedy}", style="default not bold")
    return line
