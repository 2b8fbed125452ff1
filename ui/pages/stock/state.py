"""What the Stock & locations page knows: the locations, the page of products, and the open product."""

from typing import Annotated, Any

import reflex as rx
from pydantic import Field

from ui.desk import stock as desk
from ui.desk.stock import Place
from ui.guard import guarded
from ui.views.stock import LevelLine, LocationLine, ProductLine
from ui.words import stock as words

Short = Annotated[str, Field(max_length=100)]


class StockState(rx.State):
    """The page's state; products are paged in the database."""

    ready: bool = False
    is_set_up: bool = False
    lead: str = ""
    trust: str = ""
    locations: tuple[LocationLine, ...] = ()
    places: tuple[Place, ...] = ()
    columns: tuple[Place, ...] = ()
    text: str = ""
    typed: int = 0
    location: str = ""
    offset: int = 0
    total: int = 0
    products: tuple[ProductLine, ...] = ()
    open_sku: str = ""
    levels: tuple[LevelLine, ...] = ()

    @rx.var
    def span(self) -> str:
        """Which of how many products are shown."""
        return words.span(self.offset + 1, self.offset + len(self.products), self.total)

    @rx.var
    def has_back(self) -> bool:
        """Whether products stand before these."""
        return self.offset > 0

    @rx.var
    def has_on(self) -> bool:
        """Whether products stand after these."""
        return self.offset + len(self.products) < self.total

    @rx.event
    @guarded
    async def load(self) -> None:
        """Show the products of the filter as it stands; the address may name a search and a location."""
        asked = self.router.url.query_parameters
        self.text = asked.get("text", self.text)[:100]
        self.location = asked.get("location", self.location)[:100]
        self.typed += 1
        await self._find(0)
        self.ready = True

    @rx.event
    @guarded
    async def look(self, _at: Short = "") -> None:
        """Read what is shown again: once a minute, and after something was changed here."""
        await self._find(self.offset)
        if self.open_sku:
            await self._open(self.open_sku)

    @rx.event
    @guarded
    async def search(self, text: Short) -> None:
        """Search for a SKU or a name."""
        self.text = text
        await self._find(0)

    @rx.event
    @guarded
    async def choose_location(self, location: Short) -> None:
        """Show what one location has, "" for all."""
        self.location = location
        await self._find(0)

    @rx.event
    @guarded
    async def show_all(self) -> None:
        """Forget the filter."""
        self.text = self.location = ""
        self.typed += 1
        await self._find(0)

    @rx.event
    @guarded
    async def on(self) -> None:
        """Page on."""
        await self._find(self.offset + desk.PAGE)

    @rx.event
    @guarded
    async def back(self) -> None:
        """Page back."""
        await self._find(max(0, self.offset - desk.PAGE))

    @rx.event
    @guarded
    async def toggle(self, sku: Short) -> None:
        """Open or close how a product's ATP came about."""
        if sku == self.open_sku:
            self.open_sku, self.levels = "", ()
            return
        await self._open(sku)

    async def _open(self, sku: str) -> None:
        self.levels = await rx.run_in_thread(lambda: desk.levels(sku))
        self.open_sku = sku

    async def _find(self, offset: int) -> None:
        text, location = self.text, self.location
        found: Any = await rx.run_in_thread(lambda: desk.find(text, location, offset))
        self.is_set_up = found is not None
        if found is None:
            return
        self.lead, self.trust = found.answer.lead, found.answer.trust
        self.locations, self.places, self.columns = found.locations, found.places, found.columns
        self.offset, self.products, self.total = offset, found.products, found.total
        if self.open_sku not in {product.sku for product in found.products}:
            self.open_sku, self.levels = "", ()
