"""What a search looks through, one object for each kind.

A new kind is one object in a module here: see docs/hur/search-kind.md.
"""

from huddinge_vo.search.kinds.kind import KINDS, Hit, SearchKind

KINDS.load(__name__, __path__)

__all__ = ["KINDS", "Hit", "SearchKind"]
