// Arrow keys walk from the field through what was found and back.
export function start(form) {
  const input = form.querySelector("input");
  const results = document.getElementById("search-results");
  const hits = () => [...results.querySelectorAll("[data-hit]")];

  document.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp" && event.key !== "Escape") return;
    const active = document.activeElement;
    if (active !== input && !results.contains(active)) return;
    const stops = [input, ...hits()];
    const at = stops.indexOf(active);
    const next = event.key === "Escape" ? 0 : at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0 || next >= stops.length || (event.key === "Escape" && active === input)) return;
    event.preventDefault();
    stops[next].focus();
  });
}
