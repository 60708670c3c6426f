// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// The colours of the style sheet, as a canvas can use them. They are read when something is drawn:
// a custom property holds both themes, only a painted colour is one of them.
const probe = document.createElement("span");
probe.hidden = true;
document.documentElement.append(probe);

const seen = new Map();

/** "rgb(…)" of a token, for example token("accent"). */
export function token(name) {
  if (!seen.has(name)) {
    probe.style.color = `var(--${name})`;
    seen.set(name, getComputedStyle(probe).color);
  }
  return seen.get(name);
}

/** The same colour, thinner: alpha in [0, 1]. */
export function tint(name, alpha) {
  const channels = token(name).match(/[\d.]+/g).slice(0, 3).join(" ");
  return `rgb(${channels} / ${alpha})`;
}

/** Calls back whenever the colours have changed. */
export function onThemeChange(redraw) {
  const change = () => {
    seen.clear();
    redraw();
  };
  document.addEventListener("themechange", change);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", change);
}
