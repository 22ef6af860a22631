// Suggestions under a search box while somebody types: an editable combobox with a list
// of links. Without this file it is a plain search box.

const PAUSE = 200;
const LEAST = 2;

/** One search box, its list, and the one option that the arrow keys are on. */
function suggestFor(input) {
  const list = document.createElement("div");
  list.id = `${input.id}-suggestions`;
  list.className = "cl-suggest";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestLabel);
  const spoken = document.createElement("div");
  spoken.className = "nhsuk-u-visually-hidden";
  spoken.setAttribute("role", "status");
  const holder = input.closest("form").querySelector(".cl-search__row");
  holder.append(list);
  holder.after(spoken);
  for (const [name, value] of Object.entries({
    role: "combobox",
    autocomplete: "off",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
  })) {
    input.setAttribute(name, value);
  }

  let options = [];
  let active = -1;
  let asked = "";
  let timer;
  let stop;

  function activate(number) {
    options[active]?.setAttribute("aria-selected", "false");
    active = number;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close() {
    activate(-1);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function open() {
    if (!options.length) return;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function option({ text, more, url }) {
    const item = document.createElement("div");
    item.id = `${list.id}-${options.length}`;
    item.className = "cl-suggest__option";
    item.dataset.url = url;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(text);
    if (more) {
      const detail = document.createElement("span");
      detail.className = "cl-suggest__more";
      detail.textContent = more;
      item.append(" ", detail);
    }
    options.push(item);
    return item;
  }

  function show({ groups, said }) {
    close();
    options = [];
    list.replaceChildren(
      ...groups.map((group, number) => {
        const box = document.createElement("div");
        const name = document.createElement("div");
        name.id = `${list.id}-group-${number}`;
        name.className = "cl-suggest__group";
        name.setAttribute("role", "presentation");
        name.textContent = group.label;
        box.setAttribute("role", "group");
        box.setAttribute("aria-labelledby", name.id);
        box.append(name, ...group.options.map(option));
        return box;
      }),
    );
    open();
    spoken.textContent = said;
  }

  async function ask() {
    const words = input.value.trim();
    if (words === asked) return;
    asked = words;
    stop?.abort();
    if (words.length < LEAST) {
      options = [];
      spoken.textContent = "";
      close();
      return;
    }
    stop = new AbortController();
    try {
      const address = `${input.dataset.suggest}?q=${encodeURIComponent(words)}`;
      const response = await fetch(address, { signal: stop.signal });
      if (response.ok && input === document.activeElement) show(await response.json());
    } catch {
      // A later key, or no network: searching works all the same.
    }
  }

  function pressed(event) {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!options.length) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      const count = options.length;
      open();
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && isOpen && active >= 0) {
      event.preventDefault();
      window.location.assign(options[active].dataset.url);
    } else if (event.key === "Enter") {
      clearTimeout(timer);
      stop?.abort();
      asked = input.value.trim();
      close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  input.addEventListener("keydown", pressed);
  input.addEventListener("blur", close);
  // The box keeps focus while an option is pressed with a pointer.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const chosen = event.target.closest("[role=option]");
    if (chosen) window.location.assign(chosen.dataset.url);
  });
}

for (const input of document.querySelectorAll("input[data-suggest]")) suggestFor(input);
