// The event card: a value leads to its words, a citation to the clipboard.
let listening = false;

export function start() {
  if (listening) return;
  listening = true;
  document.addEventListener("click", (event) => {
    const value = event.target.closest("a.value[href^='#']");
    if (value) light(decodeURIComponent(value.hash.slice(1)));
    const copy = event.target.closest("button[data-copy]");
    if (copy) copyWords(copy);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const open of document.querySelectorAll(".traced:hover, .traced:focus-within")) {
      open.classList.add("closed");
      for (const left of ["mouseleave", "focusout"]) open.addEventListener(left, () => open.classList.remove("closed"), { once: true });
    }
  });
  if (location.hash) light(decodeURIComponent(location.hash.slice(1)));
}

// Show where a value's words stand; the browser itself goes there by the address.
function light(key) {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const marks = [...document.querySelectorAll("mark[data-keys]")].filter((mark) => mark.dataset.keys.split(" ").includes(key));
  const report = marks.length ? null : document.getElementById(key);
  for (const mark of report ? [report] : marks) mark.classList.add("lit");
  (marks[0] ?? report)?.scrollIntoView({ block: "center" });
}

async function copyWords(button) {
  const words = document.getElementById(button.dataset.copy).textContent;
  const said = document.getElementById("said");
  try {
    await navigator.clipboard.writeText(words);
  } catch {
    // Without the right to write there, the words are selected for the reader to copy.
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy));
    return;
  }
  said.textContent = button.dataset.copied;
  setTimeout(() => (said.textContent = ""), 2500);
}
