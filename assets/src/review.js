// The review queue by keyboard and mouse: keys for the buttons, forms that open in place, words that are marked.
import { watchWords } from "./review_words.js";

export function start(page) {
  document.addEventListener("keydown", (event) => press(page, event));
  page.addEventListener("click", (event) => click(page, event));
  page.addEventListener("change", (event) => event.target.matches("[data-term]") && guide(event.target.form));
  page.addEventListener("input", (event) => event.target.closest("[data-correction]")?.setAttribute("data-touched", ""));
  page.addEventListener("submit", () => page.setAttribute("data-busy", ""));
  watchWords(page, choosePalette);
  for (const form of page.querySelectorAll("[data-correction]")) guide(form);
  const first = page.querySelector("[data-focus]") ?? (location.hash ? null : page.querySelector("#item-title"));
  first?.focus({ preventScroll: !first.matches("[data-focus]") });
  page.setAttribute("data-ready", "");
}

const typing = (element) => element.closest("input:not([type=checkbox]):not([type=radio]), select, textarea");

function press(page, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.key === "Escape") return close(page);
  if (typing(event.target) || page.hasAttribute("data-busy")) return;
  const key = event.key.toLowerCase();
  const reports = [...page.querySelectorAll("[data-report]")];
  if (key === "j" || key === "k") {
    const at = reports.indexOf(currentReport(page)) + (key === "j" ? 1 : -1);
    const started = document.activeElement.closest("[data-report]");
    reports[started ? Math.max(0, Math.min(reports.length - 1, at)) : 0]?.focus();
  } else if (key === "w") {
    currentReport(page)?.querySelector("[data-words]").focus();
  } else if ((key === "arrowdown" || key === "arrowup") && event.target.matches(".correct")) {
    const links = [...event.target.closest("table").querySelectorAll(".correct")];
    links[links.indexOf(event.target) + (key === "arrowdown" ? 1 : -1)]?.focus();
  } else {
    const button = [...page.querySelectorAll("[data-hotkey]")].find((each) => each.dataset.hotkey === key && !each.disabled);
    if (!button) return;
    button.click();
  }
  event.preventDefault();
}

function click(page, event) {
  const target = event.target.closest("[data-open], [data-correct], [data-field-link], [data-use], [data-close], [data-unmark], [data-show-term]");
  if (!target) return;
  const report = target.closest("[data-report]");
  if (target.dataset.open) openPanel(document.getElementById(target.dataset.open));
  else if (target.hasAttribute("data-correct")) currentReport(page)?.querySelector(".correct").focus();
  else if (target.dataset.fieldLink) openForm(report, target.dataset.fieldLink);
  else if (target.dataset.use) openForm(report, target.dataset.use, report.dataset.marked);
  else if (target.hasAttribute("data-close")) closeForm(report);
  else if (target.hasAttribute("data-unmark")) mark(target.closest("[data-row]"), "", "");
  else showTerm(target.closest("[data-guidance]"), target.dataset.showTerm);
  event.preventDefault();
}

const currentReport = (page) => document.activeElement.closest("[data-report]") ?? page.querySelector("[data-report]");

function openPanel(panel) {
  panel.open = !panel.open;
  (panel.open ? panel.querySelector("input:not([type=hidden]), summary") : document.body)?.focus();
  if (panel.open) panel.scrollIntoView({ block: "nearest" });
}

function close(page) {
  const report = page.querySelector("[data-correction]")?.closest("[data-report]");
  if (report) return closeForm(report);
  for (const panel of page.querySelectorAll("details.panel[open]")) panel.open = false;
  for (const palette of page.querySelectorAll("[data-palette]")) palette.hidden = true;
  for (const word of page.querySelectorAll(".chosen, .cursor")) word.classList.remove("chosen", "cursor");
}

function closeForm(report) {
  const form = report.querySelector("[data-correction]");
  report.querySelector("[data-slot]").replaceChildren();
  report.querySelector(`[data-field-link="${form?.dataset.field}"]`)?.focus();
}

// Bring the form of a field; with words ("12-20", places in the article) its value is read from them.
async function openForm(report, field, words = "") {
  const address = `${report.dataset.form}${field}?${report.dataset.place}${words ? `&words=${words}` : ""}`;
  const answer = await fetch(address, { headers: { "HX-Request": "true" } });
  for (const other of document.querySelectorAll("[data-slot]")) other.replaceChildren();
  const slot = report.querySelector("[data-slot]");
  slot.innerHTML = await answer.text();
  report.querySelector("[data-palette]").hidden = true;
  const form = slot.querySelector("[data-correction]");
  if (!form) return;
  guide(form);
  const rows = form.querySelectorAll("[data-row]");
  (words ? rows[rows.length - 1] : rows[0])?.querySelector("input:not([type=hidden]), select")?.focus();
  form.scrollIntoView({ block: "nearest" });
}

// Words were marked: they go to the form that is open, or the reviewer is asked what they tell.
function choosePalette(report, words, text) {
  report.dataset.marked = words;
  const form = report.querySelector("[data-correction]");
  if (form?.querySelector("[data-span]")) return useWords(report, form, words, text);
  const palette = report.querySelector("[data-palette]");
  palette.hidden = false;
  return palette.querySelector("button");
}

function useWords(report, form, words, text) {
  if (!form.hasAttribute("data-touched") && !form.hasAttribute("data-many")) {
    openForm(report, form.dataset.field, words);
    return null;
  }
  const rows = [...form.querySelectorAll("[data-row]")];
  const row = rows.find((each) => each.contains(document.activeElement)) ?? rows[rows.length - 1];
  mark(row, words, text);
  const name = row.querySelector("input:not([type=hidden])");
  if (form.hasAttribute("data-many") && !name.value) name.value = text;
  return name;
}

function mark(row, words, text) {
  row.querySelector("[data-span]").value = words;
  row.querySelector("[data-shown]").textContent = text;
  row.querySelector("[data-unmark]").hidden = !words;
}

// What the codebook says of the term that is chosen; of a mode also of its type.
function guide(form) {
  const select = form.querySelector("[data-term]");
  if (select) showTerm(form.querySelector("[data-guidance]"), select.selectedOptions[0]?.dataset.key ?? "");
}

function showTerm(guidance, key) {
  for (const section of guidance.querySelectorAll("[data-key]")) {
    section.hidden = !(section.hasAttribute("data-always") || section.dataset.key === key || section.dataset.key === key.split("/")[0]);
  }
}
