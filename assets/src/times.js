// Moments in the reader's own zone, UTC on hover. Days are days everywhere and stay as they are.
const shape = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

export function localizeTimes(root) {
  for (const time of root.querySelectorAll("time[datetime*='T']")) {
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) continue;
    time.title = time.dateTime.replace("T", " ").replace(/(\.\d+)?(Z|\+00:00)$/, " UTC");
    time.textContent = shape.format(moment);
  }
}
