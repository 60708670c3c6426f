// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Shares over the values of a column: cumulative ones with the distance between them, and
// histograms. The reference is grey, the window has the accent.
//
// <figure data-curve><div class="plot"></div><script type="application/json">…</script></figure>
import { text, within } from "./drawing.js";
import { decimalsOf, number } from "./figures.js";
import { onThemeChange, tint, token } from "./tokens.js";

const HEIGHT = 250;
const FONT = "11px Inter, system-ui, sans-serif";
const SIDES = [
  ["Reference", "reference"],
  ["Window", "window"],
];

/** Draws every curve under the element. */
export function curves(element) {
  const drawn = [...element.querySelectorAll("[data-curve]")].map(curve);
  if (drawn.length === 0) {
    return;
  }
  onThemeChange(() => drawn.forEach((plot) => plot.redraw(false)));
  const watch = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const plot = drawn.find((one) => one.root.parentElement === target);
      if (contentRect.width > 0 && Math.abs(plot.width - contentRect.width) >= 1) {
        plot.setSize({ width: contentRect.width, height: HEIGHT });
      }
    }
  });
  drawn.forEach((plot) => watch.observe(plot.root.parentElement));
  document.fonts.ready.then(() => drawn.forEach((plot) => plot.redraw(false, true)));
}

function curve(figure) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const element = figure.querySelector(".plot");
  figures(figure, spec);
  const options = {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false, drag: { setScale: false, x: false, y: false }, points: { show: false } },
    scales: { x: { time: false, range: () => [spec.from, spec.to] }, y: { range: () => [0, top(spec)] } },
    axes: [axis(44, (value, digits) => number(value, digits)), axis(52, (value, digits) => `${number(value, digits)} %`)],
    series: [{}, reference(spec), windowed()],
    hooks: { draw: [gap(spec)] },
    plugins: [tip(spec)],
  };
  return new uPlot(options, [spec.x, spec.reference, spec.window], element);
}

function top(spec) {
  const largest = Math.max(...spec.reference, ...spec.window, 0);
  return spec.max === undefined ? largest * 1.08 || 1 : spec.max;
}

function reference(spec) {
  const colour = () => token("reference");
  return {
    stroke: colour,
    width: spec.filled ? 0 : 2,
    fill: spec.filled ? () => tint("reference", 0.5) : undefined,
    paths: uPlot.paths.stepped({ align: 1 }),
    points: { show: false },
  };
}

function windowed() {
  return { stroke: () => token("accent"), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } };
}

function axis(size, write) {
  return {
    stroke: () => token("muted"),
    font: FONT,
    size,
    gap: 6,
    ticks: { show: false },
    grid: { stroke: () => token("line"), width: 1 },
    values: (plot, splits, index, space, step) => splits.map((value) => write(value, decimalsOf(step))),
  };
}

/** The distance between the curves as an upright line, with its name beside it. */
function gap(spec) {
  return within((plot, box, ratio) => {
    if (!spec.gap) {
      return;
    }
    const at = plot.valToPos(spec.gap.at, "x", true);
    const low = plot.valToPos(spec.gap.low, "y", true);
    const high = plot.valToPos(spec.gap.high, "y", true);
    const { ctx } = plot;
    ctx.strokeStyle = token("bad");
    ctx.lineWidth = 2 * ratio;
    ctx.beginPath();
    ctx.moveTo(at, low);
    ctx.lineTo(at, high);
    for (const end of [low, high]) {
      ctx.moveTo(at - 4 * ratio, end);
      ctx.lineTo(at + 4 * ratio, end);
    }
    ctx.stroke();
    const left = at > box.left + 0.7 * box.width;
    text(plot, spec.gap.label, at + (left ? -8 : 8) * ratio, (low + high) / 2, {
      color: token("bad"),
      baseline: "middle",
      align: left ? "right" : "left",
    });
  });
}

function tip(spec) {
  const box = document.createElement("div");
  box.className = "tip";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  return {
    hooks: {
      init: (plot) => plot.over.append(box),
      setCursor: (plot) => {
        const { left } = plot.cursor;
        const index = left === undefined || left < 0 ? -1 : stepAt(spec, plot.posToVal(left, "x"));
        box.hidden = index < 0;
        if (index >= 0) {
          box.replaceChildren(...lines(spec, index));
          const right = left > plot.over.clientWidth / 2;
          box.style.left = right ? "auto" : `${left + 12}px`;
          box.style.right = right ? `${plot.over.clientWidth - left + 12}px` : "auto";
        }
      },
    },
  };
}

/** The last step at or before the value. */
function stepAt(spec, value) {
  let low = -1;
  let high = spec.x.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (spec.x[middle] <= value) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return spec.filled && low === spec.x.length - 1 ? -1 : low;
}

/** "at most 41.2", or of a histogram "38.0 to 41.2". */
function place(spec, index) {
  const at = number(spec.x[index], spec.decimals);
  return spec.filled ? `${at} to ${number(spec.x[index + 1], spec.decimals)}` : `at most ${at}`;
}

function lines(spec, index) {
  const head = document.createElement("b");
  head.textContent = place(spec, index);
  return [
    head,
    ...SIDES.map(([name, key]) => {
      const line = document.createElement("span");
      line.dataset.color = key === "window" ? "accent" : "reference";
      line.textContent = `${name} ${number(spec[key][index], 1)} %`;
      return line;
    }),
  ];
}

/** What is drawn as a table, made when it is opened. */
function figures(figure, spec) {
  const details = figure.querySelector("details");
  details.addEventListener("toggle", () => {
    const box = details.querySelector("[data-figures]");
    if (details.open && box.childElementCount === 0) {
      box.append(table(spec));
    }
  });
}

function table(spec) {
  const element = document.createElement("table");
  const head = element.createTHead().insertRow();
  ["Values", ...SIDES.map(([name]) => name)].forEach((name) => head.append(cell("th", name, "col")));
  const body = element.createTBody();
  const rows = spec.filled ? spec.x.length - 1 : spec.x.length;
  for (let index = 0; index < rows; index++) {
    const row = body.insertRow();
    row.append(cell("th", place(spec, index), "row"));
    SIDES.forEach(([, key]) => row.append(cell("td", `${number(spec[key][index], 2)} %`)));
  }
  return element;
}

function cell(name, words, scope) {
  const element = document.createElement(name);
  element.textContent = words;
  if (scope) {
    element.scope = scope;
  }
  return element;
}
