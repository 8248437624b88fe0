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

function startIn(root) {
  localizeTimes(root);
  for (const [selector, load] of modules) {
    const found = [...(root.matches?.(selector) ? [root] : []), ...root.querySelectorAll(selector)];
    if (found.length) load().then((module) => found.forEach((element) => module.start(element)));
  }
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
