// What every page runs. A module is loaded where an element on the page asks for it, also one that htmx brings later.
import htmx from "htmx.org";
import { localizeTimes } from "./times.js";

const modules = [
  ["[data-finder]", () => import("./finder.js")],
  ["[data-map]", () => import("./map.js")],
  ["[data-chart]", () => import("./charts.js")],
  ["[data-traced]", () => import("./event.js")],
  ["[data-review]", () => import("./review.js")],
  ["[data-spot]", () => import("./spot.js")],
  ["[data-relation]", () => import("./relation_chart.js")],
  ["[data-search]", () => import("./search.js")],
  ["[data-suggest]", () => import("./suggest.js")],
];

let starting = 0;

// While a module is on its way, keys and clicks that are its own go nowhere: the page says so by lacking data-ready.
async function startIn(root) {
  localizeTimes(root);
  starting += 1;
  delete document.documentElement.dataset.ready;
  await Promise.all(
    modules.map(async ([selector, load]) => {
      const found = [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
      if (!found.length) return;
      const module = await load();
      found.forEach((element) => module.start(element));
    }),
  );
  starting -= 1;
  if (!starting) document.documentElement.dataset.ready = "";
}

document.getElementById("theme")?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  document.dispatchEvent(new CustomEvent("themechange"));
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
  document.dispatchEvent(new CustomEvent("themechange")),
);

htmx.onLoad(startIn);
