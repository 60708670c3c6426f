// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// How figures are written beside a chart: as the server writes them.
export const NONE = "–";

/** Fixed decimals, thousands apart. */
export function number(value, decimals) {
  return value === null || value === undefined
    ? NONE
    : value.toLocaleString("en", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
}

/** How many decimals the steps of an axis need: none for 2, one for 2.5, two for 0.25. */
export function decimalsOf(step) {
  let decimals = 0;
  while (decimals < 6 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6) {
    decimals++;
  }
  return decimals;
}

/** A value with its unit and its interval: "0.8610 (0.8400 to 0.8800)". */
export function amount(spec, one, index) {
  const unit = spec.unit ? " " + spec.unit : "";
  const text = number(one.y[index], spec.decimals) + unit;
  const interval = one.low && one.low[index] !== null && one.high[index] !== null;
  return interval ? `${text} (${number(one.low[index], spec.decimals)} to ${number(one.high[index], spec.decimals)})` : text;
}

/** Of how many: ", n 1,004". */
export function sample(one, index) {
  return (one.n ? `, n ${number(one.n[index], 0)}` : "") + (one.notes && one.notes[index] ? `, ${one.notes[index]}` : "");
}

/** "2026-08-05 13:00 UTC"; midnight is the day alone. */
export function moment(seconds) {
  const [day, time] = new Date(seconds * 1e3).toISOString().split("T");
  return time.startsWith("00:00") ? day : `${day} ${time.slice(0, 5)} UTC`;
}
