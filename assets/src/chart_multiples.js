// A small chart for each type of event, all over the same time: each to its own height, for shapes are compared.
import * as Plot from "@observablehq/plot";
import { plot } from "./charts.js";
import { after } from "./periods.js";

export function drawMultiples(place, given) {
  const firsts = given.firsts.map((first) => new Date(first));
  const list = document.createElement("ul");
  list.className = "multiples";
  for (const type of given.types) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = type.address;
    const name = document.createElement("span");
    name.className = "kind";
    name.dataset.quad = type.quad;
    name.textContent = type.title;
    const count = document.createElement("span");
    count.className = "count";
    count.textContent = type.events.toLocaleString("en");
    const rows = type.periods.map((events, number) => ({ from: firsts[number], to: after(firsts[number], given.unit), events }));
    const chart = plot({
      width: 180,
      height: 42,
      margin: 2,
      x: { type: "utc", axis: null },
      y: { axis: null },
      marks: [
        Plot.rectY(rows, { x1: "from", x2: "to", y: "events", fill: `var(--${type.quad})` }),
        Plot.ruleY([0], { stroke: "var(--line)" }),
      ],
    });
    chart.setAttribute("aria-hidden", "true");
    link.append(name, count, chart);
    item.append(link);
    list.append(item);
  }
  place.replaceChildren(list);
}
