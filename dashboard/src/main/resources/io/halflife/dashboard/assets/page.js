// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Brings a page to life: its tables and its charts, and what can be done on it.
import { charts } from "./chart.js";
import { curves } from "./curves.js";
import { dangers } from "./danger.js";
import { tables } from "./table.js";

tables(document);
charts(document);
curves(document);
dangers(document);
alive("[data-live]", "./live.js", "live");
alive("[data-policy]", "./policy.js", "policies");
alive("[data-mutes]", "./mutes.js", "mutes");
alive("[data-acts]", "./requests.js", "acts");
alive("[data-ask]", "./requests.js", "ask");

/** Loads a script only for the pages that have what it is for. */
async function alive(selector, script, name) {
  const places = document.querySelectorAll(selector);
  if (places.length > 0) {
    const module = await import(script);
    places.forEach(module[name]);
  }
}
