// Light or dark is set before the first paint, so that nobody who works in the dark is flashed at.
(() => {
  const chosen = localStorage.getItem("theme") || "system";
  const dark = chosen === "dark" || (chosen === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.add(dark ? "dark" : "light");
  document.documentElement.style.colorScheme = dark ? "dark" : "light";
})();
