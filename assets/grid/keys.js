// Keys and mouse.
import { chosen, go, range, tell } from "./choosing.js";
import { draw } from "./drawing.js";
import { closeMenu, openAt, shift } from "./menus.js";
import { ROW, canType, columns, page, rowCount, state, textAt } from "./state.js";
import { keep, send } from "./steps.js";
import { begin, commit, onEdit, step } from "./typing.js";

export const clear = () => {
  const { top, bottom, left, right } = range();
  for (let row = top; row <= Math.min(bottom, state.view.rows.length - 1); row++)
    for (let column = left; column <= right; column++) keep(row, column, "", state.sent + 1);
  send({ what: "clear", top, left, bottom, right });
  draw();
};
export const fillDown = () => {
  let { top, bottom, left, right } = range();
  if (top === bottom) top = Math.max(0, top - 1);
  for (let column = left; column <= right; column++) {
    if (!canType(column)) continue;
    for (let row = top + 1; row <= Math.min(bottom, state.view.rows.length - 1); row++) keep(row, column, textAt(top, column), state.sent + 1);
  }
  send({ what: "fill", top, left, bottom, right });
  draw();
};
export const moves = {
  ArrowUp: ([r, c], far) => [far ? 0 : r - 1, c], ArrowDown: ([r, c], far) => [far ? rowCount() - 1 : r + 1, c],
  ArrowLeft: ([r, c], far) => [r, far ? 0 : c - 1], ArrowRight: ([r, c], far) => [r, far ? columns() - 1 : c + 1],
  Home: ([r], far) => [far ? 0 : r, 0], End: ([r], far) => [far ? rowCount() - 1 : r, columns() - 1],
  PageUp: ([r, c]) => [Math.max(0, r - Math.floor(page.frame.clientHeight / ROW) + 2), c],
  PageDown: ([r, c]) => [r + Math.floor(page.frame.clientHeight / ROW) - 2, c],
};
export const leave = () => document.querySelector("[data-grid-after]")?.focus();
export const onKey = (event) => {
  if (state.edit) return onEdit(event);
  const [row, column] = state.at, far = event.ctrlKey || event.metaKey, key = event.key;
  const take = (done) => { event.preventDefault(); event.stopPropagation(); done(); };
  if (event.altKey && (key === "ArrowUp" || key === "ArrowDown")) return take(() => row >= 0 && shift(key === "ArrowUp" ? -1 : 1));
  if (event.altKey) return;
  if (moves[key]) {
    const [r, c] = moves[key]([row, column], far);
    return take(() => go(event.shiftKey && column >= 0 ? Math.max(0, r) : r, event.shiftKey && column >= 0 ? Math.max(0, c) : c, event.shiftKey));
  }
  if (key === "Tab") {
    const end = event.shiftKey ? row <= 0 && column <= 0 : row >= rowCount() && column >= columns() - 1;
    if (!end) take(() => step(row, column, 0, event.shiftKey ? -1 : 1));
  } else if (far && key.toLowerCase() === "d") take(fillDown);
  else if (far && key.toLowerCase() === "a") take(() => { state.from = [0, 0]; go(Math.max(0, rowCount() - 1), columns() - 1, true); });
  else if (far) return;
  else if (key === "Escape") take(() => state.from ? go(row, column) : leave());
  else if (key === "Enter" || key === "F2" || (key === " " && (row < 0 || column < 0))) take(() => row < 0 || column < 0 ? openAt(row, column) : begin());
  else if (key === "Delete" || key === "Backspace") take(() => row >= 0 && clear());
  else if (key.length === 1 && row >= 0 && column >= 0 && !event.isComposing) take(() => begin(key));
};
export const placeOf = (event) => event.target.closest?.("[data-at]")?.dataset.at.split(".").map(Number);
export const onDown = (event) => {
  const at = placeOf(event);
  if (!at || state.edit?.cell.contains(event.target) || event.button) return;
  event.preventDefault();
  if (state.edit) commit(0, 0);
  closeMenu();
  go(at[0], at[1], event.shiftKey && at[0] >= 0);
};
export const onOver = (event) => {
  const at = placeOf(event);
  if (at && event.buttons === 1 && !state.edit && at[0] >= 0 && at[1] >= 0 && state.at[1] >= 0 && state.at[0] >= 0) go(at[0], at[1], true);
};
export const onTwice = () => { if (state.at[0] >= 0 && state.at[1] >= 0) begin(); };
export const onClick = (event) => { const at = placeOf(event); if (at && !event.shiftKey && (at[0] < 0 || at[1] < 0)) openAt(...at); };
export const onMenu = (event) => {
  const at = placeOf(event);
  if (!at || state.edit) return;
  event.preventDefault();
  if (!chosen(...at)) go(...at);
  openAt(at[0], at[0] < 0 ? at[1] : -1);
};
export const onFocus = (event) => {
  const at = placeOf(event);
  if (at && !state.edit && (at[0] !== state.at[0] || at[1] !== state.at[1])) { state.at = at; state.from = null; draw(); }
  tell();
};
