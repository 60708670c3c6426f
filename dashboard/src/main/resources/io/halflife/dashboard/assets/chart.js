// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Charts over time. The page says what to draw as JSON (io.halflife.dashboard.chart), uPlot draws
// lines and axes, drawing.js what is peculiar to us, tip.js the figures under the cursor.
//
// <figure data-chart><div class="plot"></div><script type="application/json">…</script></figure>
import { MARK_ROOM, bands, crossing, futures, intervals, marks, thresholds, zones } from "./drawing.js";
import { dataTable } from "./datatable.js";
import { decimalsOf } from "./figures.js";
import { heat, heatAxis, heatTip } from "./heat.js";
import { tip } from "./tip.js";
import { onThemeChange, tint, token } from "./tokens.js";

const HEIGHT = 250;
const AXIS_WIDTH = 52;
const FONT = "11px Inter, system-ui, sans-serif";
const DAY = 86400;
// Steps of an axis of counts: there is no half column.
const WHOLE = [0, 1, 2, 3, 4, 5, 6, 7, 8].flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power));

/** Draws every chart under the element. */
export function charts(element) {
  const figures = [...element.querySelectorAll("[data-chart]")];
  if (figures.length === 0) {
    return;
  }
  const drawn = figures.map(chart);
  onThemeChange(() => drawn.forEach((plot) => plot.redraw(false)));
  const watch = new ResizeObserver((entries) => {
    for (const { target, contentRect } of entries) {
      const plot = drawn.find((one) => one.root.parentElement === target);
      if (plot && contentRect.width > 0 && Math.abs(plot.width - contentRect.width) >= 1) {
        plot.setSize({ width: contentRect.width, height: HEIGHT });
      }
    }
  });
  drawn.forEach((plot) => watch.observe(plot.root.parentElement));
  // Labels that were measured before the font had come are measured again.
  document.fonts.ready.then(() => drawn.forEach((plot) => plot.redraw(false, true)));
}

function chart(figure) {
  const spec = JSON.parse(figure.querySelector("script").textContent);
  const element = figure.querySelector(".plot");
  dataTable(figure, spec);
  const [data, columns] = joined(spec);
  const options = {
    width: element.clientWidth,
    height: HEIGHT,
    padding: [spec.marks.length > 0 ? MARK_ROOM : 8, 20, 0, 0],
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1e3), "Etc/UTC"),
    legend: { show: false },
    cursor: cursor(spec),
    scales: { x: { range: () => [spec.from, spec.to] }, y: { range: () => (spec.heat ? [0, spec.heat.limits.length + 1] : extent(spec)) } },
    axes: [timeAxis(element), { ...valueAxis(spec), ...(spec.heat ? heatAxis(spec) : {}) }],
    series: [{}, ...columns.map(series)],
    hooks: {
      drawClear: [zones(spec), futures(spec), heat(spec)],
      drawAxes: [bands(spec), intervals(spec)],
      draw: [thresholds(spec), crossing(spec), marks(spec)],
    },
    plugins: [spec.heat ? heatTip(spec) : tip(spec, columns)],
  };
  return new uPlot(options, data, element);
}

/** Series have times of their own; uPlot wants one time axis with holes. */
function joined(spec) {
  const columns = spec.series.filter((one) => one.y.length > 0);
  if (columns.length === 0) {
    return [[[spec.from, spec.to], [null, null]], [{ name: "", style: "line", color: "muted", y: [] }]];
  }
  return [uPlot.join(columns.map((one) => [one.x, one.y])), columns];
}

function cursor(spec) {
  return {
    y: false,
    drag: { setScale: false, x: false, y: false },
    points: { size: 7, width: 0, fill: (plot, index) => plot.series[index].points.fill(plot, index) },
    sync: spec.sync ? { key: spec.sync, scales: ["x", null] } : undefined,
  };
}

function series(one) {
  const colour = () => token(one.color);
  const base = { label: one.name, scale: "y", stroke: colour, points: { show: false, fill: colour } };
  switch (one.style) {
    case "points":
      return { ...base, width: 0, paths: () => null, points: { show: true, size: 5, width: 0, fill: colour, stroke: colour } };
    case "bars":
      return { ...base, width: 0, fill: () => tint(one.color, 0.55), paths: uPlot.paths.bars({ size: [0.8, 40, 1] }) };
    case "step":
      return { ...base, width: 1.5, fill: () => tint(one.color, 0.12), paths: uPlot.paths.stepped({ align: 1 }) };
    default:
      return { ...base, width: 2, dash: one.dash ? [5, 4] : undefined, points: { show: one.y.length < 3, size: 5, width: 0, fill: colour } };
  }
}

/** Everything that is drawn has a place: values, intervals, thresholds. */
function extent(spec) {
  let low = spec.zero ? 0 : Infinity;
  let high = spec.zero ? 0 : -Infinity;
  const take = (value) => {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  };
  for (const one of spec.series) {
    one.y.forEach(take);
    // A band that widens into the future may leave the chart: what was measured may not.
    if (one.style !== "line" || spec.zero) {
      (one.high || []).forEach(take);
      (one.low || []).forEach(take);
    }
  }
  spec.thresholds.forEach((threshold) => take(threshold.value));
  take(spec.reach);
  if (low > high) {
    return [0, 1];
  }
  if (isCount(spec)) {
    high = Math.max(high, 4);
  }
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [spec.zero ? 0 : low - room, spec.max === undefined ? high + room : Math.min(high + room, spec.max)];
}

function timeAxis(element) {
  return {
    stroke: () => token("muted"),
    font: FONT,
    size: 44,
    gap: 6,
    space: () => (element.clientWidth < 480 ? 64 : 58),
    ticks: { show: false },
    grid: { stroke: () => token("line"), width: 1 },
    values: [
      [365 * DAY, "{YYYY}", null, null, null, null, null, null, 1],
      [28 * DAY, "{MMM}", "\n{YYYY}", null, null, null, null, null, 1],
      [DAY, "{MMM} {D}", "\n{YYYY}", null, null, null, null, null, 1],
      [3600, "{HH}:{mm}", "\n{MMM} {D}", null, "\n{MMM} {D}", null, null, null, 1],
      [60, "{HH}:{mm}", "\n{MMM} {D}", null, "\n{MMM} {D}", null, null, null, 1],
    ],
  };
}

function valueAxis(spec) {
  return {
    stroke: () => token("muted"),
    font: FONT,
    size: AXIS_WIDTH,
    gap: 6,
    ticks: { show: false },
    grid: { stroke: () => token("line"), width: 1 },
    ...(spec.decimals === 0 ? { incrs: WHOLE } : {}),
    values: (plot, splits, axis, space, step) => splits.map((value) => figure(value, decimalsOf(step)) + unit(spec)),
  };
}

/** Of counts there are no halves. */
function isCount(spec) {
  return spec.zero && spec.decimals === 0;
}

function unit(spec) {
  return spec.unit ? " " + spec.unit : "";
}

function figure(value, digits) {
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
