// A small still map of one place: Natural Earth's countries around it, and how precisely it is known.
import { readCountries } from "./map_shapes.js";

const WIDTH = 320, HEIGHT = 240;
const SVG = "http://www.w3.org/2000/svg";
// Half the width shown, in degrees, and the radius that the precision leaves open, in kilometres, by UCDP's where_prec.
const BY_PRECISION = { 1: [6, 0], 2: [6, 25], 3: [6, 60], 4: [8, 150], 5: [9, 200], 6: [14, 0], 7: [40, 0] };

export async function start(spot) {
  const latitude = Number(spot.dataset.latitude), longitude = Number(spot.dataset.longitude);
  const [half, radius] = BY_PRECISION[spot.dataset.precision] ?? BY_PRECISION[7];
  const shrink = Math.max(0.2, Math.cos((latitude * Math.PI) / 180));
  const scale = WIDTH / (2 * half);
  const place = ([x, y]) => [WIDTH / 2 + turn(x - longitude) * scale, HEIGHT / 2 - ((y - latitude) * scale) / shrink];
  const picture = make("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" });
  const labels = [];
  for (const country of (await readCountries()).features) {
    const polygons = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
    const near = polygons.filter((rings) => touches(rings[0], longitude, latitude, half));
    if (!near.length) continue;
    const points = near.map((rings) => rings.map((ring) => ring.map(place)));
    const path = points.flat().map((ring) => `M${ring.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join("L")}Z`);
    picture.append(make("path", { class: "land", "fill-rule": "evenodd", d: path.join("") }));
    labels.push([country.properties.name, middle(points.flat(2))]);
  }
  const written = [[WIDTH / 2, HEIGHT / 2 - 9]];
  for (const [name, at] of labels) {
    const clear = at && at[1] > 14 && at[1] < HEIGHT - 6 && written.every(([x, y]) => Math.abs(x - at[0]) > 70 || Math.abs(y - at[1]) > 14);
    if (!clear) continue;
    written.push(at);
    picture.append(make("text", { x: at[0], y: at[1] }, name));
  }
  const [x, y] = [WIDTH / 2, HEIGHT / 2];
  if (radius) picture.append(make("circle", { class: "about", cx: x, cy: y, r: Math.max(7, (radius / 111) * (scale / shrink)) }));
  if (Number(spot.dataset.precision) < 6) {
    picture.append(make("circle", { class: "point", cx: x, cy: y, r: 4.5 }));
    picture.append(make("text", { x, y: y - 9, "font-weight": 600 }, spot.dataset.name));
  }
  spot.replaceChildren(picture);
}

// Degrees of longitude the short way round.
const turn = (degrees) => ((((degrees + 180) % 360) + 360) % 360) - 180;

function touches(ring, longitude, latitude, half) {
  let west = Infinity, east = -Infinity, south = Infinity, north = -Infinity;
  for (const [x, y] of ring) {
    west = Math.min(west, turn(x - longitude)); east = Math.max(east, turn(x - longitude));
    south = Math.min(south, y - latitude); north = Math.max(north, y - latitude);
  }
  // What crosses the far side of the globe seems to span it all.
  return west < half && east > -half && south < half && north > -half && !(east - west > 350 && Math.abs(latitude) < 55);
}

// Where a country's name fits: the middle of its corners that are in the picture, away from the place's own name.
function middle(points) {
  const seen = points.filter(([x, y]) => x > 0 && x < WIDTH && y > 0 && y < HEIGHT);
  if (seen.length < 12) return null;
  const mean = (i) => seen.reduce((sum, point) => sum + point[i], 0) / seen.length;
  const [x, y] = [mean(0), mean(1)];
  return Math.hypot(x - WIDTH / 2, y - HEIGHT / 2) < 40 ? [x, y < HEIGHT / 2 ? y - 45 : y + 45] : [Math.min(Math.max(x, 35), WIDTH - 35), y];
}

function make(name, attributes, words) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (words) element.textContent = words;
  return element;
}
