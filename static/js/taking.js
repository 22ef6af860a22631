// Taking a page with you: copy its address, print it. Without this the address can be
// selected, and the browser can print.

function button(text, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "nhsuk-button nhsuk-button--secondary nhsuk-button--small";
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

/** Copies where the browser lets us; else selects, and says what to press. */
async function copy(box, address) {
  const said = box.querySelector("[data-said]");
  said.textContent = "";
  try {
    await navigator.clipboard.writeText(address.textContent);
    said.textContent = box.dataset.copied;
  } catch {
    window.getSelection().selectAllChildren(address);
    address.focus();
    said.textContent = box.dataset.select;
  }
}

for (const box of document.querySelectorAll("[data-take]")) {
  const row = document.createElement("div");
  row.className = "cl-button-row";
  const address = box.querySelector("[data-address]");
  if (address) row.append(button(box.dataset.copy, () => copy(box, address)));
  row.append(button(box.dataset.print, () => window.print()));
  (address ?? box.querySelector("h2, h3")).after(row);
}
