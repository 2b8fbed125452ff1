// Steps to the server, numbered. What is typed shows at once and is kept in `typed` until its step is done; a step
// that moves rows or columns holds the later ones back until it is done, so that places mean the same. A server
// that died forgot what went out just before: steps that say the same twice are sent again, the others given up.
import { draw } from "./drawing.js";
import { canType, columns, state } from "./state.js";

const PATIENCE = 10000; // milliseconds without a step done
let waiting = 0;

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
    state.pending.push(step);
    hand({ number: step.number, do: step.do });
  }
  wait();
};
const wait = () => {
  clearTimeout(waiting);
  if (state.pending.length) waiting = setTimeout(again, PATIENCE);
};
const again = () => {
  if (document.querySelector("[data-lost]")) return wait();
  const steps = state.pending.filter((step) => !step.moves);
  state.pending = [];
  state.held = 0;
  state.queue.unshift(...steps);
  flush();
};
// Everything up to this number is in the view.
export const taken = (done) => {
  for (const [key, { number }] of state.typed) if (number <= done) state.typed.delete(key);
  state.pending = state.pending.filter((step) => step.number > done);
  if (state.held && done >= state.held) state.held = 0;
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
