// A field that offers actors while one types: the ARIA pattern of a combobox with a list, by keyboard and pointer.
// Without this module the field takes a name or an id, and the server finds who is meant.
const WAIT = 150;

export function start(box) {
  const input = box.querySelector("input");
  const list = document.createElement("ul");
  list.id = `${input.id}-options`;
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.querySelector("label").textContent);
  list.hidden = true;
  box.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let waiting = 0;
  let asked = 0;
  let chosen = -1;

  const options = () => [...list.children];
  const show = (open) => {
    list.hidden = !open;
    input.setAttribute("aria-expanded", String(open));
    if (!open) point(-1);
  };
  const point = (at) => {
    chosen = at;
    options().forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", options()[at].id);
    options()[at]?.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    input.value = option.dataset.key;
    input.title = option.dataset.name;
    show(false);
    const next = [...input.form.querySelectorAll("input")].find((field) => !field.value);
    (next ?? input.form.querySelector("button")).focus();
  };

  const ask = async () => {
    const turn = ++asked;
    if (!input.value.trim()) return show(false);
    const answer = await fetch(`${box.dataset.suggest}?q=${encodeURIComponent(input.value)}`, { headers: { "HX-Request": "true" } });
    if (!answer.ok || turn !== asked || document.activeElement !== input) return;
    const found = new DOMParser().parseFromString(await answer.text(), "text/html");
    list.replaceChildren(...found.querySelectorAll("[role=option]"));
    options().forEach((option, number) => (option.id = `${list.id}-${number}`));
    point(-1);
    show(list.children.length > 0);
  };

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    const count = list.children.length;
    const moves = { ArrowDown: (chosen + 1) % count, ArrowUp: (chosen - 1 + count) % count };
    if (event.key in moves && count) {
      event.preventDefault();
      if (list.hidden) show(true);
      point(moves[event.key]);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(options()[chosen]);
    } else if (event.key === "Escape") {
      show(false);
    }
  });
  list.addEventListener("pointerdown", (event) => {
    const option = event.target.closest("[role=option]");
    if (!option) return;
    event.preventDefault();
    take(option);
  });
  input.addEventListener("blur", () => show(false));
}
