"""Logs as a line of JSON each, on standard error: what happened and where it belongs, never what was
judged.
"""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from service.store.archive import nu

_VELDEN: Final = (
    "soort",
    "plaats",
    "reden",
    "methode",
    "pad",
    "status",
    "duurMs",
    "traceId",
    "fscTransactionId",
    "aanroeper",
)
"""What a record may say besides its message: anything else is left out, so that nothing slips through."""

_ZINNEN: Final = frozenset({"uvicorn", "uvicorn.error"})


class Regel(logging.Formatter):
    """One line of JSON. Of an exception only its kind is told: its words may repeat what was sent."""

    def format(self, record: logging.LogRecord) -> str:
        uit: dict[str, Any] = {"tijdstip": nu(), "niveau": record.levelname.lower(), "bron": record.name}
        eigen = record.name.startswith("toetssteen") or (record.name in _ZINNEN and not record.exc_info)
        uit["bericht"] = record.getMessage() if eigen else "(niet getoond)"
        uit |= {n: getattr(record, n) for n in _VELDEN if getattr(record, n, None) not in (None, "")}
        if record.exc_info and record.exc_info[0] is not None:
            uit["soort"] = record.exc_info[0].__name__
        return json.dumps(uit, ensure_ascii=False, separators=(",", ":"), default=str)


INRICHTING: Final[dict[str, Any]] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"regel": {"()": "service.http.logging.Regel"}},
    "handlers": {
        "fout": {"class": "logging.StreamHandler", "formatter": "regel", "stream": "ext://sys.stderr"}
    },
    "loggers": {
        "toetssteen": {"handlers": ["fout"], "level": "INFO", "propagate": False},
        "uvicorn": {"handlers": ["fout"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["fout"], "level": "WARNING"},
}
