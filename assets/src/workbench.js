// What every page runs. Each module looks for its own elements and does nothing where there are none.
import "htmx.org";
import { localizeTimes } from "./times.js";

document.getElementById("theme")?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
  document.dispatchEvent(new CustomEvent("themechange"));
});

localizeTimes(document);
document.addEventListener("htmx:afterSwap", (event) => localizeTimes(event.target));

if (document.querySelector("[data-map]")) import("./map.js").then((map) => map.start());
