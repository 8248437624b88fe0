// Events on a map of Natural Earth's countries; no tile is fetched.
export function start() {}
