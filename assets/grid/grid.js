// A decision table as a grid. The page hands over its texts (window "grid" event); what is done goes back as numbered
// steps through the hidden entry [data-grid-send].
import "./clipboard.js";
import { go } from "./choosing.js";
import { draw, show } from "./drawing.js";
import { closeMenu } from "./menus.js";
import { page, state } from "./state.js";

document.addEventListener("mousedown", (event) => { if (state.menu && !state.menu.contains(event.target)) closeMenu(); }, true);
document.addEventListener("click", (event) => {
  const link = event.target.closest?.('a[href*="#cell-"]');
  const at = link && state.view && /#cell-(-?\d+)-(-?\d+)$/.exec(link.hash);
  if (!at) return;
  event.preventDefault();
  page.frame.scrollIntoView({ block: "center" });
  go(Number(at[1]), Number(at[2]));
}, true);
window.addEventListener("resize", () => { if (state.view) draw(); });
window.addEventListener("grid", (event) => show(event.detail));
if (window.gridView) show(window.gridView);
