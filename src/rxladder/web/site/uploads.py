"""Files that are sent to the site: held in memory, and no more of one than any page takes.

Of a file that is larger the rest is heard and forgotten, so that a gigabyte fills neither memory nor disk;
its size stays true, and the form that asked for it can say what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, TypeVar

from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

MOST_BYTES = 20_000_000
"""The largest file that a form takes, unless its page says more with `takes_up_to`."""
MOST_BYTES_TOGETHER = 60_000_000
"""The most that is kept of all files of one form."""


View = TypeVar("View", bound=Callable[..., Any])


def takes_up_to(most: int) -> Callable[[View], View]:
    """Let a page's form take a larger file; all files together stay within their own bound."""

    def with_bound(view: View) -> View:
        view.most_bytes = most  # type: ignore[attr-defined]
        return view

    return with_bound


class BoundedUpload(FileUploadHandler):
    """Keeps files in memory; one that is too large, alone or with the others, loses its content."""

    together = 0

    def new_file(self, *args, **kwargs) -> None:
        """Begin a file."""
        super().new_file(*args, **kwargs)
        self.kept: BytesIO | None = BytesIO()
        match = getattr(self.request, "resolver_match", None)
        self.most = getattr(match and match.func, "most_bytes", MOST_BYTES)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take the next part."""
        if self.kept is None:
            return
        self.together += len(raw_data)
        if start + len(raw_data) > self.most or self.together > MOST_BYTES_TOGETHER:
            self.together -= start + len(raw_data)
            self.kept = None
        else:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """The file, whole or empty."""
        content = self.kept or BytesIO()
        content.seek(0)
        return InMemoryUploadedFile(
            content,
            self.field_name,
            self.file_name,
            self.content_type,
            file_size,
            self.charset,
            self.content_type_extra,
        )


def whole(upload: UploadedFile) -> bytes | None:
    """What was sent, or None where it was too large to be kept."""
    upload.seek(0)
    content: bytes = upload.read()
    return content if len(content) == upload.size else None
