// A decision table as a grid: the page hands over its texts (window "grid" event), this draws the rows and columns
// that are seen, and sends what is done as numbered steps through the hidden entry [data-grid-send].
//
// 1. What is typed shows at once and is kept in `typed` until the server has taken the step (view.done).
// 2. A step that moves rows or columns holds the later ones back until it is done, so that places mean the same.
// 3. Row -1 are the headings, column -1 the row's numbers; one empty row stands below the last.
(() => {
  "use strict";

  const ROW = 30, HEAD = 50, NUMBER = 46, MORE = 6, LEAST = 92, MOST = 260, ROWS = 500;
  const state = { host: null, view: null, at: [0, 0], from: null, typed: new Map(), sent: 0, held: 0, queue: [], edit: null, rows: new Map(), lefts: [0], widths: [] };
  let frame, head, body, note, words = {}, measure;

  const make = (tag, name, more = {}) => Object.assign(document.createElement(tag), { className: name }, more);
  const within = (value, low, high) => Math.max(low, Math.min(high, value));
  const columns = () => state.view.heads.length;
  const rowCount = () => {
    let last = state.view.rows.length;
    for (const key of state.typed.keys()) last = Math.max(last, Number(key.split(".")[0]) + 1);
    return last;
  };
  const shownRows = () => Math.min(ROWS, rowCount() + 1);
  const textAt = (row, column) => state.typed.get(`${row}.${column}`)?.text ?? state.view.rows[row]?.cells[column] ?? "";
  const wrongAt = (row, column) => row < 0 ? state.view.heads[column]?.problem || "" : state.view.problems[state.view.rows[row]?.wrong[column]] || "";
  const canType = (column) => column >= 0 && state.view.heads[column].sort !== "also";

  // ---- Steps to the server -------------------------------------------------------------------------------------

  const hand = (step) => {
    const entry = document.querySelector("[data-grid-send]");
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
    set.call(entry, JSON.stringify({ ...step, rule: state.view.rule }));
    entry.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const flush = () => {
    while (state.queue.length && !state.held) {
      const step = state.queue.shift();
      if (step.moves) state.held = step.number;
      hand({ number: step.number, do: step.do });
    }
  };
  const send = (what, moves) => {
    state.sent += 1;
    state.queue.push({ number: state.sent, do: what, moves });
    flush();
    return state.sent;
  };
  const keep = (row, column, text, number) => state.typed.set(`${row}.${column}`, { text, number });

  const setCells = (row, column, block) => {
    const number = send({ what: "set", row, column, block });
    block.forEach((texts, r) => texts.forEach((text, c) => {
      if (column + c < columns() && canType(column + c)) keep(row + r, column + c, text, number);
    }));
    draw();
  };

  // ---- Where one is, and what is chosen ------------------------------------------------------------------------

  const range = () => {
    const [row, column] = state.at, [r, c] = state.from || state.at;
    const whole = column < 0 || c < 0;
    return { top: Math.max(0, Math.min(row, r)), bottom: Math.max(row, r), left: whole ? 0 : Math.min(column, c), right: whole ? columns() - 1 : Math.max(column, c) };
  };
  const chosen = (row, column) => {
    if (!state.from && state.at[1] >= 0) return false;
    const { top, bottom, left, right } = range();
    return state.at[0] >= 0 && row >= top && row <= bottom && column >= left && column <= right;
  };
  const seen = () => {
    const [row, column] = state.at;
    if (row >= 0) {
      const top = row * ROW, height = frame.clientHeight - HEAD;
      if (top < frame.scrollTop) frame.scrollTop = top;
      else if (top + ROW > frame.scrollTop + height) frame.scrollTop = top + ROW - height;
    }
    if (column >= 0) {
      const left = state.lefts[column], right = left + state.widths[column], width = frame.clientWidth - NUMBER;
      if (left < frame.scrollLeft) frame.scrollLeft = left;
      else if (right > frame.scrollLeft + width) frame.scrollLeft = right - width;
    }
  };
  const go = (row, column, extend = false) => {
    const from = extend ? state.from || state.at : null;
    state.at = [within(row, -1, shownRows() - 1), within(column, -1, columns() - 1)];
    state.from = from;
    if (extend && state.at[0] < 0) state.at[0] = 0;
    seen();
    draw();
    cellAt(...state.at)?.focus({ preventScroll: true });
    tell();
  };
  const cellAt = (row, column) => frame.querySelector(`[data-at="${row}.${column}"]`);
  const tell = () => {
    const [row, column] = state.at;
    note.textContent = wrongAt(row, column) || (row < 0 && column >= 0 ? state.view.heads[column].help : column < 0 ? "" : textAt(row, column));
    note.classList.toggle("is-wrong", wrongAt(row, column) !== "");
  };

  // ---- Drawing ----------------------------------------------------------------------------------------------------

  const fit = () => {
    measure ||= document.createElement("canvas").getContext("2d");
    measure.font = getComputedStyle(frame).font;
    const wide = (text) => measure.measureText(text).width + 22;
    const before = state.widths;
    state.widths = state.view.heads.map((each, column) => {
      const texts = [each.said, ...state.view.rows.slice(0, 200).map((row) => row.cells[column] || "")];
      const width = within(Math.ceil(Math.max(1.08 * wide(each.label), ...texts.map(wide))), LEAST, MOST);
      return before.length === columns() ? Math.max(before[column], width) : width;
    });
    state.lefts = state.widths.reduce((all, width) => [...all, all.at(-1) + width], [0]);
  };

  const skeleton = () => {
    if (frame && state.host.contains(frame)) return;
    words = JSON.parse(state.host.dataset.words);
    frame = make("div", "grid", { role: "grid", tabIndex: -1 });
    head = make("div", "grid-heads", { role: "row", ariaRowIndex: "1" });
    body = make("div", "grid-body", { role: "rowgroup" });
    note = make("p", "grid-note small", { role: "status" });
    frame.append(head, body);
    state.host.replaceChildren(frame, note);
    state.rows.clear();
    frame.addEventListener("scroll", () => { if (state.edit) place(state.edit.list); draw(); });
    for (const [type, how] of Object.entries({ keydown: onKey, mousedown: onDown, mouseover: onOver, dblclick: onTwice, click: onClick, contextmenu: onMenu, focusin: onFocus })) frame.addEventListener(type, how);
  };

  const columnsSeen = () => {
    const left = frame.scrollLeft, right = left + frame.clientWidth, found = [];
    for (let column = 0; column < columns(); column++) {
      const near = state.lefts[column] + state.widths[column] >= left - 200 && state.lefts[column] <= right + 200;
      if (near || column === state.at[1]) found.push(column);
    }
    return found;
  };

  const cellFor = (row, column) => {
    const role = row < 0 ? "columnheader" : column < 0 ? "rowheader" : "gridcell";
    const cell = make("div", "grid-cell", { role, ariaColIndex: String(column + 2) });
    cell.dataset.at = `${row}.${column}`;
    cell.style.left = column < 0 ? "0" : `${NUMBER + state.lefts[column]}px`;
    cell.style.width = column < 0 ? `${NUMBER}px` : `${state.widths[column]}px`;
    return cell;
  };

  const fill = (cell, row, column) => {
    const each = state.view.heads[column], wrong = wrongAt(row, column), last = row >= rowCount();
    const active = state.at[0] === row && state.at[1] === column;
    const name = ["grid-cell", each && `is-${each.sort}`, each?.figures && "is-figure", wrong && "is-wrong", chosen(row, column) && "is-chosen", active && "is-active"].filter(Boolean).join(" ");
    if (cell.className !== name) cell.className = name;
    cell.tabIndex = active ? 0 : -1;
    if (state.edit?.cell === cell) return;
    if (row < 0 && column < 0) cell.ariaLabel = words.row;
    else if (row < 0) {
      if (cell.dataset.text !== each.label + each.said) cell.replaceChildren(make("b", "", { textContent: each.label }), make("span", "", { textContent: each.said }));
      cell.dataset.text = each.label + each.said;
      cell.ariaHasPopup = "menu";
    } else {
      const text = column < 0 ? (last ? "+" : String(row + 1)) : textAt(row, column);
      if (cell.textContent !== text) cell.textContent = text;
      if (column < 0) {
        cell.ariaLabel = last ? words.newRow : `${words.row} ${row + 1}`;
        cell.ariaHasPopup = "menu";
      }
      const empty = column >= 0 && !last && text === "" && each.sort === "asks" ? words.any : "";
      if ((cell.dataset.empty || "") !== empty) cell.dataset.empty = empty;
      if (column >= 0) cell.ariaSelected = String(chosen(row, column) || active);
      if (column >= 0) cell.ariaReadOnly = String(!canType(column));
    }
    cell.ariaInvalid = wrong ? "true" : null;
    cell.ariaDescription = wrong || null;
    cell.title = wrong || (row < 0 ? each?.help || "" : column >= 0 ? textAt(row, column) : "");
  };

  const fillRow = (element, row, shown) => {
    const key = shown.join() + state.widths.join();
    if (element.dataset.shown !== key && state.edit?.cell.parentElement !== element) {
      element.replaceChildren(...[-1, ...shown].map((column) => cellFor(row, column)));
      element.dataset.shown = key;
    }
    for (const cell of element.children) fill(cell, row, Number(cell.dataset.at.split(".")[1]));
  };

  const draw = () => {
    if (!state.view?.rule) return;
    const rows = shownRows(), shown = columnsSeen(), hadFocus = frame.contains(document.activeElement) && !state.edit;
    const width = `${NUMBER + state.lefts.at(-1)}px`;
    Object.assign(frame, { ariaLabel: state.view.name, ariaRowCount: String(rows + 1), ariaColCount: String(columns() + 1), ariaMultiSelectable: "true" });
    Object.assign(body.style, { height: `${rows * ROW}px`, width });
    head.style.width = width;
    fillRow(head, -1, shown);
    const first = Math.max(0, Math.floor(frame.scrollTop / ROW) - MORE);
    const last = Math.min(rows - 1, Math.ceil((frame.scrollTop + frame.clientHeight) / ROW) + MORE);
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
        body.append(element);
      }
      element.style.width = width;
      fillRow(element, row, shown);
    }
    if (hadFocus && !frame.contains(document.activeElement)) cellAt(...state.at)?.focus({ preventScroll: true });
  };

  const show = (view) => {
    state.host = document.querySelector("[data-grid]");
    if (!state.host || !view?.rule) { state.view = null; closeMenu(); return; }
    const another = state.view?.rule !== view.rule || !frame || !state.host.contains(frame);
    const wider = another || state.view.heads.length !== view.heads.length;
    state.view = view;
    skeleton();
    if (another) {
      cancel();
      Object.assign(state, { at: [0, 0], from: null, widths: [], queue: [], held: 0, sent: Math.max(state.sent, view.done) });
      state.typed.clear();
      frame.scrollTop = frame.scrollLeft = 0;
    }
    for (const [key, { number }] of state.typed) if (number <= view.done) state.typed.delete(key);
    if (state.held && view.done >= state.held) state.held = 0;
    if (wider) state.widths = [];
    fit();
    state.at = [within(state.at[0], -1, shownRows() - 1), within(state.at[1], -1, columns() - 1)];
    draw();
    tell();
    flush();
  };

  // ---- Typing in a cell, with what it is known to hold ---------------------------------------------------------

  const begin = (text) => {
    const [row, column] = state.at;
    if (row < 0 || !canType(column) || state.edit) return;
    const cell = cellAt(row, column), before = textAt(row, column);
    const input = make("input", "grid-entry", { type: "text", value: text ?? before, autocomplete: "off", spellcheck: false });
    const list = make("ul", "grid-list menu", { role: "listbox", id: "grid-list", hidden: true });
    Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaLabel: `${state.view.heads[column].label}, ${words.row} ${row + 1}` });
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
  const fragment = (value) => state.view.heads[state.edit.column].several ? value.slice(value.lastIndexOf(",") + 1).trim() : value.trim();
  const offer = (all) => {
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
  const place = (list) => {
    const at = state.edit.cell.getBoundingClientRect(), below = innerHeight - at.bottom > 220;
    Object.assign(list.style, { left: `${at.left}px`, minWidth: `${at.width}px`, top: below ? `${at.bottom}px` : "auto", bottom: below ? "auto" : `${innerHeight - at.top}px` });
  };
  const light = (on) => {
    state.edit.on = on;
    [...state.edit.list.children].forEach((each, n) => each.setAttribute("aria-selected", String(n === on)));
    if (on >= 0) state.edit.input.setAttribute("aria-activedescendant", `grid-option-${on}`);
    else state.edit.input.removeAttribute("aria-activedescendant");
  };
  const choose = (on) => {
    const { input, found, column } = state.edit;
    if (on < 0 || !found[on]) return;
    const kept = state.view.heads[column].several ? input.value.slice(0, input.value.lastIndexOf(",") + 1) : "";
    input.value = kept ? `${kept} ${found[on]}` : found[on];
    offer(false);
    state.edit.list.hidden = true;
  };
  const close = () => {
    const edit = state.edit;
    state.edit = null;
    edit.list.remove();
    edit.cell.replaceChildren();
    return edit;
  };
  const cancel = () => { if (state.edit) { close(); draw(); } };
  const commit = (down, right, stay = false) => {
    if (!state.edit) return;
    const { row, column, before, input } = close(), text = input.value;
    if (text.trim() !== before) setCells(row, column, [[text]]);
    else draw();
    if (down || right) step(row, column, down, right);
    else if (stay) go(row, column);
  };
  const step = (row, column, down, right) => {
    const last = columns() - 1, next = column + right;
    if (next > last) go(row + 1, 0);
    else if (next < 0) go(Math.max(0, row - 1), last);
    else go(row + down, next);
  };
  const onEdit = (event) => {
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

  // ---- Menus of a row and of a column ----------------------------------------------------------------------------

  let menu = null;
  const closeMenu = () => { const open = menu; menu = null; open?.remove(); };
  const openMenu = (items, cell) => {
    closeMenu();
    menu = make("div", "grid-menu menu", { role: "menu" });
    for (const [label, act, on] of items) {
      const item = make("button", "menu-row", { type: "button", role: on === undefined ? "menuitem" : "menuitemradio", textContent: label });
      if (on !== undefined) item.ariaChecked = String(on);
      item.addEventListener("click", () => { closeMenu(); go(...state.at); act(); });
      menu.append(item);
    }
    const at = cell.getBoundingClientRect();
    state.host.append(menu);
    menu.style.left = `${Math.min(at.left, innerWidth - menu.offsetWidth - 8)}px`;
    menu.style.top = `${Math.max(8, Math.min(at.bottom, innerHeight - menu.offsetHeight - 8))}px`;
    menu.firstChild.focus();
    menu.addEventListener("keydown", (event) => {
      const all = [...menu.children], at = all.indexOf(document.activeElement);
      const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (next !== undefined) { event.preventDefault(); all.at(next % all.length).focus(); }
      if (event.key === "Escape" || event.key === "Tab") { event.preventDefault(); closeMenu(); go(...state.at); }
      event.stopPropagation();
    });
  };
  const rowMenu = (cell) => {
    const { top, bottom } = range(), end = Math.min(bottom, state.view.rows.length - 1);
    const items = [[words.insertAbove, () => send({ what: "insert", row: top }, true)], [words.insertBelow, () => send({ what: "insert", row: bottom + 1 }, true)]];
    if (top < state.view.rows.length) items.push(
      [words.duplicate, () => send({ what: "copy", top, bottom: end }, true)],
      [words.up, () => shift(-1)], [words.down, () => shift(1)],
      [top === end ? words.remove : words.removeRows, () => { state.from = null; send({ what: "remove", top, bottom: end }, true); }]);
    openMenu(items, cell);
  };
  const shift = (by) => {
    const { top, bottom } = range();
    if (top + by < 0 || bottom + by >= state.view.rows.length) return;
    send({ what: "move", top, bottom, by }, true);
    if (state.from) state.from = [state.from[0] + by, state.from[1]];
    const from = state.from;
    go(state.at[0] + by, state.at[1]);
    state.from = from;
  };
  const columnMenu = (column, cell) => {
    const each = state.view.heads[column];
    if (each.sort === "also") return;
    const asks = each.operators.map(({ value, label }) => [label, () => send({ what: "operator", column, operator: value }, true), value === each.operator]);
    openMenu([...asks,
      [words.left, () => send({ what: "shift", column, by: -1 }, true)], [words.right, () => send({ what: "shift", column, by: 1 }, true)],
      [words.removeColumn, () => send({ what: "away", column }, true)]], cell);
  };
  const openAt = (row, column) => row < 0 ? column >= 0 && columnMenu(column, cellAt(row, column)) : rowMenu(cellAt(row, column));

  // ---- Keys, mouse, clipboard --------------------------------------------------------------------------------------

  const clear = () => {
    const { top, bottom, left, right } = range();
    for (let row = top; row <= Math.min(bottom, state.view.rows.length - 1); row++)
      for (let column = left; column <= right; column++) keep(row, column, "", state.sent + 1);
    send({ what: "clear", top, left, bottom, right });
    draw();
  };
  const fillDown = () => {
    let { top, bottom, left, right } = range();
    if (top === bottom) top = Math.max(0, top - 1);
    for (let column = left; column <= right; column++) {
      if (!canType(column)) continue;
      for (let row = top + 1; row <= Math.min(bottom, state.view.rows.length - 1); row++) keep(row, column, textAt(top, column), state.sent + 1);
    }
    send({ what: "fill", top, left, bottom, right });
    draw();
  };
  const moves = {
    ArrowUp: ([r, c], far) => [far ? 0 : r - 1, c], ArrowDown: ([r, c], far) => [far ? rowCount() - 1 : r + 1, c],
    ArrowLeft: ([r, c], far) => [r, far ? 0 : c - 1], ArrowRight: ([r, c], far) => [r, far ? columns() - 1 : c + 1],
    Home: ([r], far) => [far ? 0 : r, 0], End: ([r], far) => [far ? rowCount() - 1 : r, columns() - 1],
    PageUp: ([r, c]) => [Math.max(0, r - Math.floor(frame.clientHeight / ROW) + 2), c],
    PageDown: ([r, c]) => [r + Math.floor(frame.clientHeight / ROW) - 2, c],
  };
  const leave = () => document.querySelector("[data-grid-after]")?.focus();
  const onKey = (event) => {
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
  const placeOf = (event) => event.target.closest?.("[data-at]")?.dataset.at.split(".").map(Number);
  const onDown = (event) => {
    const at = placeOf(event);
    if (!at || state.edit?.cell.contains(event.target) || event.button) return;
    event.preventDefault();
    if (state.edit) commit(0, 0);
    closeMenu();
    go(at[0], at[1], event.shiftKey && at[0] >= 0);
  };
  const onOver = (event) => {
    const at = placeOf(event);
    if (at && event.buttons === 1 && !state.edit && at[0] >= 0 && at[1] >= 0 && state.at[1] >= 0 && state.at[0] >= 0) go(at[0], at[1], true);
  };
  const onTwice = () => { if (state.at[0] >= 0 && state.at[1] >= 0) begin(); };
  const onClick = (event) => { const at = placeOf(event); if (at && !event.shiftKey && (at[0] < 0 || at[1] < 0)) openAt(...at); };
  const onMenu = (event) => {
    const at = placeOf(event);
    if (!at || state.edit) return;
    event.preventDefault();
    if (!chosen(...at)) go(...at);
    openAt(at[0], at[0] < 0 ? at[1] : -1);
  };
  const onFocus = (event) => {
    const at = placeOf(event);
    if (at && !state.edit && (at[0] !== state.at[0] || at[1] !== state.at[1])) { state.at = at; state.from = null; draw(); }
    tell();
  };

  // A text that a spreadsheet would run goes out behind an apostrophe; it is taken away where it comes in.
  const harmless = (text) => /^'*(\s*[=+\-@|%＝＋－＠]|[\t\r\n])/u.test(text) ? `'${text}` : text;
  const quoted = (text) => /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const copied = () => {
    const { top, bottom, left, right } = range(), lines = [];
    for (let row = top; row <= bottom; row++) {
      const texts = [];
      for (let column = left; column <= right; column++) texts.push(quoted(harmless(textAt(row, column))));
      lines.push(texts.join("\t"));
    }
    return lines.join("\n");
  };
  const onClipboard = (event) => {
    if (!frame?.contains(document.activeElement) || state.edit || !state.view) return;
    event.preventDefault();
    if (event.type !== "paste") {
      event.clipboardData.setData("text/plain", copied());
      if (event.type === "cut") clear();
      return;
    }
    const text = event.clipboardData.getData("text/plain"), { top, bottom, left, right } = range();
    if (!text) return;
    const one = !/[\t\n\r]/.test(text.replace(/\r?\n$/, "")), many = bottom > top || right > left;
    if (one && many && state.from) {
      const plain = text.replace(/\r?\n$/, "");
      return setCells(top, left, Array.from({ length: bottom - top + 1 }, () => Array(right - left + 1).fill(plain)));
    }
    send({ what: "paste", row: top, column: Math.max(0, left), text }, true);
  };
  for (const type of ["copy", "cut", "paste"]) document.addEventListener(type, onClipboard);

  document.addEventListener("mousedown", (event) => { if (menu && !menu.contains(event.target)) closeMenu(); }, true);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href*="#cell-"]');
    const at = link && state.view && /#cell-(-?\d+)-(-?\d+)$/.exec(link.hash);
    if (!at) return;
    event.preventDefault();
    frame.scrollIntoView({ block: "center" });
    go(Number(at[1]), Number(at[2]));
  }, true);
  window.addEventListener("resize", () => { if (state.view) draw(); });
  window.addEventListener("grid", (event) => show(event.detail));
  if (window.gridView) show(window.gridView);
})();
