// Rules, conditions, groups and actions dragged to another place: a line shows where, Escape puts it back.
// What was dropped goes to the server as [what, id, (group,) the one it stands before, or ""].
(() => {
  "use strict";

  const FAR = 5; // pixels that the pointer moves before it drags
  const EDGE = 36; // pixels from the edge of a list in which it scrolls
  const CONTROLS = "input, select, textarea, button, summary, label, [role=dialog], [role=menu]";
  const THINGS = ".rule:not(.rule--default), .cond, .nest, .then";

  let drag = null;
  const line = document.createElement("div");
  line.className = "drop-line";
  line.hidden = true;

  const part = (element) => (element.matches(".nest") ? element.querySelector(".group") : element);
  const idOf = (element) => part(element).id.replace(/^(part|list)-/, "");
  const children = (parent, selector) => [...parent.children].filter((each) => each.matches(selector) && each !== drag.thing);

  // The lists that it may go into: for a condition the groups that ask about the same, outside itself.
  const lists = (thing) => {
    if (thing.matches(".rule")) return [{ list: thing.parentElement, items: children(thing.parentElement, ".rule:not(.rule--default)") }];
    if (thing.matches(".then")) {
      const sort = (each) => each.dataset.action === "rank";
      return [{ list: thing.parentElement, items: children(thing.parentElement, ".then").filter((each) => sort(each) === sort(thing)) }];
    }
    const reads = thing.closest("[data-reads]").dataset.reads;
    return [...document.querySelectorAll(`[data-reads="${reads}"]`)]
      .filter((each) => !thing.contains(each) && !each.closest("[data-folded]") && each.closest(".builder"))
      .map((each) => ({ list: each, items: children(each, ".cond, .nest") }));
  };

  // Every place between two neighbours, as a height on the screen and the left end of its line.
  const places = (thing) => lists(thing).flatMap(({ list, items }) => {
    const box = list.getBoundingClientRect();
    const from = items.length ? items[0].getBoundingClientRect() : box;
    const end = items.length ? items.at(-1).getBoundingClientRect().bottom : box.top + Math.min(28, box.height);
    const at = (y, before) => ({ list, before, y, left: from.left, width: box.right - from.left });
    return [...items.map((each) => at(each.getBoundingClientRect().top, each)), at(end, null)];
  });

  // The nearest place; of those as near, the one whose line begins nearest to the pointer.
  const nearest = (all, x, y) => all.reduce((best, each) => {
    const far = Math.abs(each.y - y) + Math.max(0, Math.abs(each.left - x) - 24) / 16;
    return !best || far < best.far ? { ...each, far } : best;
  }, null);

  const show = (place) => {
    line.hidden = !place;
    if (place) Object.assign(line.style, { top: `${place.y - 1}px`, left: `${place.left}px`, width: `${place.width}px` });
  };

  const begin = () => {
    drag.on = true;
    drag.thing.classList.add("is-dragged");
    document.body.append(line);
    document.documentElement.classList.add("drags");
    getSelection()?.removeAllRanges();
  };

  const end = () => {
    drag?.thing.classList.remove("is-dragged");
    document.documentElement.classList.remove("drags");
    line.remove();
    drag = null;
  };

  const scroll = (y) => {
    const boxes = [".rulelist", ".builder", ".workbench"].map((each) => drag.thing.closest(each));
    const box = boxes.find((each) => each && each.scrollHeight > each.clientHeight);
    const edges = box?.getBoundingClientRect();
    if (edges) box.scrollTop += y < edges.top + EDGE ? -12 : y > edges.bottom - EDGE ? 12 : 0;
  };

  const drop = ({ thing, place }) => {
    const before = place.before ? idOf(place.before) : "";
    if (thing.matches(".rule")) byHand(["rule", idOf(thing), before]);
    else if (thing.matches(".then")) byHand(["action", idOf(thing), before]);
    else byHand(["part", idOf(thing), place.list.dataset.group, before]);
  };

  document.addEventListener("pointerdown", (event) => {
    const thing = event.target.closest?.(THINGS);
    if (!thing || event.button || event.pointerType === "touch" || event.target.closest(CONTROLS)) return;
    drag = { thing, x: event.clientX, y: event.clientY, on: false, place: null };
  });

  document.addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!drag.on && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
    if (!drag.on) begin();
    scroll(event.clientY);
    drag.place = nearest(places(drag.thing), event.clientX, event.clientY);
    show(drag.place);
  });

  document.addEventListener("pointerup", () => {
    if (drag?.on) {
      // The click that follows belongs to the drag, not to the link under the pointer.
      const quiet = (event) => { event.preventDefault(); event.stopPropagation(); };
      document.addEventListener("click", quiet, { capture: true, once: true });
      setTimeout(() => document.removeEventListener("click", quiet, { capture: true }));
      if (drag.place && drag.thing.isConnected) drop(drag);
    }
    end();
  });

  document.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drag?.on) return;
    event.preventDefault();
    end();
  }, true);
  // A link in the list would otherwise be dragged as an address.
  document.addEventListener("dragstart", (event) => { if (event.target.closest?.(THINGS)) event.preventDefault(); });
})();
