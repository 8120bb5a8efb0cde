"""The promotions that the shop knows, in memory, beside the rest of the store."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from uuid import UUID, uuid4

from pydantic import AnyUrl

from app.domain.errors import StorefrontError
from app.models.discounts import Discount
from app.models.promotions import PromotionCreate


class DuplicateCode(StorefrontError):  # noqa: N818 - named by what happened, as in app/domain
    """Another promotion has the code."""

    def __init__(self, code: str) -> None:
        super().__init__(f"There is a promotion {code} already.")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPromotion:
    """A promotion as the shop keeps it: with an id, and with what no client is meant to see."""

    id: UUID
    created_at: datetime
    code: str
    title: str
    discount: Discount
    starts_at: datetime
    ends_at: datetime | None
    skus: list[str]
    terms_url: AnyUrl | None
    internal_note: str | None


class PromotionStore:
    """All promotions, the oldest first. What is handed out does not change any more."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._promotions: dict[UUID, StoredPromotion] = {}

    def search(self, *, running_at: datetime | None = None) -> list[StoredPromotion]:
        """Return all promotions, or those that run at a moment; the end is not part of it."""
        with self._lock:
            promotions = list(self._promotions.values())
        if running_at is None:
            return promotions
        return [each for each in promotions if _runs(each, running_at)]

    def find(self, promotion_id: UUID) -> StoredPromotion | None:
        """Return the promotion, or None when there is none with this id."""
        with self._lock:
            return self._promotions.get(promotion_id)

    def add(self, content: PromotionCreate) -> StoredPromotion:
        """Store a new promotion and return it with its id.

        Raises: DuplicateCode when another promotion has the code.
        """
        with self._lock:
            self._refuse_taken(content.code)
            promotion = StoredPromotion(id=uuid4(), created_at=datetime.now(UTC), **dict(content))
            self._promotions[promotion.id] = promotion
            return promotion

    def change(
        self, promotion_id: UUID, revise: Callable[[StoredPromotion], PromotionCreate]
    ) -> StoredPromotion | None:
        """Put in a promotion's place what `revise` makes of it; nobody else writes in between.

        Returns: the changed promotion, or None when there is none with this id.
        Raises: DuplicateCode when another promotion has the code, and whatever `revise` raises;
        then nothing has changed.
        """
        with self._lock:
            old = self._promotions.get(promotion_id)
            if old is None:
                return None
            content = revise(old)
            self._refuse_taken(content.code, but=promotion_id)
            new = StoredPromotion(id=old.id, created_at=old.created_at, **dict(content))
            self._promotions[promotion_id] = new
            return new

    def remove(self, promotion_id: UUID) -> bool:
        """Remove a promotion. Returns: whether there was one."""
        with self._lock:
            return self._promotions.pop(promotion_id, None) is not None

    def _refuse_taken(self, code: str, *, but: UUID | None = None) -> None:
        if any(each.code == code for id_, each in self._promotions.items() if id_ != but):
            raise DuplicateCode(code)


def _runs(promotion: StoredPromotion, moment: datetime) -> bool:
    begun = promotion.starts_at <= moment
    return begun and (promotion.ends_at is None or moment < promotion.ends_at)
