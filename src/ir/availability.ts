/**
 * Where a declaration may be used: `unavailable`, `deprecated`, and clang's `availability` for the platform that the headers
 * are read for (Clang attribute reference, "availability"; GCC manual, Common Function Attributes).
 *
 * In: the attributes of a function or variable, the target's predefined macros. Out: what the compiler says to a use.
 */
import type { Attribute } from "../parse/index.js";
import { rangeText } from "../preprocess/tokens.js";
import { stringLiteralValue } from "./attribute-text.js";

export interface Availability {
  /** Why a use is an error; null when it is none. */
  readonly unavailable: string | null;
  /** The message of a deprecated one, which may be empty; null when it is not deprecated. */
  readonly deprecated: string | null;
}

/** `10.15`, as the version that the code is to run on; null for no platform with versions. */
export type Deployment = readonly number[] | null;

const MACRO = /^#define __ENVIRONMENT_(?:OS|MAC_OS_X)_VERSION_MIN_REQUIRED__ (\d+)$/m;

/** The version of macOS that the predefined macros name: `101500` is 10.15, `1060` 10.6. */
export function deploymentOf(predefined: string): Deployment {
  const digits = MACRO.exec(predefined)?.[1];
  if (digits === undefined) return null;
  const parts = digits.length === 4 ? /^(..)(.)(.)$/.exec(digits) : /^(..)(..)(..)$/.exec(digits);
  return parts === null ? null : parts.slice(1).map(Number);
}

const ANYWHERE: Availability = { unavailable: null, deprecated: null };

/** What the attributes come to for code that runs on `deployment`. */
export function availabilityOf(attributes: readonly Attribute[], deployment: Deployment): Availability {
  if (attributes.length === 0 || !attributes.some(({ name }) => ATTRIBUTES.has(name))) return ANYWHERE;
  return availabilityBy(attributes, deployment);
}

const ATTRIBUTES: ReadonlySet<string> = new Set(["unavailable", "deprecated", "availability"]);

function availabilityBy(attributes: readonly Attribute[], deployment: Deployment): Availability {
  let unavailable: string | null = null;
  let deprecated: string | null = null;
  for (const { name, args } of attributes) {
    if (name === "unavailable") unavailable ??= withMessage("the header says so", messageOf(args[0]));
    else if (name === "deprecated") deprecated ??= messageOf(args[0]);
    else if (name === "availability" && deployment !== null) {
      const clauses = args.map(rangeText);
      if (!/^(?:macos|macosx|macOS)$/.test(clauses[0] ?? "")) continue;
      const message = messageOf(args.find((range) => /^message\b/.test(rangeText(range))));
      const since = (clause: string) => reached(clauses, clause, deployment);
      if (clauses.includes("unavailable")) unavailable ??= withMessage("not on macOS", message);
      else if (since("obsoleted") === true) unavailable ??= withMessage("no longer on this macOS", message);
      else if (clauses.includes("strict") && since("introduced") === false) unavailable ??= "not yet on this macOS";
      if (since("deprecated") === true) deprecated ??= message;
    }
  }
  return { unavailable, deprecated };
}

function withMessage(why: string, message: string): string {
  return message === "" ? why : `${why}: ${message}`;
}

/** `"text"` or `message = "text"`; empty without. */
function messageOf(range: Attribute["args"][number] | undefined): string {
  if (range === undefined) return "";
  const start = /^message\b/.test(rangeText(range)) ? range.start + 2 : range.start;
  return stringLiteralValue({ ...range, start }) ?? "";
}

/** Whether the version of a clause (`deprecated=10.6`, `10_6`) is that of the deployment or before; null without the clause. */
function reached(clauses: readonly string[], clause: string, deployment: readonly number[]): boolean | null {
  const text = clauses.map((it) => it.replaceAll(" ", "")).find((it) => it.startsWith(`${clause}=`));
  const version = /=([\d._]+)$/
    .exec(text ?? "")?.[1]
    ?.split(/[._]/)
    .map(Number);
  if (version === undefined) return null;
  for (const [index, own] of deployment.entries()) {
    const wanted = version[index] ?? 0;
    if (wanted !== own) return wanted < own;
  }
  return true;
}
