// Events on a map of Natural Earth's countries. The server gathers them in cells for what is in view; no tile is fetched.
//
// <div data-map data-question="QUERY" data-extent="w,s,e,n" data-box="w,s,e,n"> with "finder:set" events when the reader
// draws a box, and a "finder:shown" event at the document when another question is looked at.
import maplibregl from "maplibre-gl/dist/maplibre-gl-csp.js";
import { drawBox, showBox, wrapBox } from "./map_box.js";
import { DISC_RATIO, drawDisc, nameDisc } from "./map_discs.js";
import { readShapes } from "./map_shapes.js";
import { makeStyle } from "./map_style.js";

maplibregl.setWorkerUrl("/assets/map-worker.js");

const WORLD = [-150, -50, 170, 72];
const CLOSEST = 4; // Of few places the map still shows in which country they lie; a reader can go nearer.

export async function start(element) {
  if (!canDraw()) {
    element.querySelector(".map-missing").hidden = false;
    element.dataset.cells = "0";
    return;
  }
  const shapes = await readShapes();
  const words = element.dataset;
  const map = new maplibregl.Map({
    container: element.querySelector(".map-canvas"),
    style: makeStyle(shapes),
    bounds: widen(readBox(words.box) ?? readBox(words.extent) ?? WORLD),
    fitBoundsOptions: { padding: 30, maxZoom: CLOSEST },
    attributionControl: false,
    dragRotate: false,
    touchPitch: false,
    pitchWithRotate: false,
    minZoom: 0.5,
    maxZoom: 13,
    fadeDuration: 0,
    cooperativeGestures: "thumb" in words,
    locale: { "Map.Title": words.label },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new maplibregl.NavigationControl({ showCompass: false }), "top-right");
  map.on("styleimagemissing", ({ id }) => {
    if (id.startsWith("disc-")) map.addImage(id, drawDisc(id), { pixelRatio: DISC_RATIO });
  });

  const cells = followCells(map, element);
  cells.ask();
  map.on("load", () => {
    showBox(map, readBox(words.box));
    cells.draw();
  });
  map.on("moveend", cells.ask);
  answerClicks(map, element);
  if ("filters" in words) setFilters(map, element);

  document.addEventListener("finder:shown", (event) => {
    if (!element.isConnected) return;
    words.question = event.detail.question;
    words.box = event.detail.box;
    showBox(map, readBox(words.box));
    cells.ask();
  });
  document.addEventListener("themechange", () => {
    if (!element.isConnected) return;
    map.setStyle(makeStyle(shapes), { diff: false });
    map.once("styledata", () => {
      showBox(map, readBox(words.box));
      cells.draw();
    });
  });
}

function canDraw() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

// Ask for the cells in view; an answer that is overtaken by a later question is thrown away.
function followCells(map, element) {
  let running = null;
  let last = null;
  const draw = () => {
    const source = map.getSource("cells");
    if (!source || !last) return;
    source.setData({ type: "FeatureCollection", features: last.map(toFeature) });
    const cells = String(last.length);
    map.once("idle", () => (element.dataset.cells = cells));
  };
  async function ask() {
    running?.abort();
    running = new AbortController();
    const query = new URLSearchParams(element.dataset.question);
    query.set("view", wrapBox(map.getBounds().toArray().flat()).join(","));
    query.set("zoom", map.getZoom().toFixed(2));
    try {
      const answer = await fetch(`/events/cells?${query}`, { signal: running.signal });
      if (!answer.ok) throw new Error(`/events/cells: ${answer.status}`);
      const found = await answer.json();
      last = found.cells;
      draw();
    } catch (fault) {
      if (fault.name !== "AbortError") element.querySelector(".map-fault").hidden = false;
    }
  }
  return { ask, draw };
}

function toFeature(cell) {
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: [cell.longitude, cell.latitude] },
    properties: {
      events: cell.events,
      shown: cell.events >= 10_000 ? `${Math.round(cell.events / 1000)}k` : String(cell.events),
      icon: nameDisc(cell),
      box: cell.box.join(","),
      title: cell.title,
    },
  };
}

function answerClicks(map, element) {
  const tip = new maplibregl.Popup({ closeButton: false, closeOnClick: false, className: "map-tip", offset: 14 });
  const card = new maplibregl.Popup({ className: "map-card", maxWidth: "22rem", offset: 10 });
  map.on("mousemove", "cells", (event) => {
    map.getCanvas().classList.add("pointing");
    const [found] = event.features;
    tip.setLngLat(found.geometry.coordinates).setText(found.properties.title).addTo(map);
  });
  map.on("mouseleave", "cells", () => {
    map.getCanvas().classList.remove("pointing");
    tip.remove();
  });
  map.on("click", "cells", async (event) => {
    const [found] = event.features;
    const box = readBox(found.properties.box);
    const [west, south, east, north] = box;
    if (east - west > 1e-6 || north - south > 1e-6) {
      map.fitBounds(box, { padding: 60, maxZoom: Math.min(map.getZoom() + 3, 12) });
      return;
    }
    tip.remove();
    const query = new URLSearchParams(element.dataset.question);
    query.set("at", `${west},${south}`);
    const answer = await fetch(`/events/here?${query}`);
    const content = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const holder = document.createElement("div");
    holder.append(...content.childNodes);
    card.setLngLat([west, south]).setDOMContent(holder).addTo(map);
  });
}

// The two ways to make the map a filter: a box that is drawn, and what is in view as long as the reader wants that.
function setFilters(map, element) {
  const set = (box, replace) =>
    element.dispatchEvent(
      new CustomEvent("finder:set", { bubbles: true, detail: { box: box ? wrapBox(box).join(",") : "", replace } }),
    );
  const button = element.querySelector("[data-draw]");
  const follow = element.querySelector("[data-follow]");
  let giveUp = null;
  button.addEventListener("click", () => {
    if (giveUp) return giveUp();
    button.setAttribute("aria-pressed", "true");
    follow.checked = false;
    giveUp = drawBox(map, (box) => {
      giveUp = null;
      button.setAttribute("aria-pressed", "false");
      if (box) set(box, false);
      else showBox(map, readBox(element.dataset.box));
    });
  });
  const takeView = (replace) => set(map.getBounds().toArray().flat(), replace);
  follow.addEventListener("change", () => (follow.checked ? takeView(false) : set(null, false)));
  map.on("moveend", () => follow.checked && takeView(true));
  element.querySelector("[data-fit]").addEventListener("click", () => {
    const extent = readBox(element.dataset.extent);
    if (extent) map.fitBounds(widen(extent), { padding: 30, maxZoom: CLOSEST });
  });
}

function readBox(text) {
  return text ? text.split(",").map(Number) : null;
}

// A box of one place is no extent to show.
function widen([west, south, east, north]) {
  const right = east < west ? east + 360 : east;
  const more = Math.max(0, 1 - (right - west)) / 2;
  return [west - more, Math.max(south - more, -85), right + more, Math.min(north + more, 85)];
}
