/** Static assertions (C11 6.7.10): a false one means that we disagree with the kernel about itself. */
import type { StaticAssert } from "../parse/ast.js";
import { rangeText, type TokenRange, tokenExpansion } from "../preprocess/tokens.js";
import { integerConstant } from "./constant.js";
import { report, type SemaState } from "./state.js";

/** Evaluates an assertion: counts it, and reports a false or unknown one. */
export function checkStaticAssert(assertion: StaticAssert, state: SemaState): void {
  const { condition, message } = assertion;
  const where = tokenExpansion(condition.buffer, assertion.token);
  const result = integerConstant(condition, state);
  if (result.value === null) {
    state.staticAsserts.unknown++;
    report(
      state,
      "warning",
      "static-assert-unknown",
      `a static assertion could not be evaluated: ${result.why}`,
      where,
    );
  } else if (result.value === 0n) {
    state.staticAsserts.failed++;
    report(
      state,
      "error",
      "static-assert-failed",
      `static assertion failed: ${message ?? shortText(condition)}`,
      where,
      {
        help: "the headers disagree with this configuration, compiler or architecture",
      },
    );
  } else {
    state.staticAsserts.held++;
  }
}

const MAX_TEXT = 120;

function shortText(range: TokenRange): string {
  const text = rangeText(range);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
