/** Whole-name regular expressions, as bindgen's are: the rules that users write about names. */
import { usageError } from "../support/diagnostics.js";

/** Most are plain names: these are looked up, whatever their number. */
export class NamePatterns {
  readonly #names = new Set<string>();
  readonly #expressions: RegExp[] = [];

  /**
   * @param shown a pattern as the message names it
   * @throws FatalError `bad-regex`
   */
  constructor(patterns: readonly string[], shown: (pattern: string) => string) {
    for (const pattern of patterns) {
      if (/^\w+$/.test(pattern)) this.#names.add(pattern);
      else this.#expressions.push(userPattern(pattern, shown(pattern)));
    }
  }

  get isEmpty(): boolean {
    return this.#names.size === 0 && this.#expressions.length === 0;
  }

  matches(name: string): boolean {
    if (this.#names.has(name)) return true;
    for (let index = 0; index < this.#expressions.length; index++) {
      if (this.#expressions[index]?.test(name) === true) return true;
    }
    return false;
  }
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
