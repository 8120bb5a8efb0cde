"""Short links: a short path that leads to a long address, and how often it was followed."""

import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.errors import InvalidValue

MAX_AGENTS = 50
# A path of this shop, or an address on the web; visible ASCII only, for it becomes a header.
_TARGET = re.compile(r"(/(?!/)|https?://[!-.0-\[\]-~])[!-\[\]-~]{0,2000}")


@dataclass(slots=True)
class Link:
    """Where a short link leads, and who followed it.

    permanent: the address will not change. keeps_method: a POST to the link is to be a POST there.
    """

    code: str
    target: str
    permanent: bool = False
    keeps_method: bool = False
    visits: int = 0
    visitors: int = 0
    agents: Counter[str] = field(default_factory=Counter)

    def count(self, agent: str, *, first_visit: bool) -> None:
        """Count a visit. Of `agent`, the `User-Agent`, the name before the version is kept."""
        name = agent.partition("/")[0][:40] or "unknown"
        self.visits += 1
        self.visitors += first_visit
        self.agents[name if name in self.agents or len(self.agents) < MAX_AGENTS else "other"] += 1

    def to_json(self) -> dict[str, Any]:
        """Return the link as plain data."""
        return {
            "code": self.code,
            "target": self.target,
            "permanent": self.permanent,
            "keeps_method": self.keeps_method,
            "visits": self.visits,
            "visitors": self.visitors,
            "agents": dict(self.agents),
        }


def link_from_json(data: object) -> Link:
    """Make a link, with a code that nobody can guess, of what a client sent.

    Raises: InvalidValue when `target` is neither a path nor an http(s) address, such as
    `javascript:…`, or when `permanent` or `keeps_method` is not a truth value.
    """
    if not isinstance(data, Mapping):
        raise InvalidValue("A link is a JSON object.")
    target = data.get("target")
    if not isinstance(target, str) or not _TARGET.fullmatch(target):
        raise InvalidValue("target is a path or an http address, in ASCII.")
    permanent, keeps_method = data.get("permanent", False), data.get("keeps_method", False)
    if not isinstance(permanent, bool) or not isinstance(keeps_method, bool):
        raise InvalidValue("permanent and keeps_method are true or false.")
    return Link(secrets.token_urlsafe(6), target, permanent, keeps_method)
