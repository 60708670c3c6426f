// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Asks for retraining, shows what would be sent, and does to a request what can be done.
import { again, element, say, sayKept, send, show, words } from "./sending.js";

const DONE = { acknowledge: "The request is acknowledged.", cancel: "The request is cancelled.", replay: "The message goes out again; the log shows the attempt." };

/** Buttons that act on a request or on a delivery. */
export function acts(place) {
  show(place);
  place.hidden = false;
  sayKept();
  const said = place.querySelector("[data-said]");
  place.querySelectorAll("[data-act]").forEach((button) =>
    button.addEventListener("click", async () => {
      const path = button.dataset.act;
      const verb = path.slice(path.lastIndexOf(":") + 1);
      const note = place.querySelector("[name=note]");
      button.disabled = true;
      const answer = await send("POST", path, note && note.value.trim() ? { note: note.value } : {});
      button.disabled = false;
      if (answer.ok) {
        again(DONE[verb] || "Done.");
      } else {
        say(said, words(answer), true);
      }
    }),
  );
}

/** The form that asks for retraining. */
export function ask(form) {
  const said = form.querySelector("[data-said]");
  const shown = form.querySelector("[data-shown-message]");
  form.hidden = false;
  sayKept();

  function body() {
    const note = form.elements.note.value.trim();
    return { version: form.dataset.version, environment: form.dataset.environment, ...(note ? { note } : {}) };
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const make = form.querySelector("[data-make]");
    make.disabled = true;
    const answer = await send("POST", form.dataset.ask, body());
    make.disabled = false;
    if (answer.ok) {
      again("The request was made; endpoints are told now.");
    } else {
      say(said, words(answer), true);
    }
  });

  form.querySelector("[data-try]").addEventListener("click", async () => {
    const answer = await send("POST", `${form.dataset.ask}:dry-run`, body());
    if (!answer.ok) {
      say(said, words(answer), true);
      return;
    }
    const { refusal, endpoints } = answer.json;
    const to = endpoints.length === 0 ? "No endpoint is registered that would get it." : `It would go to ${endpoints.length === 1 ? "one endpoint" : `${endpoints.length} endpoints`}.`;
    say(said, `Nothing was sent. ${to}${refusal ? ` As things stand it would be refused: ${refusal}.` : ""}`);
    shown.replaceChildren(...message(answer.json));
    shown.hidden = false;
  });
}

/** The bytes as they would go out, and below them the same to be read. */
function message({ body, endpoints }) {
  const parts = endpoints.map(({ host, headers }) => {
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value === null ? "(cannot be signed here: the key of the secrets is another)" : value}`);
    return element("pre", `POST ${host}\n${lines.join("\n")}`, { class: "excerpt", tabindex: "0", role: "region", "aria-label": `Headers for ${host}` });
  });
  parts.push(element("pre", body, { class: "excerpt", tabindex: "0", role: "region", "aria-label": "The body, byte by byte" }));
  parts.push(element("pre", JSON.stringify(JSON.parse(body), null, 2), { class: "excerpt", tabindex: "0", role: "region", "aria-label": "The body, to be read" }));
  return parts;
}
