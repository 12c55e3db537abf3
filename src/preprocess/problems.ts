/** Diagnostics of the preprocessor: some end the run, the others are kept in the unit. */
import { type Diagnostic, FatalError, type Severity } from "../support/diagnostics.js";
import { NO_POSITION, type Position } from "../support/source.js";
import type { Preprocessor } from "./state.js";

/** Keeps a diagnostic, up to the limit. */
export function report(
  pp: Preprocessor,
  severity: Severity,
  id: string,
  message: string,
  position: number,
  help?: string,
): void {
  if (pp.diagnostics.length >= pp.limits.diagnostics) return;
  pp.diagnostics.push(makeDiagnostic(severity, id, message, position, help));
}

/** Ends the run. */
export function fail(pp: Preprocessor, id: string, message: string, position: number, help?: string): never {
  throw new FatalError(makeDiagnostic("error", id, message, position, help), pp.sources);
}

function makeDiagnostic(
  severity: Severity,
  id: string,
  message: string,
  position: number,
  help: string | undefined,
): Diagnostic {
  const where = (position >>> 0) as Position;
  return {
    id,
    severity,
    message,
    ...(where === NO_POSITION ? {} : { where }),
    ...(help === undefined ? {} : { help }),
  };
}
