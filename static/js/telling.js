// Saving an answer by itself. htmx sends the form after a pause; this file sends it when
// somebody leaves, shows what could not be saved, and lets Save wait for a save on its way.
// Without it the form works as a plain form.

const form = document.getElementById("answer-form");
const status = document.getElementById("saved");
const RETRY = 15000;
const PATIENCE = 5000;
// Answers that hold a sentence for the status line, though they are no success.
const TOLD = new Set([401, 403, 409]);

let typed = 0; // counts what was typed
let saved = 0; // how much of it is saved
let onItsWay = null; // how much the save on its way carries
let submitting = false;
let failed = false; // the last save was refused or did not arrive
let retry;
let slow;

const isDirty = () => typed !== saved;

/** A redirect leads to another page, which is no answer of a save. */
const isOurs = (xhr) => xhr.responseURL.endsWith(form.getAttribute("hx-post"));

function leave() {
  if (isDirty() && !submitting) window.htmx.trigger(form, "leave");
}

/** The page goes away: a request that outlives it. */
function sendLast() {
  if (!isDirty() || submitting) return;
  fetch(form.getAttribute("hx-post"), {
    method: "POST",
    body: new FormData(form),
    keepalive: true,
    credentials: "same-origin",
  }).catch(() => {});
}

function tell(sentence, hasFailed) {
  failed = hasFailed;
  if (sentence) status.textContent = sentence;
  status.classList.toggle("cl-saved--failed", failed);
}

function tryAgain() {
  clearTimeout(retry);
  retry = setTimeout(leave, RETRY);
}

/** A save on its way holds a newer number: wait for it, or Save would look stale. */
function waitForSave(event) {
  if (onItsWay === null || submitting) {
    submitting = true;
    return;
  }
  event.preventDefault();
  const { submitter } = event;
  let done = false;
  const go = () => {
    if (done) return;
    done = true;
    submitting = true;
    form.requestSubmit(submitter);
  };
  form.addEventListener("htmx:afterRequest", go, { once: true });
  setTimeout(go, PATIENCE);
}

function listen() {
  form.addEventListener("input", () => {
    typed += 1;
  });
  form.addEventListener("submit", waitForSave);
  form.addEventListener("htmx:beforeRequest", (event) => {
    if (submitting) {
      event.preventDefault();
      return;
    }
    onItsWay = typed;
    // On a very busy day: "Saved at" above words that still wait would be no truth.
    slow = setTimeout(tell, PATIENCE, form.dataset.unsaved, true);
  });
  form.addEventListener("htmx:afterRequest", (event) => {
    clearTimeout(slow);
    const code = event.detail.xhr.status;
    if (isOurs(event.detail.xhr) && code >= 200 && code < 300) {
      saved = onItsWay;
      tell("", false);
    } else if (TOLD.has(code)) {
      tell("", true);
    } else {
      tell(form.dataset.unsaved, true);
      tryAgain();
    }
    onItsWay = null;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target !== status) return;
    if (!isOurs(event.detail.xhr)) event.detail.shouldSwap = false;
    if (!TOLD.has(event.detail.xhr.status)) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") leave();
  });
  window.addEventListener("beforeunload", (event) => {
    if (failed && isDirty() && !submitting) event.preventDefault();
  });
  window.addEventListener("pagehide", sendLast);
  window.addEventListener("pageshow", (event) => {
    // Back from the browser's memory: the number in the page may be an old one.
    submitting = false;
    if (!event.persisted) return;
    if (isDirty()) leave();
    else window.location.reload();
  });
}

/** "Add another" leads to #row-3: put the cursor there, ready to type. */
function goToNewRow() {
  if (!/^#row-\d+$/.test(window.location.hash)) return;
  const row = document.querySelector(window.location.hash);
  row?.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

// The browser goes to the row by itself first, and takes the cursor away from it.
if (form) window.addEventListener("load", () => setTimeout(goToNewRow));
if (form && status && window.htmx) listen();
