// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Shares by size over time: a cell is the stronger, the more of a stretch of time lies between two
// limits. Cells are numbered from the bottom; limit i stands between the cells i and i + 1.
import { moment, number } from "./figures.js";
import { tipBox } from "./tip.js";
import { tint } from "./tokens.js";

/** Fills the cells. The root makes small shares visible without hiding that they are small. */
export function heat(spec) {
  return (plot) => {
    if (!spec.heat) {
      return;
    }
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    for (const column of spec.heat.columns) {
      const left = Math.round(plot.valToPos(column.from, "x", true));
      const right = Math.round(plot.valToPos(column.to, "x", true));
      column.shares.forEach((share, cell) => {
        if (share > 0) {
          const top = Math.round(plot.valToPos(cell + 1, "y", true));
          const bottom = Math.round(plot.valToPos(cell, "y", true));
          ctx.fillStyle = tint("accent", 0.06 + 0.84 * Math.sqrt(share));
          ctx.fillRect(left, top, Math.max(1, right - left), bottom - top);
        }
      });
    }
    ctx.restore();
  };
}

/** Limits instead of values, as many as there is room for. */
export function heatAxis(spec) {
  const { limits, unit } = spec.heat;
  const every = Math.ceil(limits.length / 10);
  return {
    splits: () => limits.map((limit, index) => index + 1).filter((at) => (at - 1) % every === 0),
    values: (plot, splits) => splits.map((at) => `${limits[at - 1].toLocaleString("en")} ${unit}`),
    size: 66,
  };
}

/** The cell under the cursor. */
export function heatTip(spec) {
  return tipBox((plot) => {
    const { left, top } = plot.cursor;
    const at = plot.posToVal(left, "x");
    const column = spec.heat.columns.find((one) => one.from <= at && at < one.to);
    if (!column) {
      return [];
    }
    const cell = Math.min(spec.heat.limits.length, Math.max(0, Math.floor(plot.posToVal(top, "y"))));
    return [
      ["b", moment(column.from)],
      ["span", `${between(spec.heat, cell)}: ${number(100 * column.shares[cell], 2)} %`],
      ["span", `n ${number(column.n, 0)}`],
    ];
  });
}

/** "up to 5 ms", "5 to 10 ms", "above 10 ms". */
export function between({ limits, unit }, cell) {
  const text = (limit) => limit.toLocaleString("en");
  if (cell === 0) {
    return `up to ${text(limits[0])} ${unit}`;
  }
  return cell === limits.length
    ? `above ${text(limits[cell - 1])} ${unit}`
    : `${text(limits[cell - 1])} to ${text(limits[cell])} ${unit}`;
}
