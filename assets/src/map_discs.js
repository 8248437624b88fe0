// The discs of the map, drawn when MapLibre asks for one: a dot for an event, a ring of the four quad classes for
// several; hollow and dashed where the position stands for a whole region.
import { quadColours, token } from "./tokens.js";

export const DISC_RATIO = 2;
// Radius on the screen in pixels, by the number of events from which on it holds.
const RADII = [[10_000, 28], [3_000, 25], [1_000, 22], [300, 19], [100, 17], [30, 14], [10, 12], [2, 9.5], [1, 5.5]];
const EIGHTHS = 8;

// The name of an image says what is on it: shares in eighths, so that there are few different ones.
export function nameDisc(cell) {
  const radius = RADII.find(([events]) => cell.events >= events)[1];
  const shares = cell.quads.map((events) => (events ? Math.max(1, Math.round((EIGHTHS * events) / cell.events)) : 0));
  return ["disc", radius, 2 * cell.vague > cell.events ? "vague" : "exact", ...shares].join("-");
}

export function drawDisc(name) {
  const [, radius, precision, ...shares] = name.split("-");
  const size = Math.ceil((Number(radius) + 1) * 2) * DISC_RATIO;
  const pen = new OffscreenCanvas(size, size).getContext("2d");
  const counts = shares.map(Number);
  const disc = { pen, middle: size / 2, radius: Number(radius) * DISC_RATIO, vague: precision === "vague" };
  if (radius === "5.5" && !disc.vague) drawDot(disc, quadColours()[counts.findIndex((share) => share > 0)]);
  else drawRing(disc, counts);
  return pen.getImageData(0, 0, size, size);
}

function drawDot({ pen, middle, radius }, colour) {
  const edge = 1.5 * DISC_RATIO;
  pen.beginPath();
  pen.arc(middle, middle, radius - edge / 2, 0, 2 * Math.PI);
  pen.fillStyle = colour;
  pen.fill();
  pen.lineWidth = edge;
  pen.strokeStyle = token("sheet");
  pen.stroke();
}

function drawRing({ pen, middle, radius, vague }, counts) {
  const width = Math.max(2.5 * DISC_RATIO, radius * 0.3);
  const line = radius - width / 2;
  pen.beginPath();
  pen.arc(middle, middle, line, 0, 2 * Math.PI);
  pen.fillStyle = token("sheet");
  pen.globalAlpha = vague ? 0.5 : 0.95;
  pen.fill();
  pen.globalAlpha = 1;
  pen.lineWidth = width;
  if (vague) pen.setLineDash([3 * DISC_RATIO, 2 * DISC_RATIO]);
  const total = counts.reduce((sum, share) => sum + share, 0);
  let angle = -Math.PI / 2;
  counts.forEach((share, number) => {
    if (!share) return;
    const next = angle + (2 * Math.PI * share) / total;
    pen.beginPath();
    pen.arc(middle, middle, line, angle, next);
    pen.strokeStyle = quadColours()[number];
    pen.stroke();
    angle = next;
  });
}
