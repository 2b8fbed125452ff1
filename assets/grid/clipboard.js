// Copy, cut and paste.
import { range } from "./choosing.js";
import { clear } from "./keys.js";
import { page, state, textAt } from "./state.js";
import { send, setCells } from "./steps.js";

// A text that a spreadsheet would run goes out behind an apostrophe; it is taken away where it comes in.
export const harmless = (text) => /^'*(\s*[=+\-@|%＝＋－＠]|[\t\r\n])/u.test(text) ? `'${text}` : text;
export const quoted = (text) => /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
export const copied = () => {
  const { top, bottom, left, right } = range(), lines = [];
  for (let row = top; row <= bottom; row++) {
    const texts = [];
    for (let column = left; column <= right; column++) texts.push(quoted(harmless(textAt(row, column))));
    lines.push(texts.join("\t"));
  }
  return lines.join("\n");
};
export const onClipboard = (event) => {
  if (!page.frame?.contains(document.activeElement) || state.edit || !state.view) return;
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
