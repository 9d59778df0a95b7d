"""Keeping documents."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.db.models import Max

from contracts.documents.imports import UnknownContent, media_type, refuse_other_name, text_of
from contracts.documents.models import HOLDERS, Document

if TYPE_CHECKING:
    from huddinge_vo.common.people.models import User


@transaction.atomic
def add_document(*, document: Document, file: IO[bytes], name: str, by: User, at: datetime) -> Document:
    """Keep a file as the next version of what it belongs to and is called.

    Its type is decided by its content. Raises ValidationError for what is too large, of no known kind, or has no
    holder.
    """
    holder = document.holder
    type(holder).objects.select_for_update(of=("self",)).get(pk=holder.pk)  # versions are counted one at a time
    key = {each: getattr(document, each) for each in HOLDERS}
    latest = Document.objects.filter(**key, title=document.title).aggregate(latest=Max("version"))["latest"]
    document.version = (latest or 0) + 1
    keep_file(document, file=file, name=name, by=by, at=at)
    document.full_clean(exclude=["file"])
    document.save()
    return document


def keep_file(document: Any, *, file: IO[bytes], name: str, by: User | None, at: datetime) -> None:  # noqa: ANN401 - a document of any app, which contracts does not know
    """Give a document its file and what there is to say of it: type by content, size, fingerprint, who and when.

    The document itself is left to its owner to save. Raises ValidationError for what is too large or of no known kind.
    """
    file.seek(0, 2)
    document.size = file.tell()
    if document.size > settings.VO_LARGEST_DOCUMENT:
        most = settings.VO_LARGEST_DOCUMENT // (1024 * 1024)
        raise ValidationError({"file": f"Filen är större än {most} MB."})
    try:
        document.media_type = media_type(file)
        refuse_other_name(name, document.media_type)
    except UnknownContent as error:
        raise ValidationError({"file": str(error)}) from error
    file.seek(0)
    document.sha256 = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
    file.seek(0)
    document.original_name = name[:255]
    document.uploaded_by, document.uploaded_at = by, at
    target = document.file.field.generate_filename(document, name)
    if document.file.storage.exists(target):  # the same content is kept already, perhaps for something else
        document.file.name = target
    else:
        document.file.save(name, File(file), save=False)


@transaction.atomic
def read_document_text(*, document_id: int) -> Document:
    """Take the text out of a document, so that it can be searched. Safe to do again."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document_id)
    document.text = text_of(document.file.path, document.media_type)
    document.save(update_fields=["text"])
    return document
