// Months and years, in UTC: a day is the same day everywhere.
export function floor(day, unit) {
  return new Date(Date.UTC(day.getUTCFullYear(), unit === "year" ? 0 : day.getUTCMonth(), 1));
}

export function after(first, unit) {
  const months = unit === "year" ? 12 : 1;
  return new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + months, 1));
}

export function isoDay(day) {
  return day.toISOString().slice(0, 10);
}
