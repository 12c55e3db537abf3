/**
 * What a bindings file declares, as one line for each item, field and accessor: independent of formatting, of the
 * path of the C types, of derives, and of the helper types that a generator brings along.
 */
import { expandBindings } from "../../scripts/expand-bindings.mjs";

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)'|\/\/[^\n]*|->|::|\.\.\.|[A-Za-z_][A-Za-z0-9_]*|[0-9][\w.]*|\S/g;
const HELPER = /^(__Bindgen|__IncompleteArrayField|__bindgen_support)/;

/** @returns sorted lines */
export function rustItems(text: string): string[] {
  const code = expandBindings(text).replace(/\/\*[\s\S]*?\*\//g, "");
  const tokens = (code.match(TOKEN) ?? []).filter((token) => !token.startsWith("//"));
  const lines: string[] = [];
  readItems(tokens, 0, tokens.length, lines);
  return lines
    .map((line) => line.replace(/::(?:core::ffi|std::os::raw)::/g, "").replace(/::std::/g, "::core::"))
    .sort();
}

function readItems(tokens: readonly string[], from: number, to: number, lines: string[]): void {
  let at = from;
  while (at < to) {
    if (tokens[at] === "#") {
      at = closing(tokens, tokens[at + 1] === "!" ? at + 2 : at + 1) + 1;
      continue;
    }
    const end = itemEnd(tokens, at, to);
    readItem(tokens.slice(at, end), lines);
    at = end;
  }
}

/** Behind the item that begins at `at`: its `;` or its closing brace. */
function itemEnd(tokens: readonly string[], at: number, to: number): number {
  for (let index = at; index < to; index++) {
    const token = tokens[index];
    if (token === ";") return index + 1;
    // `const X: T = { … };` ends at its semicolon, everything else with braces at the closing one.
    const isBody = token === "{" && !tokens.slice(at, index).includes("=");
    if (token === "(" || token === "[" || token === "{") index = closing(tokens, index);
    if (isBody) return index + 1;
  }
  return to;
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const token = tokens[index] ?? "";
    if ("([{".includes(token)) depth++;
    if (")]}".includes(token) && --depth === 0) return index;
  }
  return tokens.length;
}

function readItem(item: readonly string[], lines: string[]): void {
  const body = item.indexOf("{");
  const words = item.filter((token) => token !== "pub" && token !== "unsafe");
  const [keyword = "", name = ""] = words;
  if (item.includes("extern") && item[0] !== "pub" && body !== -1) {
    readItems(item, body + 1, item.length - 1, lines);
    return;
  }
  if (keyword === "impl") readAccessors(words, lines);
  if (HELPER.test(name) || name === "_") return;
  if (keyword === "struct" || keyword === "union") {
    lines.push(`${keyword} ${name}`);
    if (body !== -1) readFields(name, item.slice(body + 1, -1), lines);
  } else if (["type", "const", "static", "fn"].includes(keyword) || (keyword === "use" && item.includes("as"))) {
    lines.push(spelled(words).replace(/;$/, ""));
  }
}

function readFields(record: string, body: readonly string[], lines: string[]): void {
  let start = 0;
  let depth = 0;
  for (let index = 0; index <= body.length; index++) {
    const token = body[index] ?? ",";
    if ("([{<".includes(token)) depth++;
    if (")]}>".includes(token)) depth--;
    if (token !== "," || depth > 0) continue;
    const field = body.slice(start, index).filter((word) => word !== "pub");
    start = index + 1;
    if (field.length > 0) lines.push(`${record}.${spelled(field)}`);
  }
}

/** The signatures of an inherent `impl`. */
function readAccessors(words: readonly string[], lines: string[]): void {
  const body = words.indexOf("{");
  if (body !== 2 || HELPER.test(words[1] ?? "")) return;
  for (let index = body + 1; index < words.length; index++) {
    if (words[index] === "{") index = closing(words, index);
    if (words[index] !== "fn") continue;
    const end = words.indexOf("{", index);
    lines.push(`${words[1]}::${spelled(words.slice(index + 1, end))}`);
  }
}

function spelled(tokens: readonly string[]): string {
  return tokens
    .join(" ")
    .replace(/ ?(::|[<>([\])]) ?/g, "$1")
    .replace(/ ([,;:])/g, "$1")
    .replace(/([*&]) /g, "$1")
    .replace(/,([)>])/g, "$1")
    .replace(/->/g, " -> ")
    .replace(/- >/g, " -> ")
    .replace(/ +/g, " ")
    .replace(/(\d)usize\b/g, "$1");
}
