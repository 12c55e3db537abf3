/** kbindgen as a library. */
export { checkCrate } from "./check/index.js";
export { explainName } from "./explain.js";
export { type GenerateResult, generate, type Summary } from "./generate.js";
export * from "./ir/types.js";
export type { CheckOptions, GenerateOptions, HeaderOptions, PreprocessOptions } from "./options.js";
export { type Analysis, analyseHeaders } from "./pipeline.js";
export { buildCore, type CoreOptions } from "./rust-core.js";
export {
  flagsText,
  type RustTarget,
  type RustTargetOptions,
  rustTarget,
  specificationText,
} from "./rust-target/index.js";
export { type Diagnostic, FatalError, formatDiagnostic } from "./support/diagnostics.js";
export { VERSION } from "./version.js";
