// Typing in a cell, with a list of what it is known to hold.
import { cellAt, go } from "./choosing.js";
import { draw } from "./drawing.js";
import { canType, columns, make, page, state, textAt } from "./state.js";
import { setCells } from "./steps.js";

export const begin = (text) => {
  const [row, column] = state.at;
  if (row < 0 || !canType(column) || state.edit) return;
  const cell = cellAt(row, column), before = textAt(row, column);
  const input = make("input", "grid-entry", { type: "text", value: text ?? before, autocomplete: "off", spellcheck: false });
  const list = make("ul", "grid-list menu", { role: "listbox", id: "grid-list", hidden: true });
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaLabel: `${state.view.heads[column].label}, ${page.words.row} ${row + 1}` });
  input.setAttribute("aria-controls", "grid-list");
  state.edit = { cell, input, list, row, column, before, on: -1, found: [] };
  cell.replaceChildren(input);
  state.host.append(list);
  input.addEventListener("input", () => offer(false));
  input.addEventListener("blur", () => commit(0, 0));
  list.addEventListener("mousedown", (event) => { event.preventDefault(); choose([...list.children].indexOf(event.target.closest("li"))); if (!state.view.heads[column].several) commit(0, 0, true); });
  input.focus();
  if (text === undefined) input.select();
  offer(text === undefined && before === "");
};
export const fragment = (value) => state.view.heads[state.edit.column].several ? value.slice(value.lastIndexOf(",") + 1).trim() : value.trim();
export const offer = (all) => {
  const { input, list, column } = state.edit, asked = fragment(input.value).toLowerCase();
  const fits = state.view.heads[column].offers.filter((each) => each.toLowerCase().includes(asked));
  fits.sort((a, b) => b.toLowerCase().startsWith(asked) - a.toLowerCase().startsWith(asked));
  const found = asked || all ? fits.slice(0, 8) : [];
  state.edit.found = found.length === 1 && found[0].toLowerCase() === asked ? [] : found;
  list.replaceChildren(...state.edit.found.map((each, n) => make("li", "menu-row", { role: "option", id: `grid-option-${n}`, textContent: each })));
  list.hidden = !state.edit.found.length;
  input.ariaExpanded = String(!list.hidden);
  light(-1);
  place(list);
};
export const place = (list) => {
  const at = state.edit.cell.getBoundingClientRect(), below = innerHeight - at.bottom > 220;
  Object.assign(list.style, { left: `${at.left}px`, minWidth: `${at.width}px`, top: below ? `${at.bottom}px` : "auto", bottom: below ? "auto" : `${innerHeight - at.top}px` });
};
export const light = (on) => {
  state.edit.on = on;
  [...state.edit.list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === on)));
  if (on >= 0) state.edit.input.setAttribute("aria-activedescendant", `grid-option-${on}`);
  else state.edit.input.removeAttribute("aria-activedescendant");
};
export const choose = (on) => {
  const { input, found, column } = state.edit;
  if (on < 0 || !found[on]) return;
  const kept = state.view.heads[column].several ? input.value.slice(0, input.value.lastIndexOf(",") + 1) : "";
  input.value = kept ? `${kept} ${found[on]}` : found[on];
  offer(false);
  state.edit.list.hidden = true;
};
export const close = () => {
  const edit = state.edit;
  state.edit = null;
  edit.list.remove();
  edit.cell.replaceChildren();
  return edit;
};
export const cancel = () => { if (state.edit) { close(); draw(); } };
export const commit = (down, right, stay = false) => {
  if (!state.edit) return;
  const { row, column, before, input } = close(), text = input.value;
  if (text.trim() !== before) setCells(row, column, [[text]]);
  else draw();
  if (down || right) step(row, column, down, right);
  else if (stay) go(row, column);
};
export const step = (row, column, down, right) => {
  const last = columns() - 1, next = column + right;
  if (next > last) go(row + 1, 0);
  else if (next < 0) go(Math.max(0, row - 1), last);
  else go(row + down, next);
};
export const onEdit = (event) => {
  const { list, found, on } = state.edit, open = !list.hidden, key = event.key;
  if (event.isComposing) return;
  if (key === "Escape") { event.preventDefault(); cancel(); go(...state.at); }
  else if (key === "Enter" || key === "Tab") {
    event.preventDefault();
    choose(on);
    commit(key === "Enter" ? (event.shiftKey ? -1 : 1) : 0, key === "Tab" ? (event.shiftKey ? -1 : 1) : 0);
  } else if (key === "ArrowDown" || key === "ArrowUp") {
    event.preventDefault();
    const by = key === "ArrowDown" ? 1 : -1;
    if (open) light((on + by + found.length + (on < 0 && by < 0 ? 1 : 0)) % found.length);
    else commit(by, 0);
  }
  event.stopPropagation();
};
