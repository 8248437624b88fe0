// Charts by Observable Plot: <figure data-chart="stack"> holds its numbers in a script of type application/json.
import * as Plot from "@observablehq/plot";
import { drawStack } from "./chart_stack.js";
import { drawBars } from "./chart_bars.js";
import { drawMultiples } from "./chart_multiples.js";

const KINDS = { stack: drawStack, bars: drawBars, multiples: drawMultiples };

export function start(figure) {
  const given = JSON.parse(figure.querySelector("script").textContent);
  const place = document.createElement("div");
  place.className = "chart-place";
  figure.append(place);
  const paint = () => {
    if (place.isConnected) KINDS[figure.dataset.chart](place, given, figure);
  };
  let width = 0;
  const sizes = new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (now && now !== width) {
      width = now;
      paint();
    }
  });
  sizes.observe(place);
  document.addEventListener("themechange", paint);
}

// Return the chart without the style element that Plot puts into it: the Content-Security-Policy forbids it, and
// charts.css says the same.
export function plot(options) {
  const chart = Plot.plot({ className: "chart", ...options });
  for (const style of chart.querySelectorAll("style")) style.remove();
  // Plot names its groups, which no role allows; the chart as a whole has a name.
  for (const group of chart.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  if (options.ariaLabel && !chart.querySelector("a")) chart.setAttribute("role", "img");
  return chart;
}

// 900, 1.5k, 2M: what fits beside an axis.
const shape = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
export const shortNumber = (number) => shape.format(number);
