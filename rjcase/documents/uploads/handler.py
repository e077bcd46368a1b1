"""Receiving files: in memory alone, and no more of them than is taken."""

import io
from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler

_ALLOWED_OVER = 3  # times the limit: so much is read and let go, so that the form comes back with a message


class BoundedHandler(FileUploadHandler):
    """Keeps a file in memory up to one byte over the limit; nothing ever touches a disk.

    The rest is read and let go, so that the page can say that the file is too large and still has all
    that was typed. A request far over the limit is refused before it is read.
    """

    chunk_size = 256 * 1024

    def handle_raw_input(
        self,
        input_data: Any,
        META: Any,  # noqa: N803
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        """Refuse what is far too large. Raises RequestDataTooBig, which is answered with 413."""
        if content_length > _ALLOWED_OVER * settings.UPLOADS["file_bytes"] + 1_000_000:
            raise RequestDataTooBig("The request is far larger than any file that is taken.")

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Begin another file."""
        super().new_file(*args, **kwargs)
        self.kept = bytearray()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece, as far as there is room."""
        room = settings.UPLOADS["file_bytes"] + 1 - len(self.kept)
        self.kept += raw_data[: max(0, room)]

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over what was kept; ``size`` says how much came."""
        return InMemoryUploadedFile(
            file=io.BytesIO(bytes(self.kept)),
            field_name=self.field_name,
            name=self.file_name,
            content_type=self.content_type,
            size=file_size,
            charset=self.charset,
            content_type_extra=self.content_type_extra,
        )
