// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Loads a page again when what it waits for has changed: <p data-live="what it waits for" role="status">.
const EVERY_MS = 3000;

/** After an hour nobody is looking any more; the page says so and stops. */
const LOOKS_MAX = 1200;

/** Begins to look. */
export function live(waiting) {
  look(waiting, 0, waiting.textContent);
}

function look(waiting, looks, words) {
  if (looks === LOOKS_MAX) {
    waiting.textContent = "This page has stopped looking: load it again.";
    return;
  }
  setTimeout(async () => {
    if (!document.hidden && (await hasChanged(waiting, words))) {
      location.reload();
      return;
    }
    look(waiting, looks + 1, words);
  }, EVERY_MS);
}

async function hasChanged(waiting, words) {
  const now = await read();
  const text = now === null ? "The dashboard does not answer; trying again every 3 s." : words;
  // A screen reader says what changes: the same text is not set again.
  if (waiting.textContent !== text) {
    waiting.textContent = text;
  }
  return now !== null && now !== waiting.dataset.live;
}

/** What the page waits for now; the empty text when it waits no more, null when it cannot be had. */
async function read() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (!answer.ok) {
      return null;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-live]")?.dataset.live ?? "";
  } catch {
    return null;
  }
}
