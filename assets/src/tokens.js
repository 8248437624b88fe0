// Colours by their use, as workbench.css has them for the theme that is on.
export const QUADS = ["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"];

export function token(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

export function quadColours() {
  return QUADS.map((quad) => token(quad));
}
