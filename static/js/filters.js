// The filters of the gallery: a box to find a term in a long list, and on a phone a
// sheet over the page. Without this file the lists are whole and stand in the page.

const small = window.matchMedia("(max-width: 56em)");
const letters = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// What was typed into the boxes, by list, since htmx puts new lists in their place.
const typed = {};

function addFinders(root) {
  for (const list of root.querySelectorAll("[data-find-in]:not([data-ready])")) {
    list.dataset.ready = "yes";
    const key = list.closest("details").id;
    const label = document.createElement("label");
    const box = document.createElement("input");
    const spoken = document.createElement("p");
    box.id = `${key}-find`;
    box.type = "search";
    box.className = "nhsuk-input";
    box.autocomplete = "off";
    box.value = typed[key] ?? "";
    label.htmlFor = box.id;
    label.className = "nhsuk-label cl-facet__find";
    label.textContent = list.dataset.findIn;
    spoken.className = "nhsuk-u-visually-hidden";
    spoken.setAttribute("role", "status");
    list.before(label, box, spoken);
    const narrow = () => {
      typed[key] = box.value;
      const words = letters(box.value).split(/\s+/).filter(Boolean);
      let fits = 0;
      for (const item of list.children) {
        const text = letters(item.textContent);
        const ticked = item.querySelector("input").checked;
        item.hidden = !ticked && !words.every((word) => text.includes(word));
        if (!item.hidden) fits += 1;
      }
      const said = fits === 1 ? list.dataset.foundOne : list.dataset.foundMany;
      spoken.textContent = words.length ? said.replace("{count}", fits) : "";
    };
    box.addEventListener("input", narrow);
    // It is no filter itself: neither sent with the form nor a reason to ask.
    box.addEventListener("change", (event) => event.stopPropagation());
    box.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    if (box.value) narrow();
  }
}

/** Everything beside the sheet, so that focus stays in it while it covers the page. */
function behind(sheet) {
  const found = [];
  for (let at = sheet; at !== document.body; at = at.parentElement) {
    found.push(...[...at.parentElement.children].filter((one) => one !== at));
  }
  return found.filter((one) => one.id !== "results-said");
}

function makeSheet(details) {
  const done = document.createElement("button");
  const said = document.getElementById("results-said");
  done.type = "button";
  done.className = "nhsuk-button cl-facets__done";
  const name = () => {
    done.textContent = `${details.dataset.sheet} (${said.textContent.trim()})`;
  };
  name();
  new MutationObserver(name).observe(said, { childList: true, subtree: true });
  details.append(done);
  const update = () => {
    const covers = details.open && small.matches;
    details.classList.toggle("cl-facets--sheet", covers);
    document.body.classList.toggle("cl-covered", covers);
    for (const one of behind(details)) one.inert = covers;
  };
  const close = () => {
    details.open = false;
    update();
    const heading = document.querySelector("[data-results-heading]");
    heading.setAttribute("tabindex", "-1");
    heading.focus();
    heading.scrollIntoView();
  };
  done.addEventListener("click", close);
  details.addEventListener("toggle", update);
  small.addEventListener("change", update);
  details.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !details.classList.contains("cl-facets--sheet")) return;
    details.open = false;
    update();
    details.querySelector("summary").focus();
  });
}

for (const details of document.querySelectorAll("details[data-sheet]")) makeSheet(details);
addFinders(document);
document.addEventListener("htmx:afterSettle", () => addFinders(document));
