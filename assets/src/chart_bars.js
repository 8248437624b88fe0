// One number a year, as bars: tolls.
import * as Plot from "@observablehq/plot";
import { plot, shortNumber } from "./charts.js";

export function drawBars(place, given, figure) {
  place.replaceChildren(
    plot({
      width: place.clientWidth,
      height: Number(figure.dataset.height ?? 150),
      marginLeft: 44,
      marginRight: 12,
      marginTop: 8,
      marginBottom: 22,
      ariaLabel: figure.dataset.label,
      x: { label: null, tickFormat: "d", ticks: pickYears(given.rows, place.clientWidth) },
      y: { label: null, ticks: 4, tickFormat: shortNumber, grid: true },
      marks: [
        Plot.rectY(given.rows, {
          x1: (row) => row.year - 0.5,
          x2: (row) => row.year + 0.5,
          y: "n",
          inset: 0.5,
          fill: "var(--material-conflict)",
        }),
        Plot.ruleY([0]),
      ],
    }),
  );
}

// Whole years alone, as many as have room: of a few years Plot would write each several times.
function pickYears(rows, width) {
  const years = rows.map((row) => row.year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const step = Math.ceil((last - first + 1) / Math.max(width / 60, 2));
  return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, n) => first + n * step);
}
