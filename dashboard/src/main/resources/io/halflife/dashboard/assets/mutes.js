// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// Sets, changes and deletes muted and excluded periods.
import { again, say, sayKept, send, show, words } from "./sending.js";

/** Brings the form of periods to life, and the buttons of their list. */
export function mutes(section) {
  const form = section.querySelector("form");
  const said = section.querySelector("[data-said]");
  const leave = section.querySelector("[data-leave]");
  const save = section.querySelector("[data-save]");
  const title = section.querySelector("[data-title]");
  const offered = { title: title.textContent, save: save.textContent };
  let changing = null;
  section.hidden = false;
  show(document);
  leave.hidden = true;
  sayKept();

  function body() {
    const environment = form.elements.environment.value;
    const features = [...form.elements.features.selectedOptions].map((option) => option.value);
    return {
      from: moment(form.elements.from.value),
      to: moment(form.elements.to.value),
      effect: form.elements.effect.value,
      features: features.length === 0 ? "all" : features,
      reason: form.elements.reason.value,
      ...(environment === "" ? {} : { environment }),
    };
  }

  function complain(errors) {
    form.querySelectorAll("[data-error]").forEach((place) => (place.textContent = ""));
    [...form.elements].forEach((field) => field.removeAttribute("aria-invalid"));
    return errors.filter(({ pointer, detail }) => {
      const place = [...form.querySelectorAll("[data-error]")].find((one) => `${pointer}/`.startsWith(`${one.dataset.error}/`));
      if (place) {
        place.textContent = detail;
        form.querySelector(`[aria-describedby="${place.id}"]`).setAttribute("aria-invalid", "true");
      }
      return !place;
    });
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain([]);
    save.disabled = true;
    const answer = changing
      ? await send("PATCH", `${section.dataset.mutes}/${changing}`, body())
      : await send("POST", section.dataset.mutes, body());
    save.disabled = false;
    if (answer.ok) {
      again(answer.status === 201 ? `Period ${answer.json.id} was set.` : changing ? `Period ${changing} was changed.` : `Period ${answer.json.id} stands already.`);
      return;
    }
    const loose = complain(answer.json.errors || []);
    say(said, words(answer) + loose.map(({ pointer, detail }) => ` ${pointer}: ${detail}.`).join(""), true);
    const first = form.querySelector("[aria-invalid]");
    if (first) {
      first.focus();
    }
  });

  leave.addEventListener("click", () => {
    changing = null;
    form.reset();
    complain([]);
    title.textContent = offered.title;
    save.textContent = offered.save;
    leave.hidden = true;
    form.elements.environment.disabled = false;
    say(said, "");
  });

  document.querySelectorAll("[data-change]").forEach((button) =>
    button.addEventListener("click", () => {
      const mute = JSON.parse(button.dataset.change);
      changing = mute.id;
      complain([]);
      fill(form, mute);
      title.textContent = `Change period ${mute.id}`;
      save.textContent = "Change this period";
      leave.hidden = false;
      say(said, "");
      form.elements.from.focus();
    }),
  );
  document.querySelectorAll("[data-delete]").forEach((button) => armed(button, said));
}

/** The first press asks, the second deletes. */
function armed(button, said) {
  let isArmed = false;
  button.addEventListener("blur", () => {
    isArmed = false;
    button.textContent = "Delete";
  });
  button.addEventListener("click", async () => {
    if (!isArmed) {
      isArmed = true;
      button.textContent = "Really delete";
      return;
    }
    button.disabled = true;
    const answer = await send("DELETE", button.dataset.delete);
    if (answer.ok) {
      again("The period was deleted; the next analysis leaves it out.");
    } else {
      button.disabled = false;
      say(said, words(answer), true);
    }
  });
}

function fill(form, mute) {
  form.elements.from.value = mute.from.slice(0, 19);
  form.elements.to.value = mute.to.slice(0, 19);
  form.elements.effect.value = mute.effect;
  form.elements.reason.value = mute.reason;
  form.elements.environment.value = mute.environment || "";
  // What a period is about once it is of one environment is not taken back: set another.
  form.elements.environment.disabled = mute.environment !== null;
  const chosen = mute.features === "all" ? [] : mute.features;
  [...form.elements.features.options].forEach((option) => (option.selected = chosen.includes(option.value)));
}

function moment(field) {
  return field === "" ? "" : `${field}${field.length === 16 ? ":00" : ""}Z`;
}
