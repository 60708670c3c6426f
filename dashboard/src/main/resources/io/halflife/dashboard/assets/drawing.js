// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// What is peculiar to our charts: zones, thresholds, bands, intervals, the crossing, event marks.
// Each function takes the chart's specification and gives back a hook of uPlot.
import { tint, token } from "./tokens.js";

const LABEL = "500 11px Inter, system-ui, sans-serif";

/** Tinted stretches of the value axis: where a state begins. */
export function zones(spec) {
  return within((plot, box, ratio) => {
    for (const zone of spec.zones) {
      const top = zone.to === null ? box.top : y(plot, zone.to);
      const bottom = zone.from === null ? box.top + box.height : y(plot, zone.from);
      plot.ctx.fillStyle = tint(zone.color, 0.08);
      plot.ctx.fillRect(box.left, top, box.width, bottom - top);
    }
    for (const span of spec.spans) {
      const left = x(plot, span.from);
      plot.ctx.fillStyle = tint(span.color, 0.1);
      plot.ctx.fillRect(left, box.top, Math.max(ratio, x(plot, span.to) - left), box.height);
    }
  });
}

/** A hairline where what is known ends and what is expected begins. */
export function futures(spec) {
  return within((plot, box, ratio) => {
    if (spec.asOf > spec.from && spec.asOf < spec.to) {
      vertical(plot, box, spec.asOf, { color: token("muted"), width: ratio, dash: [2 * ratio, 3 * ratio] });
    }
  });
}

/** Bands around lines; what lies in the future fades. */
export function bands(spec) {
  return within((plot) => {
    for (const one of spec.series) {
      if (one.style === "line" && one.low) {
        band(plot, spec, one);
      }
    }
  });
}

function band(plot, spec, one) {
  const known = one.x.map((at, index) => index).filter((index) => one.low[index] !== null && one.high[index] !== null);
  if (known.length < 2) {
    return;
  }
  const { ctx } = plot;
  ctx.beginPath();
  known.forEach((index) => ctx.lineTo(x(plot, one.x[index]), y(plot, one.high[index])));
  known.reverse().forEach((index) => ctx.lineTo(x(plot, one.x[index]), y(plot, one.low[index])));
  ctx.closePath();
  ctx.fillStyle = fading(plot, spec, one);
  ctx.fill();
}

function fading(plot, spec, one) {
  const strong = tint(one.color, 0.18);
  if (!(spec.asOf < spec.to) || spec.asOf === undefined) {
    return strong;
  }
  const from = x(plot, Math.max(spec.from, spec.asOf));
  const gradient = plot.ctx.createLinearGradient(from, 0, x(plot, spec.to), 0);
  gradient.addColorStop(0, strong);
  gradient.addColorStop(1, tint(one.color, 0.07));
  return gradient;
}

/** The interval of each point as a thin upright line. */
export function intervals(spec) {
  return within((plot, box, ratio) => {
    const { ctx } = plot;
    for (const one of spec.series) {
      if (one.style !== "points" || !one.low) {
        continue;
      }
      ctx.strokeStyle = tint(one.color, 0.32);
      ctx.lineWidth = ratio;
      ctx.beginPath();
      one.x.forEach((at, index) => {
        if (one.low[index] !== null && one.high[index] !== null) {
          ctx.moveTo(x(plot, at), y(plot, one.low[index]));
          ctx.lineTo(x(plot, at), y(plot, one.high[index]));
        }
      });
      ctx.stroke();
    }
  });
}

/** Dashed across the chart, named at the left. */
export function thresholds(spec) {
  return within((plot, box, ratio) => {
    const { ctx } = plot;
    for (const threshold of spec.thresholds) {
      const at = Math.round(y(plot, threshold.value));
      ctx.strokeStyle = token(threshold.color);
      ctx.lineWidth = 1.25 * ratio;
      ctx.setLineDash([5 * ratio, 4 * ratio]);
      ctx.beginPath();
      ctx.moveTo(box.left, at);
      ctx.lineTo(box.left + box.width, at);
      ctx.stroke();
      const above = at - box.top > 18 * ratio;
      text(plot, threshold.label, box.left + 6 * ratio, above ? at - 4 * ratio : at + 4 * ratio, {
        color: token(threshold.color),
        baseline: above ? "bottom" : "top",
        align: "left",
      });
    }
  });
}

/** The day on which the fit meets its threshold. */
export function crossing(spec) {
  return within((plot, box, ratio) => {
    const found = spec.crossing;
    if (!found) {
      return;
    }
    vertical(plot, box, found.at, { color: token("caution"), width: 2 * ratio, dash: [] });
    const at = x(plot, found.at);
    const width = measure(plot, found.label);
    const left = at - box.left > width + 10 * ratio;
    text(plot, found.label, left ? at - 6 * ratio : at + 6 * ratio, box.top + 20 * ratio, {
      color: token("caution"),
      baseline: "top",
      align: left ? "right" : "left",
    });
  });
}

/** Room above the plotting area, in CSS pixels: a lane for what people did, one for alarms. */
export const MARK_ROOM = 28;

const MARKS = {
  deployment: { color: "muted", line: true, lane: 7, glyph: flag },
  request: { color: "accent", line: true, lane: 7, glyph: ring },
  alarm: { color: "bad", line: false, lane: 20, glyph: triangle },
  cleared: { color: "good", line: false, lane: 20, glyph: disc },
};

/** What happened, above the plotting area of every chart of the page. */
export function marks(spec) {
  return (plot) => {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    for (const mark of spec.marks) {
      const { color, line, lane, glyph } = MARKS[mark.kind];
      if (mark.at < spec.from || mark.at > spec.to) {
        continue;
      }
      if (line) {
        vertical(plot, bbox, mark.at, { color: tint(color, 0.45), width: ratio, dash: [ratio, 3 * ratio] });
      }
      ctx.fillStyle = token(color);
      ctx.strokeStyle = token(color);
      ctx.lineWidth = 1.5 * ratio;
      ctx.setLineDash([]);
      glyph(ctx, x(plot, mark.at), bbox.top - (MARK_ROOM - lane) * ratio, 4 * ratio);
    }
    ctx.restore();
  };
}

function triangle(ctx, at, middle, size) {
  ctx.beginPath();
  ctx.moveTo(at, middle - size);
  ctx.lineTo(at + size, middle + size);
  ctx.lineTo(at - size, middle + size);
  ctx.fill();
}

function disc(ctx, at, middle, size) {
  ctx.beginPath();
  ctx.arc(at, middle, 0.8 * size, 0, 2 * Math.PI);
  ctx.fill();
}

function flag(ctx, at, middle, size) {
  ctx.fillRect(at, middle - size, 2 * size, 1.4 * size);
  ctx.fillRect(at, middle - size, 0.4 * size, 2.4 * size);
}

function ring(ctx, at, middle, size) {
  ctx.beginPath();
  ctx.arc(at, middle, size, 0, 2 * Math.PI);
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(at, middle, 0.35 * size, 0, 2 * Math.PI);
  ctx.fill();
}

function vertical(plot, box, time, { color, width, dash }) {
  const { ctx } = plot;
  const at = Math.round(x(plot, time));
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.setLineDash(dash);
  ctx.beginPath();
  ctx.moveTo(at, box.top);
  ctx.lineTo(at, box.top + box.height);
  ctx.stroke();
}

/** Words on the chart, readable over whatever is under them. */
export function text(plot, words, at, above, { color, baseline, align }) {
  const { ctx } = plot;
  ctx.font = font(LABEL);
  ctx.textAlign = align;
  ctx.textBaseline = baseline;
  ctx.lineJoin = "round";
  ctx.setLineDash([]);
  ctx.lineWidth = 3 * devicePixelRatio;
  ctx.strokeStyle = tint("card", 0.8);
  ctx.strokeText(words, at, above);
  ctx.fillStyle = color;
  ctx.fillText(words, at, above);
}

function measure(plot, words) {
  plot.ctx.font = font(LABEL);
  return plot.ctx.measureText(words).width;
}

function font(css) {
  return css.replace(/(\d+)px/, (all, size) => `${size * devicePixelRatio}px`);
}

const x = (plot, time) => plot.valToPos(time, "x", true);
const y = (plot, value) => plot.valToPos(value, "y", true);

/** Nothing leaves the plotting area, and the canvas is left as it was found. */
export function within(draw) {
  return (plot) => {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    draw(plot, bbox, devicePixelRatio);
    ctx.restore();
  };
}
