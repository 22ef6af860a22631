// A toolbar that writes Markdown, for people who know none: <textarea data-toolbar>.
// Its words come with the text area (data-toolbar-bold and so on), in the page's language.

function words(area, key) {
  return area.dataset[`toolbar${key[0].toUpperCase()}${key.slice(1)}`] ?? key;
}

/** Put `text` in place of [start, end) so that undo still works, and select part of it. */
function replace(area, start, end, text, from, to) {
  area.focus();
  area.setSelectionRange(start, end);
  // Deprecated, and still the only call that keeps the browser's own undo.
  if (!document.execCommand?.("insertText", false, text)) {
    area.setRangeText(text, start, end, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  area.setSelectionRange(start + from, start + to);
}

export function bold(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const chosen = value.slice(start, end);
  if (/^\*\*[^]+\*\*$/.test(chosen)) {
    const plain = chosen.slice(2, -2);
    replace(area, start, end, plain, 0, plain.length);
    return;
  }
  // Spaces inside the stars would show the stars.
  const [, before, core, after] = chosen.match(/^(\s*)([^]*?)(\s*)$/);
  const inner = core || words(area, "sample");
  const from = before.length + 2;
  replace(area, start, end, `${before}**${inner}**${after}`, from, from + inner.length);
}

export function link(area) {
  const { selectionStart: start, selectionEnd: end, value } = area;
  const inner = value.slice(start, end).trim() || words(area, "sample");
  const address = "https://";
  const from = inner.length + 3;
  replace(area, start, end, `[${inner}](${address})`, from, from + address.length);
}

/** Begin every chosen line with a mark, or take the marks away again. */
function markLines(area, mark) {
  const { value } = area;
  const start = value.lastIndexOf("\n", area.selectionStart - 1) + 1;
  const next = value.indexOf("\n", area.selectionEnd);
  const end = next < 0 ? value.length : next;
  const lines = value.slice(start, end).split("\n");
  const marked = lines.every((line) => !line.trim() || line.startsWith(mark));
  const off = marked && lines.some((line) => line.trim());
  let text = lines
    .map((line) => {
      if (off) return line.startsWith(mark) ? line.slice(mark.length) : line;
      return line.trim() || lines.length === 1 ? mark + line : line;
    })
    .join("\n");
  // Markdown wants an empty line before a list or a quotation.
  const before = value.slice(0, start);
  const gap = !off && before && !before.endsWith("\n\n") ? "\n" : "";
  text = gap + text;
  const from = lines.length > 1 ? gap.length : text.length;
  replace(area, start, end, text, from, text.length);
}

const ACTIONS = {
  bold,
  list: (area) => markLines(area, "- "),
  link,
  quote: (area) => markLines(area, "> "),
};

/** Arrow keys move between the buttons; only one is in the tab order. */
function moveFocus(event) {
  const buttons = [...event.currentTarget.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  const ends = { Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || (step === undefined && ends === undefined)) return;
  event.preventDefault();
  const to = ends ?? (at + step + buttons.length) % buttons.length;
  buttons.forEach((button, index) => {
    button.tabIndex = index === to ? 0 : -1;
  });
  buttons[to].focus();
}

export function addToolbar(area) {
  if (area.dataset.toolbarReady) return;
  area.dataset.toolbarReady = "yes";
  const bar = document.createElement("div");
  bar.className = "cl-toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words(area, "label"));
  bar.setAttribute("aria-controls", area.id);
  Object.entries(ACTIONS).forEach(([key, action], index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "cl-toolbar__button";
    button.tabIndex = index === 0 ? 0 : -1;
    button.textContent = words(area, key);
    button.addEventListener("click", () => action(area));
    bar.append(button);
  });
  bar.addEventListener("keydown", moveFocus);
  area.before(bar);
  area.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const action = { b: bold, k: link }[event.key];
    if (!action) return;
    event.preventDefault();
    action(area);
  });
}

export function addAll(root = document) {
  root.querySelectorAll("textarea[data-toolbar]").forEach(addToolbar);
}

document.addEventListener("htmx:afterSettle", (event) => addAll(event.target));
addAll();
