// What the builder's benchmark asks of the page: how long from a person's act until the page shows its answer.
// An act begins with the browser's own event (pointer or key), and ends with the frame that shows the answer.
() => {
  globalThis.answered = (selector, isShown) => new Promise((resolve) => {
    let began = 0;
    const begin = (event) => { began ||= event.timeStamp; };
    for (const type of ["pointerdown", "keydown"]) window.addEventListener(type, begin, { capture: true });
    const shown = isShown ? new Function("element", `return ${isShown}`) : null;
    const before = document.querySelector(selector)?.textContent;
    const look = () => {
      const element = document.querySelector(selector);
      if (began && element && (shown ? shown(element) : element.textContent !== before)) {
        watch.disconnect();
        for (const type of ["pointerdown", "keydown"]) window.removeEventListener(type, begin, { capture: true });
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
      }
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  });
}
