// The menus of a row and of a column.
import { cellAt, go, range } from "./choosing.js";
import { make, page, state } from "./state.js";
import { send } from "./steps.js";

export const closeMenu = () => { const open = state.menu; state.menu = null; open?.remove(); };
export const openMenu = (items, cell) => {
  closeMenu();
  state.menu = make("div", "grid-menu menu", { role: "menu" });
  for (const [label, act, on] of items) {
    const item = make("button", "menu-row", { type: "button", role: on === undefined ? "menuitem" : "menuitemradio", textContent: label });
    if (on !== undefined) item.ariaChecked = String(on);
    item.addEventListener("click", () => { closeMenu(); go(...state.at); act(); });
    state.menu.append(item);
  }
  const at = cell.getBoundingClientRect();
  state.host.append(state.menu);
  state.menu.style.left = `${Math.min(at.left, innerWidth - state.menu.offsetWidth - 8)}px`;
  state.menu.style.top = `${Math.max(8, Math.min(at.bottom, innerHeight - state.menu.offsetHeight - 8))}px`;
  state.menu.firstChild.focus();
  state.menu.addEventListener("keydown", (event) => {
    const all = [...state.menu.children], at = all.indexOf(document.activeElement);
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (next !== undefined) { event.preventDefault(); all.at(next % all.length).focus(); }
    if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); closeMenu(); go(...state.at); }
    event.stopPropagation();
  });
};
export const rowMenu = (cell) => {
  const { top, bottom } = range(), end = Math.min(bottom, state.view.rows.length - 1);
  const items = [[page.words.insertAbove, () => send({ what: "insert", row: top }, true)], [page.words.insertBelow, () => send({ what: "insert", row: bottom + 1 }, true)]];
  if (top < state.view.rows.length) items.push(
    [page.words.duplicate, () => send({ what: "copy", top, bottom: end }, true)],
    [page.words.up, () => shift(-1)], [page.words.down, () => shift(1)],
    [top === end ? page.words.remove : page.words.removeRows, () => { state.from = null; send({ what: "remove", top, bottom: end }, true); }]);
  openMenu(items, cell);
};
export const shift = (by) => {
  const { top, bottom } = range();
  if (top + by < 0 || bottom + by >= state.view.rows.length) return;
  send({ what: "move", top, bottom, by }, true);
  if (state.from) state.from = [state.from[0] + by, state.from[1]];
  const from = state.from;
  go(state.at[0] + by, state.at[1]);
  state.from = from;
};
export const columnMenu = (column, cell) => {
  const each = state.view.heads[column];
  if (each.sort === "also") return;
  const asks = each.operators.map(({ value, label }) => [label, () => send({ what: "operator", column, operator: value }, true), value === each.operator]);
  openMenu([...asks,
    [page.words.left, () => send({ what: "shift", column, by: -1 }, true)], [page.words.right, () => send({ what: "shift", column, by: 1 }, true)],
    [page.words.removeColumn, () => send({ what: "away", column }, true)]], cell);
};
export const openAt = (row, column) => row < 0 ? column >= 0 && columnMenu(column, cellAt(row, column)) : rowMenu(cellAt(row, column));
