// Bundle scripts, styles and shapes into the folder given: node build.mjs OUT
import { build } from "esbuild";
import { cp, mkdir } from "node:fs/promises";

const out = process.argv[2];
if (!out) throw new Error("expected the folder to write to: node build.mjs OUT");
await mkdir(out, { recursive: true });

await build({
  entryPoints: { workbench: "src/workbench.js", theme: "src/theme.js" },
  outdir: out,
  bundle: true,
  format: "esm",
  splitting: true,
  chunkNames: "chunk-[hash]",
  minify: true,
  target: "es2022",
  legalComments: "linked",
  logLevel: "warning",
});
await build({
  entryPoints: { workbench: "src/workbench.css" },
  outdir: out,
  bundle: true,
  minify: true,
  logLevel: "warning",
});

// MapLibre's worker in a file of its own: the strict Content-Security-Policy forbids one made from a string.
await cp("node_modules/maplibre-gl/dist/maplibre-gl-csp-worker.js", `${out}/map-worker.js`);
await cp("node_modules/maplibre-gl/LICENSE.txt", `${out}/map-worker.LICENSE.txt`);
await cp("src/icon.svg", `${out}/icon.svg`);

// Natural Earth's countries, 1:50 million, as TopoJSON with the ISO 3166-1 numeric code as id: a fifth of GeoJSON's size.
await cp("node_modules/world-atlas/countries-50m.json", `${out}/countries.json`);
