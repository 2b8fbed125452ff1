// What a grid is made of: its view, what is typed and not yet taken, where one is; and questions about it.

export const ROW = 30, HEAD = 50, NUMBER = 46, MORE = 6, LEAST = 92, MOST = 260, ROWS = 500;
// The elements, and the words on them.
export const page = { frame: null, head: null, body: null, note: null, words: {}, measure: null };
export const state = { host: null, view: null, at: [0, 0], from: null, typed: new Map(), sent: 0, held: 0, queue: [], pending: [], edit: null, menu: null, rows: new Map(), lefts: [0], widths: [] };

export const make = (tag, name, more = {}) => Object.assign(document.createElement(tag), { className: name }, more);
export const within = (value, low, high) => Math.max(low, Math.min(high, value));
export const columns = () => state.view.heads.length;
export const rowCount = () => {
  let last = state.view.rows.length;
  for (const key of state.typed.keys()) last = Math.max(last, Number(key.split(".")[0]) + 1);
  return last;
};
export const shownRows = () => Math.min(ROWS, rowCount() + 1);
export const textAt = (row, column) => state.typed.get(`${row}.${column}`)?.text ?? state.view.rows[row]?.cells[column] ?? "";
export const wrongAt = (row, column) => row < 0 ? state.view.heads[column]?.problem || "" : state.view.problems[state.view.rows[row]?.wrong[column]] || "";
export const canType = (column) => column >= 0 && state.view.heads[column].sort !== "also";
