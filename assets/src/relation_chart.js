// One or two panels over time: cooperation upwards, conflict downwards, terms of office above, numbered events on top.
// The figures stand in a script of type application/json beside the figure; the table below it holds them all, so that
// links in the chart are for the pointer and need no stop of the keyboard of their own.
import * as Plot from "@observablehq/plot";
import { plot } from "./charts.js";

const CLASSES = ["material-cooperation", "verbal-cooperation", "material-conflict", "verbal-conflict"];
const COLOURS = CLASSES.map((name) => `var(--${name})`);
const MARGINS = { marginLeft: 48, marginRight: 12 };
const LANE = 20;
const XLINK = "http://www.w3.org/1999/xlink";

export function start(figure) {
  const panels = JSON.parse(document.getElementById(figure.dataset.relation).textContent).map(readPanel);
  const places = [...figure.querySelectorAll("[data-panel]")];
  const reach = findReach(panels);
  const paint = () => {
    for (const place of places) drawPanel(place, panels[Number(place.dataset.panel)], reach);
  };
  let width = 0;
  new ResizeObserver(([entry]) => {
    const now = Math.round(entry.contentRect.width);
    if (!now || now === width) return;
    width = now;
    paint();
  }).observe(figure);
}

function readPanel({ bars, noted, terms }) {
  const withDays = (row) => ({ ...row, start: new Date(row.start), end: new Date(row.end) });
  return {
    bars: bars.map(withDays),
    terms: terms.map(withDays),
    noted: noted.map((each) => ({ ...each, period: new Date(each.period) })),
  };
}

// Both panels have one scale in either direction, so that their bars can be compared.
function findReach(panels) {
  const bars = panels.flatMap((panel) => panel.bars);
  const sums = { up: new Map(), down: new Map() };
  panels.forEach((panel, number) => {
    for (const { start, value } of panel.bars) {
      const side = value > 0 ? sums.up : sums.down;
      const key = `${number} ${+start}`;
      side.set(key, (side.get(key) ?? 0) + Math.abs(value));
    }
  });
  const most = (side) => Math.max(1, ...side.values());
  return {
    days: [new Date(Math.min(...bars.map((bar) => bar.start))), new Date(Math.max(...bars.map((bar) => bar.end)))],
    values: pad(-most(sums.down), most(sums.up)),
  };
}

// Room for a number at either end.
function pad(low, high) {
  const room = (high - low) * 0.12;
  return [low - room, high + room];
}

function drawPanel(place, panel, reach) {
  const width = place.clientWidth;
  if (!width) return;
  const parts = panel.terms.length ? [drawTerms(panel.terms, reach, width), drawBars(panel, reach, width)] : [drawBars(panel, reach, width)];
  place.replaceChildren(...parts);
  for (const link of place.querySelectorAll("a")) {
    link.setAttribute("tabindex", "-1");
    const address = link.getAttributeNS(XLINK, "href");
    link.removeAttributeNS(XLINK, "href"); // Plot's way for old browsers; a plain href is found by selectors too.
    link.setAttribute("href", address);
  }
}

function drawBars({ bars, noted }, reach, width) {
  return plot({
    ...MARGINS,
    width,
    height: width < 600 ? 190 : 240,
    marginTop: 14,
    marginBottom: 24,
    x: { domain: reach.days, label: null, type: "utc" },
    y: { domain: reach.values, label: null, grid: true, ticks: 5, tickFormat: (value) => Math.abs(value).toLocaleString("en") },
    color: { domain: CLASSES, range: COLOURS },
    marks: [
      Plot.rectY(bars, {
        x1: "start", x2: "end", y: "value", fill: "class", order: CLASSES, insetLeft: 0.3, insetRight: 0.3,
        href: "href", title: (bar) => `${bar.label}, ${bar.class.replace("-", " ")}: ${bar.events.toLocaleString("en")}`,
      }),
      Plot.ruleY([0], { stroke: "var(--soft)" }),
      ...drawNoted(bars, noted, reach),
    ],
  });
}

// A number stands at the end of the bars of its period, on the side of its kind.
function drawNoted(bars, noted, reach) {
  const marked = noted.map((each) => {
    const up = each.class.endsWith("cooperation");
    const inside = bars.filter((bar) => +bar.start === +each.period && bar.value > 0 === up);
    const height = inside.reduce((sum, bar) => sum + bar.value, 0);
    const middle = inside.length ? new Date((+inside[0].start + +inside[0].end) / 2) : each.period;
    return { ...each, x: middle, y: height + (up ? 0.06 : -0.06) * (reach.values[1] - reach.values[0]) };
  });
  return [
    Plot.dot(marked, { x: "x", y: "y", r: 8, fill: "var(--ink)", href: "href", title: "title" }),
    Plot.text(marked, {
      x: "x", y: "y", text: (each) => String(each.number), fill: "var(--paper)", fontSize: 10, fontWeight: 700,
      href: "href", title: "title",
    }),
  ];
}

// Whether somebody held an earlier office of the lane when this one began, and is named there already.
function goesOn(term, terms) {
  return terms.some((other) => other !== term && other.name === term.name && other.lane === term.lane &&
    (other.start < term.start || (+other.start === +term.start && terms.indexOf(other) < terms.indexOf(term))) && other.end > term.start);
}

function drawTerms(terms, reach, width) {
  const lanes = [...new Set(terms.map((term) => term.lane))];
  const scale = (width - MARGINS.marginLeft - MARGINS.marginRight) / (reach.days[1] - reach.days[0]);
  const room = (term) => Math.floor(((term.end - term.start) * scale - 6) / 6.2);
  const shown = (term) => {
    const surname = term.name.split(" ").at(-1);
    return [term.name, surname].find((name) => name.length <= room(term)) ?? "";
  };
  return plot({
    ...MARGINS,
    width,
    height: lanes.length * LANE + 4,
    marginTop: 2,
    marginBottom: 2,
    x: { domain: reach.days, axis: null, type: "utc" },
    y: { domain: lanes, axis: null, padding: 0.12 },
    marks: [
      Plot.barX(terms, {
        x1: "start", x2: "end", y: "lane", fill: "var(--wash)", stroke: "var(--line)", rx: 2, insetRight: 0.5,
        href: "href", title: (term) => `${term.name}, ${term.office}`,
      }),
      Plot.text(terms.filter((term) => !goesOn(term, terms)), {
        x: "start", y: "lane", text: shown, dx: 4, textAnchor: "start", fontSize: 10.5, fill: "var(--ink)",
        href: "href", title: (term) => `${term.name}, ${term.office}`,
      }),
    ],
  });
}
