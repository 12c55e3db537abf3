/** Milliseconds since some moment. Node's `performance` would take one to be loaded. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
