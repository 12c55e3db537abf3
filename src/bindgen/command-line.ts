/** Reads bindgen's command line. In: its words. Out: one header, the values of each flag, and the compiler's flags. */
import { usageError } from "../support/diagnostics.js";
import { nearest } from "../support/nearest.js";
import { type BindgenFlag, FLAGS } from "./flags.js";

export interface BindgenCommandLine {
  /** null when there is none, as for `--version`. */
  readonly header: string | null;
  /** Values by the flag's name, in order; empty texts for what takes none. */
  readonly given: ReadonlyMap<string, readonly string[]>;
  readonly cflags: readonly string[];
  /** The whole command line. */
  readonly words: readonly string[];
}

/** @throws FatalError `unknown-option`, `option-without-value`, `option-not-supported`, `too-many-headers` */
export function readCommandLine(words: readonly string[]): BindgenCommandLine {
  const end = words.indexOf("--");
  const own = end === -1 ? words : words.slice(0, end);
  const given = new Map<string, string[]>();
  const headers: string[] = [];
  for (let at = 0; at < own.length; ) {
    const word = own[at] ?? "";
    at++;
    if (!word.startsWith("-") || word === "-") {
      headers.push(word);
      continue;
    }
    const { flag, joined } = flagOf(word);
    if (flag.status === "refused")
      throw usageError("option-not-supported", `'--${flag.name}' is not supported`, flag.why);
    const separate = flag.values === 0 || joined !== null ? 0 : flag.values;
    const values = joined !== null ? [joined] : own.slice(at, at + separate);
    if (values.length < (joined !== null ? 1 : separate)) {
      throw usageError("option-without-value", `'--${flag.name}' wants a value`);
    }
    at += separate;
    given.set(flag.name, [...(given.get(flag.name) ?? []), ...(values.length === 0 ? [""] : values)]);
  }
  const [header = null, second] = headers;
  if (second !== undefined) {
    throw usageError("too-many-headers", `a second header, '${second}'`, "bindgen reads one; compiler flags follow --");
  }
  return { header, given, cflags: end === -1 ? [] : words.slice(end + 1), words };
}

/** `--name`, `--name=value`, `-o`, `-oFILE`. */
function flagOf(word: string): { flag: BindgenFlag; joined: string | null } {
  const [, long, value] = /^--([^=]+)(?:=(.*))?$/s.exec(word) ?? [];
  const flag = FLAGS.find(({ name, short }) => (long === undefined ? short === word[1] : name === long));
  if (flag === undefined) {
    const [guess] = nearest(
      word.replace(/^-+|=.*$/gs, ""),
      FLAGS.map(({ name }) => name),
      1,
    );
    throw usageError(
      "unknown-option",
      `unknown option '${word}'`,
      guess === undefined ? undefined : `did you mean '--${guess}'?`,
    );
  }
  const joined = long === undefined ? (word.length > 2 ? word.slice(2) : null) : (value ?? null);
  return { flag, joined };
}
