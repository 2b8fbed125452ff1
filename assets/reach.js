// Reaching everything without a pointer, and without seeing: keys, focus, folding, what a screen reader hears.
//
// data-keys="Alt+c"           this button is clicked by these keys, from within the nearest data-scope around both;
//                             from elsewhere on the page when its data-scope stands in data-home
// data-page-keys="Control+z"  the same from anywhere on the page
// data-part-keys="Delete=remove …"  what keys do to the condition or group that has the focus
// data-by-hand                the entry through which these scripts tell the server what was done to a part
// data-fold                   folds the data-scope around it, or opens it
// data-go                     goes somewhere: "rule 1", "rule -1", "find", "problem", "conditions", "try"
// data-focus="n12 3"          the part that gets the focus now; the number tells one time from the next
// data-echo                   filled with the sentence of the open rule and what is wrong with it, when edits rest
(() => {
  "use strict";

  const TEXT = "input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, [contenteditable=true]";
  const FLOATS = '[role="dialog"], [role="alertdialog"], [role="menu"]';
  const MOVABLE = ".cond, .nest > .group";
  const byId = (id) => (id ? document.getElementById(id) : null);
  const one = (selector, root = document) => root.querySelector(selector);

  // ---- Keys

  // Alt with a letter types another sign on some keyboards: then the key's place says which letter it is.
  const letter = ({ key, code, altKey }) =>
    altKey && !/^[a-z]$/i.test(key) && /^Key[A-Z]$/.test(code) ? code.slice(3).toLowerCase() : key.length === 1 ? key.toLowerCase() : key;

  const chord = (event) => {
    const key = letter(event);
    const shift = event.shiftKey && (key.length > 1 || /[a-z]/.test(key));
    return [event.ctrlKey || event.metaKey ? "Control" : "", event.altKey ? "Alt" : "", shift ? "Shift" : "", key].filter(Boolean).join("+");
  };

  // While text is typed, these belong to the text; undo only as long as there is something typed to take back.
  const types = (entry, keys) => {
    if (keys === "Control+z" && entry.value === entry.defaultValue) return false;
    return !/^(Control|Alt)\+/.test(keys) || (/^Control\+(Shift\+)?[a-z]$/.test(keys) && !/\+[ks]$/.test(keys));
  };

  const press = (button) => {
    if (!button) return false;
    if (button.disabled) return true;
    unfold(button);
    if (button.getAttribute("aria-haspopup") === "menu") {
      button.focus();
      button.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    } else button.click();
    return true;
  };

  const send = (said) => {
    const entry = one("[data-by-hand]");
    if (!entry) return;
    entry.value = "";
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(entry, JSON.stringify(said));
    entry.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const partOf = (element) => element?.closest?.(MOVABLE)?.id.slice("part-".length) || "";

  const toPart = (element, keys) => {
    const table = element.closest("[data-part-keys]")?.dataset.partKeys.split(" ") || [];
    const found = table.find((each) => each.startsWith(`${keys}=`));
    if (found) send([found.slice(keys.length + 1), element.id.slice("part-".length)]);
    return Boolean(found);
  };

  const own = (scope, keys) =>
    [...scope.querySelectorAll(`[data-keys~="${CSS.escape(keys)}"]`)].find((each) => each.closest("[data-scope]") === scope);

  const inScopes = (from, keys) => {
    for (let at = from; at && at !== document; at = at.parentElement) {
      if (at.matches(MOVABLE) && toPart(at, keys)) return true;
      if (at.hasAttribute("data-scope") && press(own(at, keys))) return true;
    }
    const home = one("[data-home] > [data-scope]");
    return Boolean(home) && press(own(home, keys));
  };

  // What is typed is handed over before the key acts, as when the entry is left.
  const handOver = (entry) => {
    if (!entry.matches("input[data-commit]")) return;
    entry.blur();
    entry.focus();
  };

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || typeof event.key !== "string" || event.getModifierState("AltGraph")) return;
    const keys = chord(event);
    const from = event.target instanceof Element ? event.target : document.body;
    if (from.closest(FLOATS) || (from.closest(TEXT) && types(from, keys))) return;
    if (/^(Control|Alt)\+/.test(keys)) handOver(from);
    if (!inScopes(from, keys) && !press(one(`[data-page-keys~="${CSS.escape(keys)}"]`))) return;
    event.preventDefault();
  });

  // ---- Folding, in the browser alone; a group keeps it for as long as the page is open

  const folded = new Set();
  const setFolded = (group, is) => {
    folded[is ? "add" : "delete"](group.id);
    group.toggleAttribute("data-folded", is);
    const fold = one("[data-fold]", group);
    fold?.setAttribute("aria-expanded", String(!is));
    if (is && group.contains(document.activeElement) && !document.activeElement.checkVisibility()) fold?.focus();
  };
  const unfold = (element) => {
    for (let at = element.closest("[data-folded]"); at; at = at.parentElement.closest("[data-folded]")) {
      if (!element.matches("[data-fold]") || element.closest("[data-folded]") !== at) setFolded(at, false);
    }
  };

  // ---- Going places

  // On a phone the builder stands below the list: a rule that is tapped, or new, is gone to.
  const belowTheList = matchMedia("(max-width: 56rem)");
  document.addEventListener("click", (event) => {
    const from = event.target.closest?.('[data-testid="rule-link"], [data-testid^="add-rule-"]');
    if (!belowTheList.matches || !event.isTrusted || !from) return;
    if (from.getAttribute("aria-current") === "true") requestAnimationFrame(() => requestAnimationFrame(toBuilder));
    else tapped = from.matches("a") ? "rule" : "new";
  });
  let tapped = "";
  const toBuilder = () => {
    tapped = "";
    one(".builder")?.scrollIntoView({ block: "start" });
  };

  const problems = { at: -1 };
  const GO = {
    rule: (by) => {
      const links = [...document.querySelectorAll('[data-testid="rule-link"]')];
      const at = links.findIndex((each) => each.getAttribute("aria-current") === "true");
      const link = links[Math.max(0, Math.min(links.length - 1, at + Number(by)))];
      link?.click();
      link?.focus();
    },
    try: () => one('[data-testid="try-panel"] :is(input, button, select):not(:disabled)')?.focus(),
    find: () => one('[data-testid="filter-rules"]')?.focus(),
    conditions: () => (one('[data-home] [data-testid="field"]') || one("[data-home] .adds button") || one("#entry-name"))?.focus(),
    problem: () => {
      const links = [...document.querySelectorAll('[data-testid="problems"] a')];
      problems.at = (problems.at + 1) % (links.length || 1);
      if (links.length) links[problems.at].click();
      else one(".rule:has(.rule-meta .bad) a")?.click();
    },
  };

  document.addEventListener("click", (event) => {
    const fold = event.target.closest?.("[data-fold]");
    const group = fold?.closest("[data-scope]");
    if (group) setFolded(group, !group.hasAttribute("data-folded"));
    const [where, by] = event.target.closest?.("[data-go]")?.dataset.go.split(" ") || [];
    if (where) GO[where](by);
    const place = event.target.closest?.('a[href*="#"]');
    const to = place && byId(decodeURIComponent(place.hash.slice(1)));
    if (to) unfold(to);
  }, true);

  // ---- Focus: where a person expects it after an edit

  const CONTROL = "input:not([hidden]), select, textarea, button:not(:disabled)";
  const within = (part) => {
    if (part.matches(".cond")) return one(".vals input, .vals select, .vals .seg button", part) || one('[data-testid="operator"]', part);
    if (part.matches(".group")) return one(":scope > .adds button", part);
    return part.matches("input, [role=gridcell]") ? part : one(CONTROL, part);
  };

  const take = (element) => {
    if (!element) return false;
    unfold(element);
    element.focus();
    if (element.matches(TEXT)) element.select?.();
    return true;
  };

  // "rule" is its name, "table" its first cell; else a part by its id.
  const focusOn = (part, tries = 20) => {
    const found = part === "rule" ? byId("entry-name") : part === "table" ? one('[data-grid] [role=gridcell]') : byId(`part-${part}`);
    if (found ? take(within(found)) : tries === 0) return;
    requestAnimationFrame(() => focusOn(part, tries - 1));
  };

  // Where the focus was, and what stood around it: an element that goes away, or is drawn anew elsewhere, must
  // not take the focus with it.
  let last = null;
  let stood = null;
  let acted = false;
  for (const type of ["keydown", "pointerdown"]) document.addEventListener(type, () => { acted = true; }, true);

  const besides = (element, way) => {
    const outer = element.matches(".nest > .group") ? element.parentElement : element;
    const beside = outer[way];
    return (beside?.matches(".nest") ? one(".group", beside) : beside)?.id;
  };
  const around = (element) => {
    const holders = [];
    for (let at = element.closest("[id]"); at; at = at.parentElement?.closest("[id]")) {
      holders.push([at.id, at.matches(".cond, .then, .rule, .nest > .group") ? [besides(at, "nextElementSibling"), besides(at, "previousElementSibling")] : []]);
    }
    return holders;
  };

  document.addEventListener("focusin", ({ target }) => {
    last = target;
    if (target.closest(FLOATS)) return;
    stood = { element: target, name: target.dataset.testid || "", label: target.getAttribute("aria-label"), holders: around(target) };
  });

  const same = (holder) => {
    if (!stood.name && !stood.label) return null;
    const alike = [...holder.querySelectorAll(stood.name ? `[data-testid="${stood.name}"]` : CONTROL)];
    return alike.find((each) => !each.disabled && each.getAttribute("aria-label") === stood.label) || (stood.name ? alike[0] : null);
  };
  const CONTROLS_OF = '[data-testid="field"], [data-testid="match"], [data-testid="rule-link"], .adds button, .then-adds button, select, input, button:not(:disabled)';
  const restore = () => {
    if (!stood) return;
    if (stood.element.isConnected) {
      stood.element.focus();
      return;
    }
    for (const [id, neighbours] of stood.holders) {
      const holder = byId(id);
      const neighbour = neighbours.map(byId).find((each) => each?.matches(".cond, .group, .then, .rule"));
      const found = holder ? same(holder) || one(":scope > .adds button, :scope > .then-adds button", holder) || one(CONTROLS_OF, holder)
        : neighbour && (same(neighbour) || one(CONTROLS_OF, neighbour));
      if (found) {
        unfold(found);
        found.focus();
        return;
      }
    }
  };

  const keep = () => {
    if (last && !last.isConnected && (document.activeElement === document.body || !document.activeElement)) restore();
  };

  // A choice stands while the server is told of it: the next arrow or letter goes on from there.
  document.addEventListener("change", ({ target }) => {
    if (!target.matches("select.sel")) return;
    const chosen = target.value;
    document.addEventListener("change", () => { target.value = chosen; }, { once: true });
  }, true);

  // ---- What a screen reader hears once edits rest

  let resting = 0;
  let heard = { rule: "", text: "" };
  const echo = () => {
    const place = one("[data-echo]");
    const sentence = byId("part-rule");
    if (!place || !sentence) return;
    const parts = [sentence, ...document.querySelectorAll('[data-testid="matches"], [data-testid="problems"] b')];
    const now = { rule: place.dataset.echo, text: parts.map((each) => each.textContent).join(" ").trim() };
    if (acted && now.rule === heard.rule && now.text !== heard.text) place.textContent = now.text;
    heard = now;
  };

  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === "attributes") {
        const [part] = target.dataset.focus.split(" ");
        if (part && acted) focusOn(part);
      } else if (folded.size) {
        for (const node of addedNodes) {
          if (node instanceof Element) [node, ...node.querySelectorAll(".group")].forEach((each) => folded.has(each.id) && setFolded(each, true));
        }
      }
    }
    keep();
    const open = one("[data-echo]")?.dataset.echo;
    if (open !== undefined && open !== heard.rule) {
      echo();
      // The address of a new rule follows, and the page begins at its top again.
      if (tapped === "new") setTimeout(toBuilder, 250);
      if (tapped) toBuilder();
    }
    clearTimeout(resting);
    resting = setTimeout(echo, 1000);
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-focus"] });

  globalThis.byHand = send;
})();
