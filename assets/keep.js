// What is typed while the server does not answer, or in the moment before it ended, is handed over again once
// the page is loaded from it anew. Entries are found by the ids of their parts, which outlive the server.
//
// data-keep="rule"      the builder, with the id of its rule
// data-loaded="…"       changes whenever the draft was loaded
// data-lost             is there while the server does not answer
(() => {
  "use strict";

  const FRESH = 3000; // milliseconds after which what was typed has certainly arrived
  const typed = new Map();
  let loaded = "";
  let lostAt = 0;
  let touched = false;
  let focused = null;

  const ENTRY = "[data-keep] input[data-commit]:not([data-clear])";
  const isLost = () => document.querySelector("[data-lost]") !== null;

  const nameOf = (entry) => {
    const builder = entry.closest("[data-keep]");
    const around = entry.closest('[id^="part-"]') || builder;
    const place = [...around.querySelectorAll(ENTRY)].indexOf(entry);
    return JSON.stringify([builder.dataset.keep, entry.id || around.id, entry.id ? 0 : place]);
  };

  const find = (name) => [...document.querySelectorAll(ENTRY)].find((each) => nameOf(each) === name);

  const forget = (upto) => {
    for (const [name, { at }] of typed) if (at < upto - FRESH) typed.delete(name);
  };

  // React hears of a value only when it is another than the one it remembers.
  const handOver = (entry, text) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(entry, text);
    entry._valueTracker?.setValue(`${text} `);
    entry.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const refocus = () => {
    const entry = focused && document.activeElement === document.body && find(focused.name);
    if (!entry) return;
    entry.focus();
    entry.setSelectionRange?.(focused.at, focused.at);
  };

  const handOverAll = () => {
    refocus();
    for (const [name, { text }] of [...typed]) {
      const entry = find(name);
      if (entry) handOver(entry, text);
    }
    typed.clear();
    lostAt = 0;
    touched = false;
  };

  const look = () => {
    if (isLost()) lostAt ||= Date.now();
    forget(lostAt || Date.now());
    const now = document.querySelector("[data-loaded]")?.dataset.loaded || "";
    if (!now || now === loaded || isLost()) return;
    const again = loaded !== "";
    loaded = now;
    if (again) setTimeout(handOverAll);
  };
  setInterval(look, 200);

  document.addEventListener("input", (event) => {
    if (!event.isTrusted || !event.target.matches?.(ENTRY)) return;
    const name = nameOf(event.target);
    typed.set(name, { text: event.target.value, at: Date.now() });
    focused = { name, at: event.target.selectionStart };
    touched = true;
  });

  document.addEventListener("focusin", (event) => {
    if (!event.target.matches?.(ENTRY)) focused = null;
  });

  // A button does something after what was typed; handing that over again would undo it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("button")) return;
    typed.clear();
    touched = true;
  }, true);

  window.addEventListener("beforeunload", (event) => {
    if (isLost() && touched) event.preventDefault();
  });
})();
