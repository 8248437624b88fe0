// Drawing a box on the map, and showing the one that is set by dimming what lies outside.
export function showBox(map, box) {
  const source = map.getSource("outside");
  if (!source) return;
  if (!box) return source.setData({ type: "FeatureCollection", features: [] });
  const [west, south, east, north] = box;
  const parts = east < west ? [[west, 180], [-180, east]] : [[west, east]];
  const holes = parts.map(([left, right]) => [[left, south], [left, north], [right, north], [right, south], [left, south]]);
  const world = [[-180, -85], [180, -85], [180, 85], [-180, 85], [-180, -85]];
  source.setData({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [world, ...holes] } });
}

// Let the reader draw with mouse, pen or finger; calls done(box) or done(null) where it was given up.
export function drawBox(map, done) {
  const canvas = map.getCanvas();
  let from = null;
  map.dragPan.disable();
  canvas.classList.add("drawing");
  const at = (event) => {
    const edge = canvas.getBoundingClientRect();
    return map.unproject([event.clientX - edge.left, event.clientY - edge.top]);
  };
  const boxTo = (to) => [
    Math.min(from.lng, to.lng),
    Math.min(from.lat, to.lat),
    Math.max(from.lng, to.lng),
    Math.max(from.lat, to.lat),
  ];
  const press = (event) => {
    event.preventDefault();
    from = at(event);
    canvas.setPointerCapture(event.pointerId);
  };
  const move = (event) => from && showBox(map, boxTo(at(event)));
  const release = (event) => {
    if (!from) return;
    const box = boxTo(at(event));
    stop(box[0] < box[2] && box[1] < box[3] ? box : null);
  };
  const key = (event) => event.key === "Escape" && stop(null);
  function stop(box) {
    canvas.removeEventListener("pointerdown", press);
    canvas.removeEventListener("pointermove", move);
    canvas.removeEventListener("pointerup", release);
    document.removeEventListener("keydown", key);
    canvas.classList.remove("drawing");
    map.dragPan.enable();
    done(box);
  }
  canvas.addEventListener("pointerdown", press);
  canvas.addEventListener("pointermove", move);
  canvas.addEventListener("pointerup", release);
  document.addEventListener("keydown", key);
  return () => stop(null);
}

// West, south, east, north for an address: longitudes from -180 to 180, whatever copy of the world is looked at.
export function wrapBox([west, south, east, north]) {
  const round = (degrees) => Math.round(degrees * 1000) / 1000;
  const wrap = (longitude) => ((((longitude + 180) % 360) + 360) % 360) - 180;
  const all = east - west >= 360;
  return [all ? -180 : wrap(west), Math.max(south, -90), all ? 180 : wrap(east), Math.min(north, 90)].map(round);
}
