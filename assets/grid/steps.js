// Steps to the server, numbered. What is typed shows at once and is kept in `typed` until its step is done; a step
// that moves rows or columns holds the later ones back until it is done, so that places mean the same.
import { draw } from "./drawing.js";
import { canType, columns, state } from "./state.js";

export const hand = (step) => {
  const entry = document.querySelector("[data-grid-send]");
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  set.call(entry, JSON.stringify({ ...step, rule: state.view.rule }));
  entry.dispatchEvent(new Event("input", { bubbles: true }));
};
export const flush = () => {
  while (state.queue.length && !state.held) {
    const step = state.queue.shift();
    if (step.moves) state.held = step.number;
    hand({ number: step.number, do: step.do });
  }
};
export const send = (what, moves) => {
  state.sent += 1;
  state.queue.push({ number: state.sent, do: what, moves });
  flush();
  return state.sent;
};
export const keep = (row, column, text, number) => state.typed.set(`${row}.${column}`, { text, number });

export const setCells = (row, column, block) => {
  const number = send({ what: "set", row, column, block });
  block.forEach((texts, r) => texts.forEach((text, c) => {
    if (column + c < columns() && canType(column + c)) keep(row + r, column + c, text, number);
  }));
  draw();
};
