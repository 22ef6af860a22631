// Notes beside the answers are sent with "Ask for changes". Any other button, or a link,
// would leave them behind: the first press of a button says so, the second goes on.

const ask = document.getElementById("ask-form");
const hint = document.querySelector("[data-unsent]");
let leaving = false; // the notes are sent, or the person knows that they are not

const hasNotes = () =>
  [...ask.elements].some((one) => one.name.startsWith("note-") && one.value.trim());

function tell(button) {
  const line = document.createElement("p");
  line.className = "nhsuk-error-message";
  line.setAttribute("role", "alert");
  line.dataset.unsentLine = "";
  line.textContent = hint.dataset.unsent;
  button.before(line);
}

function onSubmit(event) {
  if (event.defaultPrevented) return;
  const form = event.target;
  const isTold = form.querySelector("[data-unsent-line]");
  if (form === ask || isTold || !hasNotes()) {
    leaving = true;
    return;
  }
  event.preventDefault();
  tell(event.submitter ?? form.lastElementChild);
}

function listen() {
  document.addEventListener("submit", onSubmit);
  window.addEventListener("beforeunload", (event) => {
    if (!leaving && hasNotes()) event.preventDefault();
  });
  // Back from the browser's memory.
  window.addEventListener("pageshow", () => {
    leaving = false;
  });
}

if (ask && hint) listen();
