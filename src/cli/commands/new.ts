import type { Console } from "../console.js";
import type { Settings } from "../settings.js";
export function newCommand(_s: Settings, _c: Console): number {
  return 1;
}
