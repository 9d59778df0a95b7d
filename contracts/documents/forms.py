"""What a person sends with a document."""

from __future__ import annotations

from contracts.documents.imports import KINDS
from contracts.documents.models import Document
from huddinge_vo.common.pages.forms import ModelForm
from huddinge_vo.common.untyped import PassedOn


class DocumentForm(ModelForm):
    """A document. A title that is there already becomes its next version."""

    class Meta:
        model = Document
        fields = ["file", "kind", "title", "is_secret", "registry_number", "registry_url"]

    def __init__(self, *args: PassedOn, **kwargs: PassedOn) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]  # counted by the action
        self.fields["file"].help_text = f"{KINDS}."

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "file"}  # type: ignore[misc]  # not in the stubs

    def _post_clean(self) -> None:
        # The action keeps the file under its fingerprint; the form only brings it.
        file = self.cleaned_data.pop("file", None)
        super()._post_clean()  # type: ignore[misc]  # not in the stubs
        if file is not None:
            self.cleaned_data["file"] = file
