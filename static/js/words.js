// Words left under a text area that has data-max-words. The server's own sentence stays
// until the first key is pressed; a limit never stops anybody from typing.

const PAUSE = 900;

export function countWords(text) {
  return text.match(/\S+/g)?.length ?? 0;
}

/** The sentence for this count, in the words that the server sent with the field. */
export function sentence(texts, left) {
  const count = Math.abs(left);
  const kind = left < 0 ? "over" : "left";
  const text = texts[count === 1 ? `${kind}One` : `${kind}Many`] ?? "";
  return text.replace("{count}", count.toLocaleString());
}

export function watchWords(area) {
  if (area.dataset.wordsReady) return;
  area.dataset.wordsReady = "yes";
  const visible = document.getElementById(`${area.id}_words`);
  if (!visible) return;
  // Two copies: one changes at each key for the eye, one after a pause for the ear.
  const spoken = document.createElement("div");
  spoken.className = "nhsuk-u-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  visible.after(spoken);
  let timer;
  const show = () => {
    const left = Number(area.dataset.maxWords) - countWords(area.value);
    const text = sentence(visible.dataset, left);
    visible.textContent = text;
    visible.classList.toggle("cl-words--over", left < 0);
    clearTimeout(timer);
    timer = setTimeout(() => {
      spoken.textContent = text;
    }, PAUSE);
  };
  area.addEventListener("input", show);
  if (area.value) {
    show();
    clearTimeout(timer);
  }
}

export function watchAll(root = document) {
  for (const area of root.querySelectorAll("textarea[data-max-words], input[data-max-words]")) {
    watchWords(area);
  }
}

document.addEventListener("htmx:afterSettle", (event) => watchAll(event.target));
watchAll();
