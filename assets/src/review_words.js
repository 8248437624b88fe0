// Marking words of a sentence: by dragging over them, or with the arrow keys and shift.
// `choose` is told the report, the place of the words in the article and the words, and returns what to focus next.
export function watchWords(page, choose) {
  document.addEventListener("pointerup", () => setTimeout(() => takeSelection(page, choose)));
  page.addEventListener("keydown", (event) => {
    if (event.target.matches("[data-words]")) move(event, choose);
  });
  page.addEventListener("focusout", (event) => {
    if (event.target.matches?.("[data-words]")) event.target.querySelector(".cursor")?.classList.remove("cursor");
  });
}

// The browser's own selection, widened to whole words.
function takeSelection(page, choose) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  const sentence = elementOf(range.startContainer).closest("[data-words]");
  if (!sentence || !page.contains(sentence)) return;
  const words = [...sentence.querySelectorAll(".w")].filter((word) => covers(range, word));
  if (!words.length) return;
  selection.removeAllRanges();
  finish(sentence, words, choose);
}

const elementOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);

// A word counts where the selection holds at least one of its characters.
function covers(range, word) {
  const text = word.firstChild;
  const endsBefore = range.comparePoint(text, 0) > 0 || (range.endContainer === text && range.endOffset === 0);
  const beginsAfter = range.comparePoint(text, text.length) < 0 || (range.startContainer === text && range.startOffset === text.length);
  return !endsBefore && !beginsAfter;
}

function move(event, choose) {
  const sentence = event.target;
  const words = [...sentence.querySelectorAll(".w")];
  const at = words.findIndex((word) => word.classList.contains("cursor"));
  const rightToLeft = getComputedStyle(sentence).direction === "rtl";
  const steps = { ArrowRight: rightToLeft ? -1 : 1, ArrowLeft: rightToLeft ? 1 : -1, Home: -words.length, End: words.length };
  if (event.key in steps) {
    const next = Math.max(0, Math.min(words.length - 1, at < 0 ? 0 : at + steps[event.key]));
    const anchor = event.shiftKey ? Number(sentence.dataset.anchor ?? Math.max(at, 0)) : next;
    sentence.dataset.anchor = anchor;
    words.forEach((word, i) => {
      word.classList.toggle("cursor", i === next);
      word.classList.toggle("chosen", event.shiftKey && i >= Math.min(anchor, next) && i <= Math.max(anchor, next));
    });
    speak(textOf(event.shiftKey ? words.filter((word) => word.classList.contains("chosen")) : [words[next]]));
  } else if (event.key === "Enter" || event.key === " ") {
    const chosen = words.filter((word) => word.classList.contains("chosen"));
    const used = chosen.length ? chosen : words.filter((word) => word.classList.contains("cursor"));
    if (!used.length) return;
    finish(sentence, used, choose)?.focus();
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function finish(sentence, words, choose) {
  for (const word of sentence.querySelectorAll(".w")) word.classList.toggle("chosen", words.includes(word));
  const [first, last] = [words[0], words[words.length - 1]];
  const text = textOf(words);
  speak(text);
  return choose(sentence.closest("[data-report]"), `${first.dataset.start}-${last.dataset.end}`, text);
}

// The words with what stands between them.
function textOf(words) {
  let text = "";
  for (let node = words[0]; node; node = node.nextSibling) {
    text += node.textContent;
    if (node === words[words.length - 1]) break;
  }
  return text.replace(/\s+/g, " ").trim();
}

// Said to a screen reader; those who see have the colour.
function speak(text) {
  let spoken = document.getElementById("spoken");
  if (!spoken) {
    spoken = Object.assign(document.createElement("div"), { id: "spoken", className: "sr" });
    spoken.setAttribute("aria-live", "polite");
    document.body.append(spoken);
  }
  spoken.textContent = text;
}
