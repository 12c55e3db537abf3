/** What a kernel module may not hold, by its machine code and its relocations (x86-64). */
import { execFileSync } from "node:child_process";

/** `apply_relocate_add` takes these, Linux `arch/x86/kernel/module.c`. */
const RELOCATIONS = new Set(["NONE", "64", "PC64", "32", "32S", "PC32", "PLT32"].map((name) => `R_X86_64_${name}`));

/** `%xmm0`, `%ymm0`, `%zmm0`, `%mm0`, `%st`, `%k1`; instructions of the x87 without an operand begin with f as well. */
const VECTOR_REGISTER = /%(?:[xyz]?mm\d|st\b|st\(|k[0-7]\b)/;
const X87 = /^f(?:n?init|ld|st|[su]?com|add|sub|mul|div|ild|ist|wait|abs|chs|sqrt|xch)/;
const MMX_STATE = /^(?:emms|ldmxcsr|stmxcsr|v?zeroupper|vzeroall)\b/;
/** Interrupts overwrite what lies below the stack pointer: kernels have no red zone (psABI 3.2.2, "The Stack Frame"). */
const BELOW_STACK = /-0x[0-9a-f]+\(%rsp\)/;
/** With an index that may be above it: wrong where the function never made room on the stack. */
const INDEXED = /-0x[0-9a-f]+\(%rsp,/;
const MAKES_ROOM = /^(?:push|sub +\S+,%rsp$|add +\$0xf+\S+,%rsp$|lea +-0x[0-9a-f]+\(%rsp\),%rsp$)/;

export interface Judgement {
  readonly instructions: number;
  readonly relocations: number;
  /** One line for each thing that is wrong. */
  readonly wrong: readonly string[];
}

/** Judges an object file or a module. */
export function judgeObject(path: string): Judgement {
  const code = instructionsOf(path);
  const relocations = relocationsOf(path);
  return {
    instructions: code.length,
    relocations: relocations.length,
    wrong: [...wrongInstructions(code), ...relocations.flatMap(wrongRelocation)],
  };
}

interface Instruction {
  readonly symbol: string;
  readonly place: string;
  readonly text: string;
}

function instructionsOf(path: string): Instruction[] {
  const text = execFileSync("objdump", ["-d", "--no-show-raw-insn", path], { encoding: "utf8", maxBuffer: 1 << 28 });
  let symbol = "";
  return text.split("\n").flatMap((line) => {
    symbol = /^[0-9a-f]+ <(.*)>:$/.exec(line)?.[1] ?? symbol;
    const found = /^ +([0-9a-f]+):\t(.*)$/.exec(line);
    return found === null ? [] : [{ symbol, place: `${symbol} at ${found[1]}`, text: (found[2] ?? "").trim() }];
  });
}

function wrongInstructions(code: readonly Instruction[]): string[] {
  const withRoom = new Set(code.filter(({ text }) => MAKES_ROOM.test(text)).map(({ symbol }) => symbol));
  return code.flatMap(({ symbol, place, text }) => {
    if (VECTOR_REGISTER.test(text) || X87.test(text) || MMX_STATE.test(text))
      return [`${place}: floating point: ${text}`];
    const isBelow = BELOW_STACK.test(text) || (INDEXED.test(text) && !withRoom.has(symbol));
    return isBelow && !text.startsWith("lea") ? [`${place}: below the stack pointer: ${text}`] : [];
  });
}

interface Relocation {
  readonly section: string;
  readonly type: string;
  readonly symbol: string;
}

/** Of sections that are loaded; debug information is not. */
function relocationsOf(path: string): Relocation[] {
  const text = execFileSync("readelf", ["-rW", path], { encoding: "utf8", maxBuffer: 1 << 28 });
  let section = "";
  return text.split("\n").flatMap((line) => {
    section = /^Relocation section '(.*)' at/.exec(line)?.[1] ?? section;
    if (section.startsWith(".rela.debug")) return [];
    const found = /^[0-9a-f]+ +[0-9a-f]+ +(R_\S+) +(?:[0-9a-f]+ +)?(.*)$/.exec(line);
    return found === null ? [] : [{ section, type: found[1] ?? "", symbol: found[2] ?? "" }];
  });
}

function wrongRelocation({ section, type, symbol }: Relocation): string[] {
  return RELOCATIONS.has(type) ? [] : [`${section}: the module loader knows no ${type} (${symbol})`];
}
