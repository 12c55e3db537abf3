/** Rules about names match whole names, as the regular expressions that they are. */
import { describe, expect, it } from "vitest";
import { NamePatterns, userPattern } from "../../src/select/index.js";

const NAMES = ["a", "ab", "abb", "abc", "abcd", "b", "bc", "foo", "foo_bar", "fooo", "fo", "struct foo", "x1", "x", ""];
const PATTERNS = [
  ...["abc", "ab?c", "ab*", "ab+", "ab{2}", "a|b", "abc|x\\d", "foo.*", "fo{1,2}", "(foo|x)1?", "struct foo", "x\\d?"],
  ...["[af]o+", ".*", "\\w+", "foo(?=_)_bar", "", "foo$", "^foo"],
];

describe("patterns of names", () => {
  it.each(PATTERNS)("match what the expression alone matches: %s", (pattern) => {
    const alone = userPattern(pattern, pattern);
    const patterns = new NamePatterns([pattern], (text) => text);
    expect(NAMES.filter((name) => patterns.matches(name))).toEqual(NAMES.filter((name) => alone.test(name)));
  });

  it("match what one of them matches", () => {
    const patterns = new NamePatterns(["abc", "foo_.*"], (text) => text);
    expect(NAMES.filter((name) => patterns.matches(name))).toEqual(["abc", "foo_bar"]);
    expect(new NamePatterns([], (text) => text).isEmpty).toBe(true);
  });
});
