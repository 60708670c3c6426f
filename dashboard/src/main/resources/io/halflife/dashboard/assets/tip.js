// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// The figures under the cursor: when, how much with its unit and interval, of how many, and what
// happened there. Charts that share a time axis show theirs together.
import { amount, moment, sample } from "./figures.js";

const REACH = 12;

export function tip(spec, columns) {
  return tipBox((plot) => linesAt(plot, spec, columns, plot.cursor.left));
}

/** A box beside the cursor. The function gives its lines: pairs of element and text, or elements. */
export function tipBox(linesOf) {
  const box = document.createElement("div");
  box.className = "tip";
  box.hidden = true;
  return {
    hooks: {
      init: (plot) => {
        box.setAttribute("aria-hidden", "true");
        plot.over.append(box);
      },
      setCursor: (plot) => {
        const { left } = plot.cursor;
        const lines = left === undefined || left < 0 ? [] : linesOf(plot);
        box.hidden = lines.length === 0;
        if (!box.hidden) {
          box.replaceChildren(...lines.map((one) => (Array.isArray(one) ? line(...one) : one)));
          place(box, left, plot.over.clientWidth);
        }
      },
    },
  };
}

function linesAt(plot, spec, columns, left) {
  const found = columns
    .map((one) => [one, nearest(plot, one, left)])
    .filter(([one, index]) => index >= 0);
  const marks = spec.marks.filter((mark) => Math.abs(plot.valToPos(mark.at, "x") - left) <= 6);
  if (found.length === 0 && marks.length === 0) {
    return [];
  }
  const first = found.find(([one]) => one.labels) || found[0];
  const head = first ? (first[0].labels ? first[0].labels[first[1]] : moment(first[0].x[first[1]])) : "";
  return [
    ...(head ? [line("b", head)] : []),
    ...found.map(([one, index]) => value(spec, one, index)),
    ...marks.map((mark) => line("i", mark.label)),
  ];
}

/** The point of a series that is nearest to the cursor, if it is near. */
function nearest(plot, one, left) {
  let best = -1;
  let distance = Infinity;
  one.x.forEach((at, index) => {
    const away = Math.abs(plot.valToPos(at, "x") - left);
    if (one.y[index] !== null && away < distance) {
      best = index;
      distance = away;
    }
  });
  const spacing = plot.over.clientWidth / Math.max(1, one.x.length);
  return distance <= Math.max(REACH, spacing) ? best : -1;
}

function value(spec, one, index) {
  const row = line("span", `${one.name} ${amount(spec, one, index)}${sample(one, index)}`);
  row.dataset.color = one.color;
  return row;
}

function line(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function place(box, left, width) {
  const right = left > width / 2;
  box.style.left = right ? "auto" : `${left + 12}px`;
  box.style.right = right ? `${width - left + 12}px` : "auto";
}
