"""The file of awards that a person sends."""

from __future__ import annotations

from huddinge_vo.common.pages.forms import FileForm


class AwardImportForm(FileForm):
    """A file of awards."""
