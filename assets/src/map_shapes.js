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
  return feature(topology, topology.objects.countries);
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
