"""What a person sends about the register."""

from __future__ import annotations

from huddinge_vo.common.pages.forms import FileForm


class AwardImportForm(FileForm):
    """A file of awards."""
