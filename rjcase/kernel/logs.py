"""How a log line is written: one JSON object a line, which a programme can read and no text can forge."""

import json
import logging
from datetime import UTC, datetime


class JsonLines(logging.Formatter):
    """Time in UTC, level, logger, message and, where there are any, facts and the traceback.

    A line break or a control character in what is logged is escaped, so what somebody typed cannot look
    like a second line.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the record as one line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "process": record.process,
            "message": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps(said, default=str)
