// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Sorts and filters the rows of a table that are there already; without it the table is just whole.
//
// <section data-table>                       the panel
//   <input type="search" data-search>        filters by the rows' data-text
//   <button data-state="ALARM" aria-pressed> filters by the rows' data-state; "" shows all
//   <output data-shown>                      how many rows are left
//   <th aria-sort><button data-sort>         sorts by the column's cells: data-value, else the text
const names = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Makes every panel under the element sortable and filterable. */
export function tables(element) {
  element.querySelectorAll("[data-table]").forEach(panel);
}

function panel(section) {
  const rows = [...section.querySelectorAll("tbody > tr")];
  const search = section.querySelector("[data-search]");
  const states = [...section.querySelectorAll("button[data-state]")];
  const shown = section.querySelector("[data-shown]");
  section.querySelectorAll("[data-controls]").forEach((controls) => (controls.hidden = false));

  function filter() {
    const wanted = search ? search.value.trim().toLowerCase() : "";
    const pressed = states.find((button) => button.getAttribute("aria-pressed") === "true");
    const state = pressed ? pressed.dataset.state : "";
    let left = 0;
    for (const row of rows) {
      const fits = (row.dataset.text || "").toLowerCase().includes(wanted);
      row.hidden = !fits || (state !== "" && row.dataset.state !== state);
      left += row.hidden ? 0 : 1;
    }
    if (shown) {
      shown.textContent = `${left.toLocaleString("en")} shown`;
    }
  }

  if (search) {
    search.addEventListener("input", filter);
  }
  for (const button of states) {
    button.addEventListener("click", () => {
      states.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
      filter();
    });
  }
  section.querySelectorAll("button[data-sort]").forEach((button) => {
    button.addEventListener("click", () => sort(section, button.closest("th"), rows));
  });
  filter();
}

function sort(section, head, rows) {
  const turned = { ascending: "descending", descending: "ascending" };
  const first = head.classList.contains("number") ? "descending" : "ascending";
  const order = turned[head.getAttribute("aria-sort")] || first;
  head.parentElement.querySelectorAll("th[aria-sort]").forEach((other) => other.setAttribute("aria-sort", "none"));
  head.setAttribute("aria-sort", order);
  const column = [...head.parentElement.children].indexOf(head);
  const keyed = rows.map((row) => [key(row.children[column]), row]);
  keyed.sort(([a], [b]) => compare(a, b, order === "ascending" ? 1 : -1));
  section.querySelector("tbody").append(...keyed.map(([, row]) => row));
}

function key(cell) {
  const value = cell.dataset.value;
  return value === undefined ? cell.textContent.trim() : value === "" ? null : isNaN(value) ? value : Number(value);
}

/** What has no figure comes last in both orders. */
function compare(a, b, sign) {
  if (a === null || b === null) {
    return (a === null) - (b === null);
  }
  return sign * (typeof a === "number" && typeof b === "number" ? a - b : names.compare(a, b));
}
