// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// How a page asks the server to change something, and how an answer becomes words.

const KEPT = "said";

/** What the server answered: its JSON, or the problem in words. Never throws. */
export async function send(method, path, body, headers = {}) {
  const request = {
    method,
    headers: { Accept: "application/json", "Content-Type": "application/json", "X-Requested-With": "fetch", ...headers },
  };
  if (body !== undefined) {
    request.body = typeof body === "string" ? body : JSON.stringify(body);
  }
  try {
    const answer = await fetch(path, request);
    const text = await answer.text();
    return { ok: answer.ok, status: answer.status, json: read(text) };
  } catch (failure) {
    return { ok: false, status: 0, json: { detail: "the server cannot be reached; nothing was changed that we know of" } };
  }
}

function read(text) {
  try {
    return text ? JSON.parse(text) : {};
  } catch (failure) {
    return { detail: "the answer cannot be read" };
  }
}

/** A refusal in one sentence, for people. */
export function words(answer) {
  const errors = answer.json.errors || [];
  if (errors.length > 1) {
    return `Nothing was changed: ${errors.length} values break a rule, each says which.`;
  }
  const detail = answer.json.detail || `the server answered ${answer.status}`;
  const sentence = detail.charAt(0).toUpperCase() + detail.slice(1);
  return `${sentence}.`;
}

/** Says something where a reader hears it. */
export function say(place, text, isBad) {
  place.textContent = text;
  place.classList.toggle("is-bad", Boolean(isBad));
}

/** Loads the page anew and says this there. */
export function again(text) {
  try {
    sessionStorage.setItem(KEPT, text);
  } catch (failure) {
    // Without storage the page itself shows what changed.
  }
  location.reload();
}

/** Says what was kept for this page. */
export function sayKept() {
  try {
    const text = sessionStorage.getItem(KEPT);
    const place = document.querySelector("[data-said]");
    if (text && place) {
      sessionStorage.removeItem(KEPT);
      say(place, text);
    }
  } catch (failure) {
    return;
  }
}

/** An element with a text and attributes; what others wrote goes nowhere but into the text. */
export function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text === undefined ? "" : String(text);
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

/** Shows what only works with scripts. */
export function show(within) {
  within.querySelectorAll("[data-controls]").forEach((part) => (part.hidden = false));
}
