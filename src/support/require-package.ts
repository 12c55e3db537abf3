/**
 * Packages and parts of Node that are loaded when they are needed, and CommonJS packages always: `import` has Node parse such a
 * package for its names first.
 */
import { createRequire } from "node:module";

/** As Node's `require`. */
export const requirePackage = createRequire(import.meta.url);
