// The telling page has a form for each part. Saving one part, or following a link, must
// not lose what was typed in another: this file saves the others first, and says at the
// part what could not be saved. Without it each part is saved by its own button.

const dirty = new Set(); // forms with words that are not saved
let going = false; // all is saved, or the person knows what is not
let busy = false; // a second click waits for the first

const sectionOf = (element) => element.closest("section");

function tell(form, sentence) {
  const section = sectionOf(form);
  let line = section.querySelector("[data-unsaved-line]");
  if (!line) {
    line = document.createElement("p");
    line.className = "nhsuk-error-message";
    line.setAttribute("role", "alert");
    line.dataset.unsavedLine = "";
    form.before(line);
  }
  line.textContent = sentence;
  line.hidden = !sentence;
}

const isTold = (form) =>
  Boolean(sectionOf(form).querySelector("[data-unsaved-line]:not([hidden])"));

async function post(form, options = {}) {
  const body = new FormData(form);
  body.set("save", "1");
  const sent = { method: "POST", body, credentials: "same-origin", ...options };
  const response = await fetch(form.action, sent);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return { response, page, isSaved: response.ok && response.redirected };
}

/** A token changes when somebody signs in again in another tab. */
function takeToken(page) {
  const fresh = page.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!fresh) return;
  for (const input of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) {
    input.value = fresh;
  }
}

/** Save one part; true when its words are kept. */
async function save(form) {
  const key = sectionOf(form).id;
  try {
    let sent = await post(form);
    if (sent.response.status === 403) {
      takeToken(sent.page);
      sent = await post(form);
    }
    if (!sent.isSaved) {
      tell(form, form.dataset[`unsaved${sent.response.status}`] ?? form.dataset.unsaved);
      return false;
    }
    // The place has a newer number now; a later save from this page must know it.
    const seen = sent.page.querySelector(`#${key} input[name=seen]`)?.value;
    for (const input of sectionOf(form).querySelectorAll("input[name=seen]")) {
      input.value = seen ?? input.value;
    }
  } catch {
    tell(form, form.dataset.unsaved);
    return false;
  }
  dirty.delete(form);
  tell(form, "");
  return true;
}

/** Save all parts but one, then go on; what is told for the first time stops it. */
async function saveThen(others, go) {
  if (busy) return;
  busy = true;
  let isNews = false;
  for (const form of others) {
    const wasTold = isTold(form);
    if (!(await save(form)) && !wasTold) isNews = true;
  }
  busy = false;
  const left = others.find((form) => dirty.has(form));
  if (isNews) {
    sectionOf(left).scrollIntoView();
    return;
  }
  going = true;
  go();
  going = false;
}

function onSubmit(event) {
  const form = event.target;
  // "Leave it like this": what was typed in this part is given up.
  if (event.submitter?.name === "theirs") dirty.delete(sectionOf(form).querySelector("[data-part]"));
  const others = [...dirty].filter((one) => one !== form);
  if (going || event.defaultPrevented || !others.length) {
    dirty.delete(form);
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  saveThen(others, () => form.requestSubmit(submitter));
}

function onClick(event) {
  const link = event.target.closest("a[href]");
  const isOther = event.button || event.ctrlKey || event.metaKey || event.shiftKey;
  if (!link || !dirty.size || isOther || link.target || event.defaultPrevented) return;
  if (link.getAttribute("href").startsWith("#")) return;
  event.preventDefault();
  saveThen([...dirty], () => window.location.assign(link.href));
}

// What the server could not keep stands in the form again.
for (const form of document.querySelectorAll("form[data-part=typed]")) dirty.add(form);
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && "part" in form.dataset) dirty.add(form);
});
document.addEventListener("submit", onSubmit);
document.addEventListener("click", onClick);
window.addEventListener("beforeunload", (event) => {
  if ([...dirty].some(isTold)) event.preventDefault();
});
window.addEventListener("pagehide", () => {
  for (const form of dirty) post(form, { keepalive: true }).catch(() => {});
});
