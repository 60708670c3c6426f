// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// What a policy would have done, beside what the one in force did: a sentence and two tables.
import { element } from "./sending.js";

const NONE = "–";

/** The elements that show a rehearsal. */
export function previewOf(preview) {
  const { rehearsed, in_force: inForce } = preview;
  return [
    title(preview),
    sentences(preview),
    table(
      "By feature",
      ["Feature", "Windows", "n values", "Drifted", "in force", "Inconclusive", "in force", "Alarms", "in force"],
      byFeature(rehearsed, inForce),
    ),
    table(
      "By window",
      ["Window", "Rows", "Columns", "Drifted", "in force", "Inconclusive", "in force", "Alarms raised", "in force"],
      byWindow(rehearsed, inForce),
    ),
  ];
}

function title(preview) {
  const panel = element("div", "", { class: "panel" });
  panel.append(element("h2", `Preview: the last ${preview.days} days before ${day(preview.as_of)}`, { id: "preview-title" }));
  return panel;
}

function sentences(preview) {
  const { rehearsed, in_force: inForce } = preview;
  const list = element("ul", "", { class: "sentences" });
  const lines = [
    `This policy would have alarmed ${times(rehearsed.raised)}; revision ${preview.policy_revision}, in force, alarmed ${times(inForce.raised)}.`,
    ...standing(rehearsed, inForce),
    `It would have asked for retraining ${times(rehearsed.requests.length)}; there were ${inForce.requests.length}.`,
    `${count(preview.windows)} windows of ${preview.version} in ${preview.environment}, ${count(rehearsed.verdicts)} judgements: ` +
      `${count(rehearsed.drifted)} drifted (in force ${count(inForce.drifted)}), ` +
      `${count(rehearsed.inconclusive)} could not be judged (in force ${count(inForce.inconclusive)}).`,
    ...preview.notes.map((note) => `${note.charAt(0).toUpperCase()}${note.slice(1)}.`),
  ];
  lines.forEach((line) => list.append(element("li", line)));
  list.firstElementChild.className = "verdict";
  const text = element("div", "", { class: "text plain" });
  text.append(list);
  return text;
}

/** Alarms that stood when the period began were raised before it. */
function standing(rehearsed, inForce) {
  const before = (course) => course.alarms.length - course.raised;
  return before(rehearsed) + before(inForce) === 0
    ? []
    : [`When the period began ${before(rehearsed)} alarms would have stood already; in force ${before(inForce)} did.`];
}

function byFeature(rehearsed, inForce) {
  const key = (one) => `${one.role} ${one.feature}`;
  const then = new Map(inForce.features.map((one) => [key(one), one]));
  return rehearsed.features
    .map((one) => [one, then.get(key(one)) || {}])
    .sort(([a, b], [c, d]) => c.alarms + (d.alarms || 0) - a.alarms - (b.alarms || 0) || c.drifted - a.drifted || a.feature.localeCompare(c.feature))
    .map(([one, other]) => [
      one.role === "FEATURE" ? one.feature : `${one.feature} (${one.role.toLowerCase()})`,
      one.windows,
      one.n,
      one.drifted,
      other.drifted,
      one.inconclusive,
      other.inconclusive,
      one.alarms,
      other.alarms,
    ]);
}

function byWindow(rehearsed, inForce) {
  const then = new Map(inForce.by_window.map((one) => [one.from, one]));
  return [...rehearsed.by_window].reverse().map((one) => {
    const other = then.get(one.from) || {};
    return [one.window, one.rows, one.columns, one.drifted, other.drifted, one.inconclusive, other.inconclusive, one.raised, other.raised];
  });
}

function table(name, heads, rows) {
  const region = element("div", "", { class: "preview", role: "region", tabindex: "0", "aria-label": name });
  const made = element("table", "");
  made.append(element("caption", `${name}: this policy, and beside it the one in force`));
  const head = element("tr", "");
  heads.forEach((word, index) => head.append(element("th", word, index > 0 ? { scope: "col", class: "number" } : { scope: "col" })));
  const top = element("thead", "");
  top.append(head);
  const body = element("tbody", "");
  for (const [first, ...figures] of rows) {
    const row = element("tr", "");
    row.append(element("th", first, { scope: "row" }));
    figures.forEach((figure, index) => row.append(element("td", figure === undefined ? NONE : count(figure), { class: differs(figures, index) ? "number differs" : "number" })));
    body.append(row);
  }
  made.append(top, body);
  region.append(made);
  return region;
}

/** Of figures in pairs, from the third on: whether this one is not its neighbour's. */
function differs(figures, index) {
  return index >= 2 && index % 2 === 0 && figures[index] !== figures[index + 1];
}

function times(n) {
  return n === 0 ? "never" : n === 1 ? "once" : `${count(n)} times`;
}

function count(n) {
  return Number(n).toLocaleString("en");
}

function day(instant) {
  return String(instant).slice(0, 10);
}
