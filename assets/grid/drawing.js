// Draws the rows and columns that are seen, and one empty row below the last.
import { cellAt, chosen, tell } from "./choosing.js";
import { onClick, onDown, onFocus, onKey, onMenu, onOver, onTwice } from "./keys.js";
import { closeMenu } from "./menus.js";
import { LEAST, MORE, MOST, NUMBER, ROW, canType, columns, make, page, rowCount, shownRows, state, textAt, within, wrongAt } from "./state.js";
import { flush, taken } from "./steps.js";
import { cancel, place } from "./typing.js";

export const fit = () => {
  page.measure ||= document.createElement("canvas").getContext("2d");
  page.measure.font = getComputedStyle(page.frame).font;
  const wide = (text) => page.measure.measureText(text).width + 22;
  const before = state.widths;
  state.widths = state.view.heads.map((each, column) => {
    const texts = [each.said, ...state.view.rows.slice(0, 200).map((row) => row.cells[column] || "")];
    const width = within(Math.ceil(Math.max(1.08 * wide(each.label), ...texts.map(wide))), LEAST, MOST);
    return before.length === columns() ? Math.max(before[column], width) : width;
  });
  state.lefts = state.widths.reduce((all, width) => [...all, all.at(-1) + width], [0]);
};

export const skeleton = () => {
  if (page.frame && state.host.contains(page.frame)) return;
  page.words = JSON.parse(state.host.dataset.words);
  page.frame = make("div", "grid", { role: "grid", tabIndex: -1 });
  page.head = make("div", "grid-heads", { role: "row", ariaRowIndex: "1" });
  page.body = make("div", "grid-body", { role: "rowgroup" });
  page.note = make("p", "grid-note small", { role: "status" });
  page.frame.append(page.head, page.body);
  state.host.replaceChildren(page.frame, page.note);
  state.rows.clear();
  page.frame.addEventListener("scroll", () => { if (state.edit) place(state.edit.list); draw(); });
  for (const [type, how] of Object.entries({ keydown: onKey, mousedown: onDown, mouseover: onOver, dblclick: onTwice, click: onClick, contextmenu: onMenu, focusin: onFocus })) page.frame.addEventListener(type, how);
};

export const columnsSeen = () => {
  const left = page.frame.scrollLeft, right = left + page.frame.clientWidth, found = [];
  for (let column = 0; column < columns(); column++) {
    const near = state.lefts[column] + state.widths[column] >= left - 200 && state.lefts[column] <= right + 200;
    if (near || column === state.at[1]) found.push(column);
  }
  return found;
};

export const cellFor = (row, column) => {
  const role = row < 0 ? "columnheader" : column < 0 ? "rowheader" : "gridcell";
  const cell = make("div", "grid-cell", { role, ariaColIndex: String(column + 2) });
  cell.dataset.at = `${row}.${column}`;
  cell.style.left = column < 0 ? "0" : `${NUMBER + state.lefts[column]}px`;
  cell.style.width = column < 0 ? `${NUMBER}px` : `${state.widths[column]}px`;
  return cell;
};

export const fill = (cell, row, column) => {
  const each = state.view.heads[column], wrong = wrongAt(row, column), last = row >= rowCount();
  const active = state.at[0] === row && state.at[1] === column;
  const name = ["grid-cell", each && `is-${each.sort}`, each?.figures && "is-figure", wrong && "is-wrong", chosen(row, column) && "is-chosen", active && "is-active"].filter(Boolean).join(" ");
  if (cell.className !== name) cell.className = name;
  cell.tabIndex = active ? 0 : -1;
  if (state.edit?.cell === cell) return;
  if (row < 0 && column < 0) cell.ariaLabel = page.words.row;
  else if (row < 0) {
    if (cell.dataset.text !== each.label + each.said) cell.replaceChildren(make("b", "", { textContent: each.label }), make("span", "", { textContent: each.said }));
    cell.dataset.text = each.label + each.said;
    cell.ariaHasPopup = "menu";
  } else {
    const text = column < 0 ? (last ? "+" : String(row + 1)) : textAt(row, column);
    if (cell.textContent !== text) cell.textContent = text;
    if (column < 0) {
      cell.ariaLabel = last ? page.words.newRow : `${page.words.row} ${row + 1}`;
      cell.ariaHasPopup = "menu";
    }
    const empty = column >= 0 && !last && text === "" && each.sort === "asks" ? page.words.any : "";
    if ((cell.dataset.empty || "") !== empty) cell.dataset.empty = empty;
    if (column >= 0) cell.ariaSelected = String(chosen(row, column) || active);
    if (column >= 0) cell.ariaReadOnly = String(!canType(column));
  }
  cell.ariaInvalid = wrong ? "true" : null;
  cell.ariaDescription = wrong || null;
  cell.title = wrong || (row < 0 ? each?.help || "" : column >= 0 ? textAt(row, column) : "");
};

export const fillRow = (element, row, shown) => {
  const key = shown.join() + state.widths.join();
  if (element.dataset.shown !== key && state.edit?.cell.parentElement !== element) {
    element.replaceChildren(...[-1, ...shown].map((column) => cellFor(row, column)));
    element.dataset.shown = key;
  }
  for (const cell of element.children) fill(cell, row, Number(cell.dataset.at.split(".")[1]));
};

export const draw = () => {
  if (!state.view?.rule) return;
  const rows = shownRows(), shown = columnsSeen(), hadFocus = page.frame.contains(document.activeElement) && !state.edit;
  const width = `${NUMBER + state.lefts.at(-1)}px`;
  Object.assign(page.frame, { ariaLabel: state.view.name, ariaRowCount: String(rows + 1), ariaColCount: String(columns() + 1), ariaMultiSelectable: "true" });
  Object.assign(page.body.style, { height: `${rows * ROW}px`, width });
  page.head.style.width = width;
  fillRow(page.head, -1, shown);
  const first = Math.max(0, Math.floor(page.frame.scrollTop / ROW) - MORE);
  const last = Math.min(rows - 1, Math.ceil((page.frame.scrollTop + page.frame.clientHeight) / ROW) + MORE);
  const wanted = new Set([state.at[0]]);
  for (let row = first; row <= last; row++) wanted.add(row);
  for (const [row, element] of state.rows) if (!wanted.has(row) || row >= rows) { element.remove(); state.rows.delete(row); }
  for (const row of wanted) {
    if (row < 0 || row >= rows) continue;
    let element = state.rows.get(row);
    if (!element) {
      element = make("div", "grid-row", { role: "row", ariaRowIndex: String(row + 2) });
      element.style.top = `${row * ROW}px`;
      state.rows.set(row, element);
      page.body.append(element);
    }
    element.style.width = width;
    fillRow(element, row, shown);
  }
  if (hadFocus && !page.frame.contains(document.activeElement)) cellAt(...state.at)?.focus({ preventScroll: true });
};

export const show = (view) => {
  state.host = document.querySelector("[data-grid]");
  if (!state.host || !view?.rule) { state.view = null; closeMenu(); return; }
  const another = state.view?.rule !== view.rule || !page.frame || !state.host.contains(page.frame);
  const wider = another || state.view.heads.length !== view.heads.length;
  state.view = view;
  skeleton();
  if (another) {
    cancel();
    Object.assign(state, { at: [0, 0], from: null, widths: [], queue: [], pending: [], held: 0, sent: Math.max(state.sent, view.done) });
    state.typed.clear();
    page.frame.scrollTop = page.frame.scrollLeft = 0;
  }
  taken(view.done);
  if (wider) state.widths = [];
  fit();
  state.at = [within(state.at[0], -1, shownRows() - 1), within(state.at[1], -1, columns() - 1)];
  draw();
  tell();
  flush();
};
