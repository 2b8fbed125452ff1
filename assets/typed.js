// The entry in which a rule is typed as a sentence. Suggestions are chosen by the arrow keys and taken by
// Enter or Tab; data-put with data-start and data-end puts its text in place of these letters. What is shown
// belongs to the text in data-heard: while something else stands there, nothing is taken.
(() => {
  "use strict";

  const entry = () => document.querySelector("[data-typed]");
  const list = () => document.getElementById("typed-list");
  const options = () => [...(list()?.querySelectorAll("[role=option]") ?? [])];
  const chosen = () => list()?.querySelector("[aria-selected=true]");
  // What may be chosen next belongs to the whole text; a correction only to the text up to its end.
  const isCurrent = (end) => list()?.dataset.heard.slice(0, end) === entry()?.value.slice(0, end);
  const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;

  const choose = (option) => {
    const before = chosen();
    if (before === option) return;
    before?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) entry()?.setAttribute("aria-activedescendant", option.id);
    else entry()?.removeAttribute("aria-activedescendant");
  };

  const moved = () => document.querySelector("[data-typed-moved]")?.click();

  // A blank follows, so that typing goes on with the next word; before the end of a part there is none.
  const put = (from) => {
    const field = entry();
    const { put: text, start, end } = from.dataset;
    const isOption = from.matches("[role=option]");
    if (!field || !isCurrent(isOption ? undefined : Number(end))) return;
    const before = field.value.slice(0, Number(start)), rest = field.value.slice(Number(end));
    const blank = isOption && !/^[\s,.:;]/.test(rest) && !text.endsWith(".") ? " " : "";
    setValue.call(field, before + text + blank + rest);
    const place = before.length + text.length + blank.length;
    choose(null);
    field.focus();
    field.setSelectionRange(place, place);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const step = (by) => {
    const all = options(), at = all.indexOf(chosen());
    if (all.length) choose(all[(at + by + all.length + (at < 0 && by < 0 ? 1 : 0)) % all.length]);
  };

  const onKey = (event) => {
    if (event.isComposing || event.altKey || event.metaKey || event.ctrlKey) return;
    const taken = chosen();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options().length) return;
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" || (event.key === "Tab" && taken && !event.shiftKey)) {
      if (taken) put(taken);
    } else if (event.key === "Escape") {
      if (taken) choose(null);
      else document.querySelector("[data-typed-leave]")?.click();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  document.addEventListener("keydown", (event) => { if (event.target.matches?.("[data-typed]")) onKey(event); }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.closest?.(".typed")) document.querySelector("[data-typed-leave]")?.click();
  });
  document.addEventListener("keyup", (event) => {
    if (event.target.matches?.("[data-typed]") && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) moved();
  });
  document.addEventListener("click", (event) => {
    const from = event.target.closest?.("[data-put]");
    if (from) put(from);
    else if (event.target.matches?.("[data-typed]")) moved();
  });
  // The entry keeps the focus while a suggestion is clicked.
  document.addEventListener("mousedown", (event) => { if (event.target.closest?.("#typed-list")) event.preventDefault(); });

  // A word that is begun has its likeliest end chosen, so that Tab or Enter takes it.
  const offer = () => {
    const first = options()[0], field = entry();
    if (!field || !list() || !isCurrent()) return choose(null);
    const begun = first && Number(first.dataset.start) < Number(first.dataset.end);
    const inWord = begun && /[^\s]$/.test(field.value.slice(0, Number(first.dataset.end)));
    if (!chosen() && inWord && document.activeElement === field) choose(first);
  };
  new MutationObserver((changes) => {
    if (changes.some((change) => change.target.id === "typed-list" || change.target.closest?.("#typed-list"))) offer();
  }).observe(document.documentElement, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-heard"] });
  document.addEventListener("input", (event) => { if (event.target.matches?.("[data-typed]")) choose(null); });

  // The entry or its button is drawn a moment after the State has changed.
  const soon = (find, then, tries = 40) => requestAnimationFrame(() => {
    const found = find();
    if (found) then(found);
    else if (tries) soon(find, then, tries - 1);
  });

  window.typedSentence = {
    begin: () => soon(entry, (field) => {
      field.focus();
      field.setSelectionRange(field.value.length, field.value.length);
    }),
    leave: () => soon(() => document.getElementById("type-it"), (button) => button.focus()),
  };
})();
