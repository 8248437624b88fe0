// Events over time, stacked by quad class; where the figure is a brush, what is drawn over sets the days looked at.
import * as Plot from "@observablehq/plot";
import { brushX } from "d3-brush";
import { select } from "d3-selection";
import { plot, shortNumber } from "./charts.js";
import { after, floor, isoDay } from "./periods.js";
import { QUADS, quadColours } from "./tokens.js";

const DAY = 86_400_000;
const BELOW = 34; // Months have their year in a second line.

export function drawStack(place, given, figure) {
  const bars = given.periods.flatMap(({ first, quads }) =>
    quads.map((events, number) => ({
      from: new Date(first),
      to: after(new Date(first), given.unit),
      quad: QUADS[number],
      events,
    })),
  );
  const most = Math.max(1, ...given.periods.map(({ quads }) => quads.reduce((sum, events) => sum + events, 0)));
  const inset = place.clientWidth / given.periods.length > 4 ? 0.25 : 0;
  const height = Number(figure.dataset.height ?? 150);
  const chart = plot({
    width: place.clientWidth,
    height,
    marginLeft: 44,
    marginRight: 12,
    marginTop: 8,
    marginBottom: BELOW,
    ariaLabel: figure.dataset.label,
    x: { type: "utc", label: null },
    y: { label: null, ticks: Math.min(4, most), tickFormat: shortNumber, grid: true },
    color: { domain: QUADS, range: quadColours() },
    marks: [
      Plot.rectY(bars, Plot.stackY({ x1: "from", x2: "to", y: "events", fill: "quad", order: QUADS, insetLeft: inset, insetRight: inset })),
      Plot.ruleY([0]),
    ],
  });
  if ("brush" in figure.dataset) addBrush(chart, given, figure, height);
  place.replaceChildren(chart);
}

function addBrush(chart, given, figure, height) {
  const scale = chart.scale("x");
  const [left, right] = scale.range;
  const brush = brushX()
    .extent([[left, 8], [right, height - BELOW]])
    .on("end", (event) => {
      if (!event.sourceEvent) return;
      const detail = event.selection
        ? snap(scale.invert(event.selection[0]), scale.invert(event.selection[1]), given.unit)
        : { from: "", to: "" };
      figure.dispatchEvent(new CustomEvent("finder:set", { bubbles: true, detail }));
    });
  const layer = select(chart).append("g").attr("class", "brush").attr("aria-hidden", "true").call(brush);
  if (given.from || given.to) {
    const [first, last] = scale.domain;
    const from = Math.max(scale.apply(given.from ? new Date(given.from) : first), left);
    const to = Math.min(scale.apply(given.to ? new Date(Date.parse(given.to) + DAY) : last), right);
    if (to > from) layer.call(brush.move, [from, to]);
  }
}

// The whole months or years that the selection begins and ends in; a hair over an edge does not count.
function snap(start, end, unit) {
  const width = end - start;
  const from = floor(new Date(+start + width * 0.02), unit);
  const to = after(floor(new Date(+end - width * 0.02), unit), unit);
  return { from: isoDay(from), to: isoDay(new Date(+to - DAY)) };
}
