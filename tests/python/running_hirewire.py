"""The Hirewire that `npm run test:python` has started, and the official SDK set up for it."""

import json
import os
from typing import Any, Callable, Iterator, Optional

from kombo import Kombo

with open(os.environ["HIREWIRE_READY_FILE"], encoding="utf-8") as ready_file:
    _ready = json.load(ready_file)

API_URL: str = _ready["api_url"]
API_KEY: str = _ready["api_key"]
# Of our own API reference, each with the operation that it is about.
REFERENCE_EXAMPLES: list = _ready["reference_examples"]
OPERATIONS: int = _ready["operations"]
# Of each connector: `tool`, the `lists` that it has and the `actions` that it can do.
TOOLS: list = _ready["tools"]
# By operation: the reason why it is not there yet, and the type of its errors.
NOT_IMPLEMENTED: dict = _ready["not_implemented"]


def integration_of(tool: str) -> str:
    """The id of the integration of a tool."""
    return next(one["id"] for one in _ready["integrations"] if one["tool"] == tool)


INTEGRATION_ID: str = integration_of("ashby")

LISTS = [
    "applications",
    "candidates",
    "jobs",
    "users",
    "roles",
    "offers",
    "interviews",
    "tags",
    "rejection_reasons",
    "application_stages",
    "notes",
    "scorecards",
]

# Methods that are not named after their list.
METHODS = {"scorecards": "get_ats_scorecards"}


def open_client(**changed: Any) -> Kombo:
    """The SDK with its own options alone; use it as a context manager."""
    options = {
        "api_key": API_KEY,
        "integration_id": INTEGRATION_ID,
        "server_url": API_URL,
        **changed,
    }
    return Kombo(**options)


def method_of(client: Kombo, name: str) -> Callable[..., Any]:
    """The method of a list, such as `ats.get_rejection_reasons`."""
    return getattr(client.ats, METHODS.get(name, f"get_{name}"))


def pages_of(first: Optional[Any]) -> Iterator[list]:
    """The records of each page, from the first to the last, by the SDK's own `next`."""
    page = first
    while page is not None:
        yield page.result.data.results
        page = page.next()


def everything(client: Kombo, name: str, **filters: Any) -> list:
    """All records of a list that the filters leave."""
    first = method_of(client, name)(**{"page_size": 250, **filters})
    return [record for page in pages_of(first) for record in page]


def ids_of(records: list) -> list:
    """Ids in one order, to be compared as a set that holds nothing twice."""
    return sorted(record.id for record in records)
