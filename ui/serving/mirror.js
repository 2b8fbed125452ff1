// Appended to Reflex's state.js: views that travel as numbered changes (ui/mirror.py says how they look).
const numberOf = new WeakMap();

const changed = (old, [what, first, removed, values]) => {
  if (what === 0) return first;
  if (what === 3) return [...old.slice(0, first), ...values, ...old.slice(first + removed)];
  const now = what === 1 ? { ...old } : [...old];
  for (const name in first) now[name] = changed(old[name], first[name]);
  return now;
};

const received = (old, sent) => {
  if (sent?.$patch) {
    const [from, to, change] = sent.$patch;
    if (old === undefined || (numberOf.get(old) ?? 0) !== from) {
      window.dispatchEvent(new Event("mirror-lost"));
      return old;
    }
    const now = changed(old, change);
    numberOf.set(now, to);
    return now;
  }
  const whole = sent?.$whole ? sent.$whole[1] : sent;
  const now = old === undefined ? whole : replaceEqualDeep(old, whole);
  if (sent?.$whole) numberOf.set(now, sent.$whole[0]);
  else if (now && typeof now === "object") numberOf.delete(now);
  return now;
};
