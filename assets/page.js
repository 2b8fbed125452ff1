// What a page does by itself, without asking the server: lists by arrows, relative times, a guard on leaving.
// Keys, focus and folding are in reach.js, dragging in drag.js.
//
// data-arrows                 arrow keys move the focus among the data-arrow elements inside
// data-ago="2025-11-03T…Z"    filled with "12 s ago", and kept true; data-ago-before is put in front
// data-unsaved="true"         leaving the page asks first
// data-commit, data-clear     Enter hands over what was typed; the entry is empty after that
(() => {
  "use strict";

  const TEXT = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [contenteditable=true]";

  const press = (button, event) => {
    if (!button || button.disabled) return false;
    event.preventDefault();
    button.click();
    return true;
  };

  // Of those that have the words typed: the one called so, then one with words that begin so (as the server sorts).
  const nearest = (stops, typed) => {
    const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
    const far = (each) => {
      const head = `${each.closest("section")?.querySelector("h3")?.textContent ?? ""} `.toLowerCase();
      const label = (each.querySelector(".menu-word") ?? each).textContent.toLowerCase();
      if (!asked.every((word) => (head + each.textContent.toLowerCase()).includes(word))) return 3;
      const begins = (head + label).split(/\s+/);
      return label === asked.join(" ") ? 0 : asked.every((word) => begins.some((each) => each.startsWith(word))) ? 1 : 2;
    };
    const near = stops.map(far);
    return Math.min(...near) < 3 ? stops[near.indexOf(Math.min(...near))] : null;
  };

  const byArrows = (event) => {
    const list = event.target.closest("[data-arrows]");
    if (!list || event.altKey || event.ctrlKey || event.metaKey || !["ArrowDown", "ArrowUp", "Home", "End", "Enter"].includes(event.key)) return;
    const stops = [...list.querySelectorAll("[data-arrow]")].filter((each) => !each.disabled);
    if (!stops.length) return;
    const at = stops.indexOf(event.target);
    if (event.key === "Enter") {
      if (at >= 0 || !event.target.closest(TEXT)) return;
      // The list may still be the one before the last letters: take the first that has the words typed.
      press(nearest(stops, event.target.value), event);
      return;
    }
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    event.preventDefault();
    if (next < 0) list.querySelector("input")?.focus();
    else stops[Math.min(next, stops.length - 1)].focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || typeof event.key !== "string") return;
    byArrows(event);
    const entry = event.target;
    if (!entry.matches("input[data-commit]")) return;
    // Enter in a one-line entry hands over what was typed, as leaving it does.
    if (event.key === "Enter") {
      entry.blur();
      if (entry.hasAttribute("data-clear")) entry.value = "";
      entry.focus();
    } else if (event.key === "Backspace" && entry.hasAttribute("data-clear") && entry.value === "") {
      [...entry.parentElement.querySelectorAll(".chip button")].pop()?.click();
    }
  });

  // What an entry of several values handed over is shown as chips, so the entry is empty again.
  document.addEventListener("focusout", (event) => {
    if (event.target.matches?.("input[data-clear]")) setTimeout(() => { event.target.value = ""; });
  });

  // A row and the words of the sentence that come from it light each other: under the pointer, and in focus.
  const LIT = 'mark[data-part], [id^="part-"]';
  const partOf = (element) => {
    const found = element.closest?.(LIT);
    return found ? found.dataset.part || found.id.slice("part-".length) : "";
  };
  const light = (event) => {
    const part = event.type === "mouseout" || event.type === "focusout" ? "" : partOf(event.target);
    document.querySelectorAll("mark.is-lit, .is-hover").forEach((each) => each.classList.remove("is-lit", "is-hover"));
    if (!part || part === "rule") return;
    document.querySelectorAll(`mark[data-part="${CSS.escape(part)}"]`).forEach((each) => each.classList.add("is-lit"));
    document.querySelector(`.cond[id="part-${CSS.escape(part)}"]`)?.classList.add("is-hover");
  };
  for (const type of ["mouseover", "mouseout", "focusin", "focusout"]) document.addEventListener(type, light);

  // A link within the page goes there and puts the focus there: into what is wrong, or on what can have it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*="#"]');
    const place = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!place) return;
    event.preventDefault();
    place.scrollIntoView({ block: place.matches("main") ? "start" : "center" });
    const inside = place.matches("main, input") ? null : ["[aria-invalid=true]", ":is(.arg, .cond):has(.err) :is(input, select, .pick--field)", "input, select, button"];
    const entry = inside?.map((each) => place.querySelector(each)).find(Boolean);
    (entry || place).focus();
  }, true);

  // A change of a large view was missed: the page asks for the whole.
  window.addEventListener("mirror-lost", () => setTimeout(() => {
    for (const button of document.querySelectorAll("[data-send-whole]")) button.click();
  }));

  const ago = (seconds) => {
    if (seconds < 5) return "just now";
    if (seconds < 60) return `${seconds} s ago`;
    if (seconds < 3600) return `${Math.floor(seconds / 60)} min ago`;
    if (seconds < 86400) return `${Math.floor(seconds / 3600)} h ago`;
    const days = Math.floor(seconds / 86400);
    return days === 1 ? "1 day ago" : `${days} days ago`;
  };

  const tell = (element) => {
    const at = Date.parse(element.dataset.ago);
    const words = Number.isNaN(at) ? "" : (element.dataset.agoBefore || "") + ago(Math.max(0, Math.floor((Date.now() - at) / 1000)));
    if (element.textContent !== words) element.textContent = words;
  };

  const tellAll = () => document.querySelectorAll("[data-ago]").forEach(tell);
  setInterval(tellAll, 3000);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") tell(change.target);
      else for (const node of change.addedNodes) {
        if (node.matches?.("[data-ago]")) tell(node);
        node.querySelectorAll?.("[data-ago]").forEach(tell);
      }
    }
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ago"] });

  window.addEventListener("beforeunload", (event) => {
    document.activeElement?.blur?.();
    if (document.querySelector('[data-unsaved="true"]')) event.preventDefault();
  });
})();
