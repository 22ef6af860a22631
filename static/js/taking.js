// Taking a page with you: copy a text such as its address, print it. Without this the
// text can be selected, and the browser can print.

function button(text, about, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  made.textContent = text;
  if (about) made.setAttribute("aria-label", `${text}: ${about}`);
  made.addEventListener("click", act);
  return made;
}

/** Copies where the browser lets us; else selects, and says what to press. */
async function copy(box, text) {
  const said = box.querySelector("[data-said]");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(text.textContent);
    said.textContent = box.dataset.copied;
  } catch {
    window.getSelection().selectAllChildren(text);
    said.textContent = box.dataset.select;
  }
}

for (const box of document.querySelectorAll("[data-take]")) {
  const row = document.createElement("div");
  row.className = "cl-button-row";
  const text = box.querySelector("[data-text]");
  const heading = box.querySelector("h2, h3");
  const { copy: copyText, print: printText } = box.dataset;
  if (text) row.append(button(copyText, heading.textContent, () => copy(box, text)));
  if (printText) row.append(button(printText, "", () => window.print()));
  (text ?? heading).after(row);
}
