// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Archives, restores and deletes a model when a person confirms it in a dialog.
//
// <section data-danger data-door="/v1/models/…" data-model="…">
//   <button data-opens="archive|restore|delete">   opens the dialog for that
//   <dialog data-dialog>                           one for all three
import { send } from "./sending.js";

const ACTS = {
  archive: {
    title: "Archive this model?",
    words: "It leaves the lists and takes no data. You can restore it at any time.",
    button: "Archive",
    busy: "Archiving…",
  },
  restore: {
    title: "Restore this model?",
    words: "It takes data again and is analysed at the next run.",
    button: "Restore",
    busy: "Restoring…",
  },
  delete: {
    title: "Delete this model for good?",
    words: "Everything that is stored of it goes. Nobody can bring it back.",
    button: "Delete for good",
    busy: "Deleting… this may take minutes",
    confirms: true,
  },
};

/** Makes every section under the element work. */
export function dangers(element) {
  element.querySelectorAll("[data-danger]").forEach(section);
}

function section(zone) {
  const dialog = zone.querySelector("[data-dialog]");
  const part = (name) => dialog.querySelector(`[data-${name}]`);
  const confirm = dialog.querySelector("[name=confirm]");
  const reason = dialog.querySelector("[name=reason]");
  const button = part("act");
  let name = "";
  let isBusy = false;
  zone.querySelectorAll("[data-controls]").forEach((controls) => (controls.hidden = false));

  function enable() {
    const fits = !ACTS[name].confirms || confirm.value === zone.dataset.model;
    button.disabled = isBusy || !fits;
    part("cancel").disabled = isBusy;
    button.textContent = isBusy ? ACTS[name].busy : ACTS[name].button;
  }

  function open(wanted) {
    name = wanted;
    const act = ACTS[name];
    part("title").textContent = act.title;
    part("words").textContent = act.words;
    part("confirm").hidden = !act.confirms;
    part("error").textContent = "";
    button.classList.toggle("bad", Boolean(act.confirms));
    confirm.value = "";
    reason.value = "";
    enable();
    dialog.showModal();
    (act.confirms ? confirm : reason).focus();
  }

  async function act() {
    isBusy = true;
    part("error").textContent = "";
    enable();
    const body = { reason: reason.value.trim() };
    if (ACTS[name].confirms) {
      body.confirm = confirm.value;
    }
    const answer = await send("POST", `${zone.dataset.door}/${name}`, body);
    if (answer.ok) {
      leave(name);
      return;
    }
    isBusy = false;
    enable();
    part("error").textContent = refusal(answer);
  }

  zone.querySelectorAll("[data-opens]").forEach((opener) => {
    opener.addEventListener("click", () => open(opener.dataset.opens));
  });
  confirm.addEventListener("input", enable);
  part("cancel").addEventListener("click", () => dialog.close());
  // Escape must not hide a deletion that is under way.
  dialog.addEventListener("cancel", (event) => isBusy && event.preventDefault());
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    if (!button.disabled) {
      act();
    }
  });
}

function leave(name) {
  if (name === "delete") {
    location.assign("/archived");
  } else {
    location.reload();
  }
}

function refusal({ status, json }) {
  if (status === 0) {
    return "No answer came: the connection is lost, or a deletion takes long. Load the page again to see.";
  }
  const findings = (json.errors || []).map((error) => error.detail);
  return `Not done: ${[json.detail || `the server answered ${status}`, ...findings].join("; ")}.`;
}
