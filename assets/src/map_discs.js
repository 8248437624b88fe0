// The discs of the map, drawn when MapLibre asks for one: a dot for an event, a ring of the four quad classes for
// several; hollow and dashed where the position stands for a whole region.
import { DISC_PIXELS } from "./map_style.js";
import { quadColours, token } from "./tokens.js";

const RATIO = 2;
const EIGHTHS = 8;

// The name of an image says what is on it: shares in eighths, so that there are few different ones.
export function nameDisc(cell) {
  const total = cell.events;
  const shares = cell.quads.map((events) => (events === 0 ? 0 : Math.max(1, Math.round((EIGHTHS * events) / total))));
  return ["disc", total > 1 ? "ring" : "dot", cell.vague ? "vague" : "exact", ...shares].join("-");
}

export function drawDisc(name) {
  const [, kind, precision, ...shares] = name.split("-");
  const size = DISC_PIXELS * RATIO;
  const canvas = new OffscreenCanvas(size, size);
  const pen = canvas.getContext("2d");
  const middle = size / 2;
  const vague = precision === "vague";
  const width = kind === "dot" ? size * 0.16 : size * 0.17;
  const radius = middle - width / 2 - RATIO * 2;
  pen.beginPath();
  pen.arc(middle, middle, radius, 0, 2 * Math.PI);
  pen.fillStyle = token("sheet");
  pen.globalAlpha = vague ? 0.55 : 0.94;
  pen.fill();
  pen.globalAlpha = 1;
  const counts = shares.map(Number);
  const total = counts.reduce((sum, share) => sum + share, 0);
  if (kind === "dot" && !vague) {
    pen.fillStyle = quadColours()[counts.findIndex((share) => share > 0)];
    pen.fill();
    pen.lineWidth = size * 0.07;
    pen.strokeStyle = token("sheet");
    pen.stroke();
    return pen.getImageData(0, 0, size, size);
  }
  let angle = -Math.PI / 2;
  pen.lineWidth = width;
  if (vague) pen.setLineDash([size * 0.09, size * 0.06]);
  counts.forEach((share, number) => {
    if (!share) return;
    const next = angle + (2 * Math.PI * share) / total;
    pen.beginPath();
    pen.arc(middle, middle, radius, angle, next);
    pen.strokeStyle = quadColours()[number];
    pen.stroke();
    angle = next;
  });
  return pen.getImageData(0, 0, size, size);
}

export const DISC_RATIO = RATIO;
