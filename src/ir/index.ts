/** The binding IR: makes it from the resolved program; `types.ts` is the contract that `render` reads. */
export { type Documentation, documentationOf, NO_DOCUMENTATION } from "./docs.js";
export { type LowerInput, type LowerResult, lower } from "./lower.js";
export * from "./types.js";
