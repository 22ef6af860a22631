// Small kindnesses for every page. Nothing here is needed to use the site.

const small = window.matchMedia("(max-width: 56em)");

// Which <details id> were open before htmx put new ones in their place.
let wasOpen = {};

function rememberDetails() {
  wasOpen = {};
  for (const details of document.querySelectorAll("details[id]")) {
    wasOpen[details.id] = details.open;
  }
}

function restoreDetails(root) {
  for (const details of root.querySelectorAll("details[id]")) {
    if (details.id in wasOpen) details.open = wasOpen[details.id];
  }
}

/** Sent open for people without script; closed where the screen is small. */
export function closeOnSmall(root = document) {
  for (const details of root.querySelectorAll("details[data-close-on-small]")) {
    if (!details.dataset.ready) details.open = !small.matches;
    details.dataset.ready = "yes";
  }
}

/** What went wrong is read out first. */
export function focusErrors(root = document) {
  const summary = root.querySelector("[data-error-summary]");
  if (!summary) return;
  summary.addEventListener("blur", () => summary.removeAttribute("tabindex"), { once: true });
  summary.focus();
}

/** A link to a field puts focus in the field, with its label in sight. */
function followErrorLink(event) {
  const link = event.target.closest("[data-error-summary] a[href^='#']");
  if (!link) return;
  const field = document.getElementById(link.hash.slice(1));
  if (!field) return;
  event.preventDefault();
  const closed = field.closest("details:not([open])");
  if (closed) closed.open = true;
  const group = field.closest("fieldset, .nhsuk-form-group") ?? field;
  group.scrollIntoView();
  field.focus({ preventScroll: true });
}

/** "Show" beside a password. The button exists only where it works. */
function addPasswordToggles(root = document) {
  for (const group of root.querySelectorAll("[data-password]:not([data-ready])")) {
    const input = group.querySelector("input");
    const button = document.createElement("button");
    const words = [group.dataset.show, group.dataset.hide];
    const label = group.querySelector("label")?.textContent.trim() ?? "";
    button.type = "button";
    button.className =
      "nhsuk-button nhsuk-button--secondary nhsuk-button--small nhsuk-password-input__toggle";
    const show = (visible) => {
      input.type = visible ? "text" : "password";
      button.textContent = words[Number(visible)];
      button.setAttribute("aria-label", `${words[Number(visible)]}: ${label}`);
    };
    button.addEventListener("click", () => show(input.type === "password"));
    input.form?.addEventListener("submit", () => show(false));
    show(false);
    input.after(button);
    group.dataset.ready = "yes";
  }
}

// After htmx put new results in: the title follows, and focus stays where it was, or
// goes to the results' heading when the control it was on is gone.

let focused = null;

function rememberFocus() {
  const active = document.activeElement;
  focused = active && active !== document.body ? { id: active.id, node: active } : null;
}

function restoreFocus(target) {
  const title = target.querySelector("[data-title]") ?? target.closest("[data-title]");
  if (title) document.title = title.dataset.title;
  if (!focused || (focused.node.isConnected && document.activeElement === focused.node)) return;
  const same = focused.id && document.getElementById(focused.id);
  const heading = target.querySelector("[data-results-heading], h2");
  const next = same || heading;
  if (!next) return;
  if (!same) next.setAttribute("tabindex", "-1");
  next.focus({ preventScroll: Boolean(same) });
}

document.addEventListener("click", followErrorLink);
document.addEventListener("htmx:beforeSwap", () => {
  rememberFocus();
  rememberDetails();
});
document.addEventListener("htmx:afterSettle", (event) => {
  closeOnSmall(event.target);
  restoreDetails(event.target);
  addPasswordToggles(event.target);
  if (event.target.id === "results") restoreFocus(event.target);
});

closeOnSmall();
addPasswordToggles();
focusErrors();
