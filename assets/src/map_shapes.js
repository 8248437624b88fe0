// Natural Earth's countries as shapes for maps: land, borders, and a label in the largest part of each.
import { feature, mesh } from "topojson-client";

let atlas;

async function readAtlas() {
  atlas ??= fetch("/assets/countries.json").then((answer) => {
    if (!answer.ok) throw new Error(`/assets/countries.json: ${answer.status}`);
    return answer.json();
  });
  return atlas;
}

export async function readCountries() {
  const topology = await readAtlas();
  const countries = feature(topology, topology.objects.countries);
  for (const { geometry } of countries.features) {
    const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    for (const rings of polygons) rings.forEach(unwrap);
  }
  return countries;
}

export async function readShapes() {
  const topology = await readAtlas();
  const land = await readCountries();
  return {
    land,
    borders: mesh(topology, topology.objects.countries, (one, other) => one !== other),
    names: { type: "FeatureCollection", features: land.features.map(label).filter(Boolean) },
  };
}

// The atlas sews together what the 180th meridian cuts: let such a ring run on beyond it instead of leaping back across
// the whole map, and close a ring around the pole along the pole.
function unwrap(ring) {
  let turns = 0;
  let last = ring[0][0];
  for (const point of ring) {
    const longitude = point[0];
    if (longitude - last > 180) turns -= 360;
    if (longitude - last < -180) turns += 360;
    last = longitude;
    point[0] += turns;
  }
  if (turns) ring.push([ring.at(-1)[0], -90], [ring[0][0], -90], [...ring[0]]);
}

function label(country) {
  const parts = country.geometry.type === "Polygon" ? [country.geometry.coordinates] : country.geometry.coordinates;
  const [largest] = parts.map(([ring]) => measure(ring)).sort((one, other) => other.area - one.area);
  if (!largest) return null;
  return {
    type: "Feature",
    geometry: { type: "Point", coordinates: largest.middle },
    properties: { name: country.properties.name, area: largest.area },
  };
}

// Area in square degrees and centre of gravity of a ring, by the shoelace formula.
function measure(ring) {
  let area = 0;
  let x = 0;
  let y = 0;
  for (let i = 0; i < ring.length - 1; i++) {
    const cross = ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    area += cross;
    x += (ring[i][0] + ring[i + 1][0]) * cross;
    y += (ring[i][1] + ring[i + 1][1]) * cross;
  }
  return { area: Math.abs(area / 2), middle: area ? [x / (3 * area), y / (3 * area)] : ring[0] };
}
