/** Static assertions (C11 6.7.10): a false one means that we disagree with the kernel about itself. */
import type { StaticAssert } from "../parse/ast.js";
import { rangeText, type TokenRange, tokenExpansion } from "../preprocess/tokens.js";
import { integerConstant } from "./constant.js";
import { report, type SemaState } from "./state.js";

/** Evaluates an assertion: counts it, and reports a false or unknown one. @returns why it does not hold, null if it does */
export function checkStaticAssert(assertion: StaticAssert, state: SemaState): string | null {
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
    return `its static assertion is not constant: ${result.why}`;
  }
  if (result.value === 0n) {
    const text = message ?? shortText(condition);
    state.staticAsserts.failed++;
    report(state, "error", "static-assert-failed", `static assertion failed: ${text}`, where, {
      help: "the headers disagree with this configuration, compiler or architecture",
    });
    return `its static assertion fails: ${text}`;
  }
  state.staticAsserts.held++;
  return null;
}

const MAX_TEXT = 120;

function shortText(range: TokenRange): string {
  const text = rangeText(range);
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
