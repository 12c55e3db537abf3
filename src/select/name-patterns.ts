/** Whole-name regular expressions, as bindgen's are: the rules that users write about names. */
import { usageError } from "../support/diagnostics.js";

interface Expression {
  /** What a matching name begins with: that is found out sooner. */
  readonly start: string;
  readonly expression: RegExp;
}

/** Most are plain names: these are looked up, whatever their number. */
export class NamePatterns {
  readonly #names = new Set<string>();
  readonly #expressions: Expression[] = [];

  /**
   * @param shown a pattern as the message names it
   * @throws FatalError `bad-regex`
   */
  constructor(patterns: readonly string[], shown: (pattern: string) => string) {
    for (const pattern of patterns) {
      if (/^\w+$/.test(pattern)) this.#names.add(pattern);
      else this.#expressions.push({ start: literalStart(pattern), expression: userPattern(pattern, shown(pattern)) });
    }
  }

  get isEmpty(): boolean {
    return this.#names.size === 0 && this.#expressions.length === 0;
  }

  matches(name: string): boolean {
    if (this.#names.has(name)) return true;
    for (let index = 0; index < this.#expressions.length; index++) {
      const { start, expression } = this.#expressions[index] as Expression;
      if (name.startsWith(start) && expression.test(name)) return true;
    }
    return false;
  }
}

/** What all that an expression matches begins with, as far as that is simple to see. */
function literalStart(pattern: string): string {
  if (pattern.includes("|")) return "";
  // A quantifier is about the last character before it.
  return /^\w*(?![?*+{])/.exec(pattern)?.[0] ?? "";
}

/**
 * Turns the user's text into a whole-name expression.
 * @param shown the expression as the message names it
 * @throws FatalError `bad-regex`
 */
export function userPattern(pattern: string, shown: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    const help = error instanceof Error ? error.message : "see the syntax of JavaScript's regular expressions";
    throw usageError("bad-regex", `${shown} is not a regular expression`, help);
  }
}
