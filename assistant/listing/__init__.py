"""Questions about the whole file: "list every payment", "which papers mention Pell"."""

from assistant.listing.building import Listing, ListRow, listing
from assistant.listing.wanted import Kind, Wanted, wanted_of

__all__ = ["Kind", "ListRow", "Listing", "Wanted", "listing", "wanted_of"]
