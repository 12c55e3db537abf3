/**
 * Random macro programs for comparison with compilers: macros that use each other, `#`, `##`, variadic and
 * `__VA_OPT__`, and invocations that are cut by macros. From a seed; many of them are in error on purpose.
 */

/** A linear congruential generator (Numerical Recipes). */
function makeRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 0x100000000) * below);
  };
}

interface MacroHead {
  readonly name: string;
  /** Programs that are not wild have few errors. */
  readonly wild: boolean;
  readonly parameters: readonly string[] | null;
  readonly variadic: "no" | "c99" | "gnu";
}

type Random = (below: number) => number;

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

/** The text of a program; `#` lines define macros, other lines invoke them. */
export function randomProgram(seed: number): string {
  const random = makeRandom(seed * 2654435761 + 12345);
  for (let warm = 0; warm < 8; warm++) random(2);
  const wild = random(3) === 0;
  const heads = Array.from({ length: 2 + random(6) }, (_, index) => randomHead(random, index, wild));
  const lines: string[] = [];
  for (const head of heads) lines.push(definition(random, head, heads));
  for (let line = 0; line < 3 + random(4); line++) {
    if (random(6) === 0) lines.push(`#undef ${pick(random, heads).name}`);
    if (random(6) === 0) {
      const head = pick(random, heads);
      lines.push(`#undef ${head.name}`, definition(random, head, heads));
    }
    lines.push(`${text(random, heads, null, 2 + random(10), 3)} ;`);
  }
  return `${lines.join("\n")}\n`;
}

function randomHead(random: Random, index: number, wild: boolean): MacroHead {
  const name = String.fromCharCode(0x61 + index);
  if (random(3) === 0) return { name, wild, parameters: null, variadic: "no" };
  const parameters = ["x", "y", "z"].slice(0, random(4));
  const variadic = pick(random, ["no", "no", "c99", "gnu"] as const);
  return { name, wild, parameters: variadic === "gnu" ? [...parameters, "rest"] : parameters, variadic };
}

function definition(random: Random, head: MacroHead, heads: readonly MacroHead[]): string {
  const length = random(8);
  const body = text(random, heads, head, length, 2).replace(/^\s*##\s*|\s*##\s*$/g, "");
  if (head.parameters === null) return `#define ${head.name} ${body}`;
  const names = [...head.parameters];
  if (head.variadic === "c99") names.push("...");
  const list = names.map((name, index) =>
    head.variadic === "gnu" && index === names.length - 1 ? `${name}...` : name,
  );
  return `#define ${head.name}(${list.join(",")}) ${body}`;
}

/** Words of a replacement list (in `macro`) or of the text (`macro` is null). */
function text(
  random: Random,
  heads: readonly MacroHead[],
  macro: MacroHead | null,
  length: number,
  depth: number,
): string {
  const words: string[] = [];
  for (let word = 0; word < length; word++) {
    words.push(oneWord(random, heads, macro, depth));
    words.push(pick(random, ["", " ", " ", macro === null && random(6) === 0 ? "\n" : " "]));
  }
  return words.join("");
}

function oneWord(random: Random, heads: readonly MacroHead[], macro: MacroHead | null, depth: number): string {
  const parameters = macro?.parameters ?? null;
  const choice = random(16);
  if (parameters !== null && choice < 6) return parameterWord(random, macro as MacroHead, heads, depth, choice);
  if (choice < 10 && depth > 0) return invocation(random, heads, macro, depth);
  if (choice === 10) return pick(random, heads).name;
  if (choice === 11)
    return pick(random, heads[0]?.wild === true ? ["(", ")", ",", "()", "(,)", "( )"] : ["()", "(1)", "(q,2)"]);
  if (choice === 12 && macro !== null)
    return ` ${pick(random, ["u", "1", "x", "q"])} ## ${pick(random, ["v", "2", "y", "a"])} `;
  return pick(random, ["1", "2", " +", "-", "q", "r", '"s\\n"', "'c'", ".", "e1", "0x", "->", " = "]);
}

function parameterWord(
  random: Random,
  macro: MacroHead,
  heads: readonly MacroHead[],
  depth: number,
  choice: number,
): string {
  const names = [...(macro.parameters ?? [])];
  if (macro.variadic === "c99") names.push("__VA_ARGS__", "__VA_ARGS__");
  if (names.length === 0) return pick(random, heads).name;
  const name = pick(random, names);
  if (!macro.wild && (choice === 1 || choice === 2) && random(3) > 0) return name;
  switch (choice) {
    case 0:
      return ` #${pick(random, ["", " "])}${name}`;
    case 1:
      return ` ${pick(random, ["q", "1", name, "f"])} ## ${name} `;
    case 2:
      return ` ${name} ## ${pick(random, ["q", "1", name, pick(random, names)])} `;
    case 3:
      if (macro.variadic === "no") return name;
      return pick(random, [
        ` , ## ${names.at(-1)} `,
        ` __VA_OPT__(${text(random, heads, macro, random(3), depth - 1).replaceAll("##", "")}) `,
        ` q, ## ${names.at(-1)}`,
      ]);
    default:
      return name;
  }
}

function invocation(random: Random, heads: readonly MacroHead[], macro: MacroHead | null, depth: number): string {
  const head = pick(random, heads);
  if (head.parameters === null) return ` ${head.name} `;
  const extra = head.variadic === "c99" ? random(3) : 0;
  const count = Math.max(0, head.parameters.length + extra + (head.wild && random(12) === 0 ? 1 : 0));
  const space = pick(random, ["", "", " ", macro === null ? "\n" : " "]);
  const list = Array.from({ length: count }, () => text(random, heads, macro, random(4), depth - 1));
  return ` ${head.name}${space}(${list.join(pick(random, [",", ", ", " ,"]))})`;
}
