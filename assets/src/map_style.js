// How the map looks, from the tokens of the theme that is on. No tile, glyph or sprite is fetched: without an address
// for glyphs MapLibre draws letters with the reader's own fonts.
import { token } from "./tokens.js";

const FONT = ["Noto Sans, system-ui, sans-serif"];
const EMPTY = { type: "FeatureCollection", features: [] };
// Countries of fewer square degrees than this are named only from zoom 4 on.
const SMALL = 4;

export function makeStyle(shapes) {
  return {
    version: 8,
    sources: {
      land: { type: "geojson", data: shapes.land },
      borders: { type: "geojson", data: shapes.borders },
      names: { type: "geojson", data: shapes.names },
      outside: { type: "geojson", data: EMPTY },
      cells: { type: "geojson", data: EMPTY },
    },
    layers: [
      { id: "water", type: "background", paint: { "background-color": token("water") } },
      { id: "land", type: "fill", source: "land", paint: { "fill-color": token("land") } },
      { id: "coast", type: "line", source: "land", paint: { "line-color": token("coast"), "line-width": 0.6 } },
      { id: "borders", type: "line", source: "borders", paint: { "line-color": token("border"), "line-width": 0.9 } },
      {
        id: "names",
        type: "symbol",
        source: "names",
        filter: ["any", [">=", ["get", "area"], SMALL], [">=", ["zoom"], 4]],
        layout: {
          "text-field": ["get", "name"],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["zoom"], 1, 9, 6, 14],
          "text-max-width": 7,
          "symbol-sort-key": ["-", 0, ["get", "area"]],
          "text-padding": 6,
        },
        paint: { "text-color": token("soft"), "text-halo-color": token("land"), "text-halo-width": 1.2 },
      },
      { id: "outside", type: "fill", source: "outside", paint: { "fill-color": token("paper"), "fill-opacity": 0.6 } },
      {
        id: "box",
        type: "line",
        source: "outside",
        paint: { "line-color": token("accent"), "line-width": 1.5, "line-dasharray": [3, 2] },
      },
      {
        id: "cells",
        type: "symbol",
        source: "cells",
        layout: {
          "icon-image": ["get", "icon"],
          "icon-allow-overlap": true,
          "icon-ignore-placement": true,
          "symbol-sort-key": ["-", 0, ["get", "events"]],
          "text-field": ["case", [">", ["get", "events"], 1], ["get", "shown"], ""],
          "text-font": FONT,
          "text-size": ["interpolate", ["linear"], ["ln", ["get", "events"]], 0, 9, 4.6, 11, 9.2, 13],
          "text-allow-overlap": true,
          "text-ignore-placement": true,
        },
        paint: { "text-color": token("ink") },
      },
    ],
  };
}
