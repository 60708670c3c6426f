// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// What a chart shows as a table, for those who want or need the figures. Made when it is opened:
// a page of charts has thousands of cells that nobody looks at.
import { amount, moment, number, sample } from "./figures.js";
import { between } from "./heat.js";

export function dataTable(figure, spec) {
  const details = figure.querySelector("details");
  if (!details) {
    return;
  }
  details.addEventListener("toggle", () => {
    const place = details.querySelector("[data-figures]");
    if (details.open && place.childElementCount === 0) {
      place.append(spec.heat ? heatTable(spec.heat) : table(spec));
    }
  });
}

/** A row for each stretch of time, a column for each cell of the map. */
function heatTable(heat) {
  const cells = Array.from({ length: heat.limits.length + 1 }, (none, cell) => ({ name: between(heat, cell) }));
  const rows = heat.columns.map(({ from, n, shares }) => [
    from,
    { label: undefined, cells: [...shares.map((share) => `${number(100 * share, 2)} %`), number(n, 0)] },
  ]);
  const element = document.createElement("table");
  const columns = [...cells, { name: "n" }];
  element.append(head(columns), body(columns, rows.reverse()));
  return element;
}

function table(spec) {
  const columns = spec.series.filter((one) => one.y.length > 0);
  const rows = new Map();
  columns.forEach((one, column) =>
    one.x.forEach((at, index) => {
      if (one.y[index] !== null) {
        const row = rows.get(at) || { label: undefined, cells: [] };
        row.label = row.label || (one.labels && one.labels[index]);
        row.cells[column] = amount(spec, one, index) + sample(one, index);
        rows.set(at, row);
      }
    }),
  );
  const element = document.createElement("table");
  element.append(head(columns), body(columns, [...rows].sort(([a], [b]) => b - a)));
  return element;
}

function head(columns) {
  const row = document.createElement("tr");
  ["Window", ...columns.map((one) => one.name)].forEach((name) => row.append(cell("th", name, "col")));
  const element = document.createElement("thead");
  element.append(row);
  return element;
}

function body(columns, rows) {
  const element = document.createElement("tbody");
  for (const [at, { label, cells }] of rows) {
    const row = document.createElement("tr");
    row.append(cell("th", label || moment(at), "row"));
    columns.forEach((one, column) => row.append(cell("td", cells[column] || "–")));
    element.append(row);
  }
  return element;
}

function cell(name, text, scope) {
  const element = document.createElement(name);
  element.textContent = text;
  if (scope) {
    element.scope = scope;
  }
  return element;
}
