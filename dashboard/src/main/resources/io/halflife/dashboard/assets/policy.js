// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
// The editor of a policy: fields and JSON are two views of one body, which is what is set.
import { again, element, say, sayKept, send, show, words } from "./sending.js";
import { previewOf } from "./preview.js";

/** Brings the editor to life. */
export function policies(form) {
  const start = JSON.parse(form.dataset.policy);
  const fields = [...form.querySelectorAll("[data-pointer]")];
  const details = form.querySelector("[data-json]");
  const json = form.querySelector("#policy-json");
  const said = form.querySelector("[data-said]");
  const result = form.querySelector("[data-result]");
  // Whether the JSON is what is typed into, and not the fields.
  let asJson = false;
  show(form);
  [...fields, json].forEach((field) => (field.disabled = false));
  sayKept();

  function complain(errors) {
    form.querySelectorAll("[data-error]").forEach((place) => (place.textContent = ""));
    [...fields, json].forEach((field) => field.removeAttribute("aria-invalid"));
    const loose = errors.filter(({ pointer, detail }) => !blame(pointer, detail));
    const first = form.querySelector("[aria-invalid]");
    if (first) {
      first.focus();
    }
    return loose;
  }

  /** Whether a field could be found that the error is about. */
  function blame(pointer, detail) {
    const field = asJson ? json : fields.find((one) => `${pointer}/`.startsWith(`${one.dataset.pointer}/`));
    if (!field) {
      return false;
    }
    field.setAttribute("aria-invalid", "true");
    const place = form.querySelector(`#${field.getAttribute("aria-describedby")}`);
    const text = field === json ? `${pointer}: ${detail}` : detail;
    place.textContent += (place.textContent ? "; " : "") + text;
    return true;
  }

  /** The body of what is typed; null, and the fields say why, where it is none. */
  function body() {
    return asJson ? parsed(json.value.trim() || "{}", "") : ofFields();
  }

  function ofFields() {
    const whole = {};
    let fits = true;
    for (const field of fields.filter((one) => one.value.trim() !== "")) {
      const value = valueOf(field);
      fits = fits && value !== undefined;
      put(whole, field.dataset.pointer, value);
    }
    return fits ? whole : null;
  }

  function valueOf(field) {
    const text = field.value.trim();
    switch (field.dataset.kind) {
      case "flag":
        return text === "true";
      case "number":
        return isNaN(Number(text)) ? text : Number(text);
      case "list":
        return text.startsWith("[") ? parsed(text, field.dataset.pointer) : text.split(",").map((name) => name.trim()).filter((name) => name !== "");
      case "object":
        return parsed(text, field.dataset.pointer);
      default:
        return text;
    }
  }

  function parsed(text, pointer) {
    try {
      return JSON.parse(text);
    } catch (failure) {
      blame(pointer, `this is not JSON (${failure.message})`);
      return pointer === "" ? null : undefined;
    }
  }

  function fill(whole) {
    for (const field of fields) {
      field.value = typed(field.dataset.kind, at(whole, field.dataset.pointer));
    }
    json.value = JSON.stringify(whole, null, 2);
  }

  function refused(answer) {
    const loose = complain(answer.json.errors || []);
    if (answer.status === 412) {
      say(said, "Somebody set another policy meanwhile: what you typed is kept. ", true);
      said.append(element("a", "Open the policy in force in another tab", { href: location.href, target: "_blank", rel: "noopener" }), ", then set yours again or take over theirs.");
      refresh();
      return;
    }
    const more = loose.map(({ pointer, detail }) => ` ${pointer}: ${detail}.`).join("");
    say(said, words(answer) + more, true);
  }

  /** After a conflict the next try is about the revision that is in force now. */
  async function refresh() {
    const answer = await send("GET", start.path);
    if (answer.ok) {
      start.revision = answer.json.revision;
      said.append(` Revision ${answer.json.revision} is in force now.`);
    }
  }

  details.addEventListener("toggle", () => {
    if (details.open === asJson) {
      return;
    }
    if (details.open) {
      complain([]);
      const whole = ofFields();
      json.value = JSON.stringify(whole === null ? start.body : whole, null, 2);
      asJson = true;
    } else {
      const whole = parsed(json.value.trim() || "{}", "");
      if (whole === null) {
        details.open = true;
        return;
      }
      asJson = false;
      complain([]);
      fill(whole);
    }
    fields.forEach((field) => (field.disabled = asJson));
  });

  form.querySelector("[data-undo]").addEventListener("click", () => {
    complain([]);
    fill(start.body);
    say(said, "As it is in force.");
  });

  form.querySelector("[data-preview]").addEventListener("click", async (event) => {
    complain([]);
    const whole = body();
    if (whole === null) {
      say(said, "What is typed is no policy yet.", true);
      return;
    }
    event.target.disabled = true;
    say(said, "Judging the stored windows again …");
    const answer = await send("POST", `${start.path}:preview${start.query}`, whole);
    event.target.disabled = false;
    if (!answer.ok) {
      refused(answer);
      return;
    }
    say(said, "The preview is below; nothing was stored.");
    result.replaceChildren(...previewOf(answer.json));
    result.hidden = false;
    result.focus();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    complain([]);
    const whole = body();
    if (whole === null) {
      say(said, "What is typed is no policy yet.", true);
      return;
    }
    const save = form.querySelector("[data-save]");
    save.disabled = true;
    const answer = await send("PUT", start.path, whole, { "If-Match": `"${start.revision}"` });
    save.disabled = false;
    if (answer.ok) {
      again(`Revision ${answer.json.revision} is in force.`);
    } else {
      refused(answer);
    }
  });
}

function put(whole, pointer, value) {
  const steps = pointer.split("/").slice(1);
  const last = steps.pop();
  let place = whole;
  for (const step of steps) {
    place[step] = place[step] || {};
    place = place[step];
  }
  place[last] = value;
}

function at(whole, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((place, step) => (place === undefined || place === null ? undefined : place[step]), whole);
}

function typed(kind, value) {
  if (value === undefined || value === null) {
    return "";
  }
  if (kind === "list" && Array.isArray(value)) {
    const plain = value.every((name) => typeof name === "string" && name !== "" && name === name.trim() && !name.includes(",") && !name.startsWith("["));
    return plain && value.length > 0 ? value.join(", ") : JSON.stringify(value);
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
