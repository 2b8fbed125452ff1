// Where one is, and what is chosen. Row -1 are the headings, column -1 the numbers of the rows.
import { draw } from "./drawing.js";
import { HEAD, NUMBER, ROW, columns, page, shownRows, state, textAt, within, wrongAt } from "./state.js";

export const range = () => {
  const [row, column] = state.at, [r, c] = state.from || state.at;
  const whole = column < 0 || c < 0;
  return { top: Math.max(0, Math.min(row, r)), bottom: Math.max(row, r), left: whole ? 0 : Math.min(column, c), right: whole ? columns() - 1 : Math.max(column, c) };
};
export const chosen = (row, column) => {
  if (!state.from && state.at[1] >= 0) return false;
  const { top, bottom, left, right } = range();
  return state.at[0] >= 0 && row >= top && row <= bottom && column >= left && column <= right;
};
export const seen = () => {
  const [row, column] = state.at;
  if (row >= 0) {
    const top = row * ROW, height = page.frame.clientHeight - HEAD;
    if (top < page.frame.scrollTop) page.frame.scrollTop = top;
    else if (top + ROW > page.frame.scrollTop + height) page.frame.scrollTop = top + ROW - height;
  }
  if (column >= 0) {
    const left = state.lefts[column], right = left + state.widths[column], width = page.frame.clientWidth - NUMBER;
    if (left < page.frame.scrollLeft) page.frame.scrollLeft = left;
    else if (right > page.frame.scrollLeft + width) page.frame.scrollLeft = right - width;
  }
};
export const go = (row, column, extend = false) => {
  const from = extend ? state.from || state.at : null;
  state.at = [within(row, -1, shownRows() - 1), within(column, -1, columns() - 1)];
  state.from = from;
  if (extend && state.at[0] < 0) state.at[0] = 0;
  seen();
  draw();
  cellAt(...state.at)?.focus({ preventScroll: true });
  tell();
};
export const cellAt = (row, column) => page.frame.querySelector(`[data-at="${row}.${column}"]`);
export const tell = () => {
  const [row, column] = state.at;
  page.note.textContent = wrongAt(row, column) || (row < 0 && column >= 0 ? state.view.heads[column].help : column < 0 ? "" : textAt(row, column));
  page.note.classList.toggle("is-wrong", wrongAt(row, column) !== "");
};
