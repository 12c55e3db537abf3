/** Error messages of gcc, clang and rustc as diagnostics that name what is wrong. */
import type { Diagnostic } from "../support/diagnostics.js";

/** The form that gcc and clang share: `file:line:column: error: text`. */
const MESSAGE = /^(.*?):(\d+):(?:(\d+):)? (error|fatal error): (.*)$/;

/**
 * @param proof path under which the compiler was given the proof
 * @param shown name of the proof in diagnostics
 * @param failure why the compiler did not run to its end, null when it did
 */
export function compilerDiagnostics(
  stderr: string,
  proof: string,
  shown: string,
  failure: string | null,
): Diagnostic[] {
  const lines = stderr.split("\n");
  const diagnostics: Diagnostic[] = [];
  for (const [index, line] of lines.entries()) {
    const match = MESSAGE.exec(line);
    if (match === null) continue;
    const [, file = "", row = "0", column = "0", , text = ""] = match;
    const use = file === proof ? useLine(lines, index, proof) : null;
    const where = {
      path: file === proof ? shown : file,
      line: use ?? Number(row),
      column: use === null ? Number(column) : 1,
    };
    diagnostics.push({ ...meaning(text), severity: "error", where });
  }
  return diagnostics.length > 0 ? diagnostics : [unreadable(stderr, failure)];
}

/** gcc names the line of the macro's definition and says in a note where it was used; clang the other way round. */
function useLine(lines: readonly string[], index: number, proof: string): number | null {
  for (let at = index + 1; at < Math.min(lines.length, index + 12); at++) {
    const line = lines[at] ?? "";
    if (MESSAGE.test(line)) return null;
    const note = /^(.*?):(\d+):\d+: note: in expansion of macro .KBINDGEN_/.exec(line);
    if (note?.[1] === proof) return Number(note[2]);
  }
  return null;
}

function meaning(text: string): { id: string; message: string } {
  const fact = assertedFact(text);
  if (fact !== null) {
    return {
      id: "abi-mismatch",
      message: `not so for this compiler: ${fact}`,
    };
  }
  const conflict = /^conflicting types for ['‘]?([\w$]+)/.exec(text)?.[1];
  if (conflict !== undefined)
    return { id: "abi-mismatch", message: `the type of ${conflict} is another one in C: ${text}` };
  return { id: "proof-does-not-compile", message: text };
}

/** The text of a failed `_Static_assert` or of an `error` attribute: gcc's and clang's wordings. */
export function assertedFact(text: string): string | null {
  const quoted =
    /static assertion failed: "(.*)"$/.exec(text) ??
    /static_assert failed (?:due to requirement '.*' )?"(.*)"$/.exec(text);
  if (quoted?.[1] !== undefined) return quoted[1].replaceAll('\\"', '"');
  const attribute = /declared with (?:attribute error|'error' attribute): (.*)$/.exec(text);
  if (attribute?.[1] !== undefined) return attribute[1].replace(/^"(.*)"$/, "$1");
  const plain = /static assertion failed(?: due to requirement '.*')?: (.*)$/.exec(text);
  return plain?.[1] ?? null;
}

/** `path:line:column: error[E0080]: text`, as `rustc --error-format=short` prints it. */
export function rustDiagnostics(stderr: string, failure: string | null): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const match of stderr.matchAll(/^(.*?):(\d+):(\d+): (?:error(?:\[(E\d+)\])?|warning): (.*)$/gm)) {
    const [, path = "", line = "0", column = "0", code, text = ""] = match;
    const id = code === "E0080" ? "rust-layout-mismatch" : "rust-does-not-compile";
    const message = code === undefined ? text : `${text} (${code})`;
    diagnostics.push({ id, severity: "error", message, where: { path, line: Number(line), column: Number(column) } });
  }
  return diagnostics.length > 0 ? diagnostics : [unreadable(stderr, failure)];
}

function unreadable(stderr: string, failure: string | null): Diagnostic {
  const lines = stderr
    .trim()
    .split("\n")
    .filter((line) => line !== "");
  return {
    id: "compiler-failed",
    severity: "error",
    message: `the compiler failed${failure === null ? "" : ` (${failure})`}`,
    notes: lines.slice(0, 5).map((message) => ({ message })),
  };
}
