"""Identifiers made by the program, not by the database."""

import os
import time
import uuid


def uuid7() -> uuid.UUID:
    """Return a version 7 UUID: 48 bits of milliseconds, the rest random.

    Client-made, so a grant and its file can be written together and no shared sequence tells how
    many rows another scheme has. It shows when it was made: never send one outside staff pages.
    """
    raw = bytearray((time.time_ns() // 1_000_000).to_bytes(6, "big") + os.urandom(10))
    raw[6] = raw[6] & 0x0F | 0x70
    raw[8] = raw[8] & 0x3F | 0x80
    return uuid.UUID(bytes=bytes(raw))
