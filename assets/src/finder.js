// The page of events: form, map, time line and table ask one question, and it stands in the address.
//
// The server draws the page for an address; here the parts of it marked data-part are put in place of the old ones.
// Without this module the form, its button and every link do the same by loading the page.
import htmx from "htmx.org";

export function start(finder) {
  let running = null;

  const form = () => finder.querySelector("form");

  async function show(address, { push = true, replace = false } = {}) {
    running?.abort();
    running = new AbortController();
    finder.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, { headers: { "HX-Request": "true" }, signal: running.signal });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-finder]");
      if (!answer.ok || !fresh) return tellFault(page);
      const canonical = fresh.dataset.address;
      if (replace) history.replaceState({}, "", canonical);
      else if (push && canonical !== location.pathname + location.search) history.pushState({}, "", canonical);
      takeOver(fresh);
      finder.removeAttribute("aria-busy");
    } catch (fault) {
      if (fault.name !== "AbortError") throw fault;
    }
  }

  function takeOver(fresh) {
    for (const part of fresh.querySelectorAll("[data-part]")) {
      const old = finder.querySelector(`[data-part="${part.dataset.part}"]`);
      replaceKeeping(old, document.importNode(part, true));
    }
    finder.querySelector("#found").textContent = fresh.querySelector("#found").textContent;
    const { question, box } = fresh.querySelector("[data-map]").dataset;
    finder.querySelector("[data-fault]").hidden = true;
    document.dispatchEvent(new CustomEvent("finder:shown", { detail: { question, box } }));
  }

  function tellFault(page) {
    finder.removeAttribute("aria-busy");
    const told = finder.querySelector("[data-fault]");
    told.textContent = page.querySelector(".fault")?.textContent ?? told.dataset.fault;
    told.hidden = false;
  }

  function readForm() {
    const given = [...new FormData(form())].filter(([, value]) => value !== "");
    return `${form().action}?${new URLSearchParams(given)}`;
  }

  finder.addEventListener("submit", (event) => {
    event.preventDefault();
    show(readForm());
  });
  finder.addEventListener("change", (event) => {
    if (event.target.form === form()) show(readForm());
  });
  finder.addEventListener("finder:set", (event) => {
    const { replace, ...values } = event.detail;
    for (const [name, value] of Object.entries(values)) form().elements.namedItem(name).value = value;
    show(readForm(), { replace });
  });
  finder.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-show]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    show(link.href);
  });
  addEventListener("popstate", () => show(location.pathname + location.search, { push: false }));
  foldOnPhone(finder);
}

// Put new content in the place of old, and leave as they are: what is folded open, where the cursor stands, and what
// is being typed.
function replaceKeeping(old, fresh) {
  const active = old.contains(document.activeElement) ? document.activeElement : null;
  const open = new Map([...old.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
  const { scrollTop } = old;
  for (const fold of fresh.querySelectorAll("details[id]")) fold.open = open.get(fold.id) ?? fold.open;
  old.replaceWith(fresh);
  fresh.scrollTop = scrollTop;
  htmx.process(fresh);
  htmx.trigger(fresh, "htmx:load");
  if (!active) return;
  const next = active.id && document.getElementById(active.id);
  (next || fresh.querySelector("a, button, input") || document.getElementById("found")).focus({ preventScroll: true });
}

// On a narrow page the form would push everything else out of sight.
function foldOnPhone(finder) {
  const fold = finder.querySelector("[data-fold]");
  const wide = matchMedia("(min-width: 64rem)");
  const set = () => (fold.open = wide.matches);
  wide.addEventListener("change", set);
  set();
}
