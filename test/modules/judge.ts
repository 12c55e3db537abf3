/** What a kernel module may not hold, by its machine code and its relocations. */
import { execFileSync } from "node:child_process";

/** A processor, an object format, and what loads it. */
export interface ObjectKind {
  readonly disassembler: readonly string[];
  readonly relocationsBy: readonly string[];
  readonly isWrong: Instructions;
  /** Those that the loader knows. */
  readonly relocations: ReadonlySet<string>;
}

/** What is wrong, one line for each. */
type Instructions = (code: readonly Instruction[]) => string[];

interface Instruction {
  readonly symbol: string;
  readonly place: string;
  /** With single spaces and none behind commas. */
  readonly text: string;
}

const named = (prefix: string, names: readonly string[]) => new Set(names.map((name) => `${prefix}${name}`));
const LLVM = {
  disassembler: ["llvm-objdump", "-d", "--no-show-raw-insn", "--print-imm-hex"],
  relocationsBy: ["llvm-readobj", "-r"],
};

export const KINDS = {
  linuxX86: {
    disassembler: ["objdump", "-d", "--no-show-raw-insn"],
    relocationsBy: ["readelf", "-rW"],
    isWrong: wrongOnX86,
    /** `apply_relocate_add`, Linux `arch/x86/kernel/module.c`. */
    relocations: named("R_X86_64_", ["NONE", "64", "PC64", "32", "32S", "PC32", "PLT32"]),
  },
  freebsdAmd64: {
    ...LLVM,
    isWrong: wrongOnX86,
    /** `elf_reloc_internal`, FreeBSD `sys/amd64/amd64/elf_machdep.c`. */
    relocations: named("R_X86_64_", ["NONE", "64", "32S", "PC32", "PLT32"]),
  },
  freebsdArm64: {
    ...LLVM,
    isWrong: wrongOnArm64,
    /** `elf_reloc_internal`, FreeBSD `sys/arm64/arm64/elf_machdep.c`. */
    relocations: named("R_AARCH64_", ["ABS64", "GLOB_DAT", "JUMP_SLOT", "RELATIVE"]),
  },
  /** An object, before it is linked. */
  arm64Elf: {
    ...LLVM,
    isWrong: wrongOnArm64,
    relocations: named("R_AARCH64_", [
      ...["ABS64", "CALL26", "JUMP26", "ADR_PREL_PG_HI21", "ADD_ABS_LO12_NC", "PREL32"],
      ...["LDST8_ABS_LO12_NC", "LDST16_ABS_LO12_NC", "LDST32_ABS_LO12_NC", "LDST64_ABS_LO12_NC"],
      ...["ADR_GOT_PAGE", "LD64_GOT_LO12_NC"],
    ]),
  },
  /** Whatever Apple's linker takes but thread-local variables (`mach-o/x86_64/reloc.h`). */
  xnuX86: {
    ...LLVM,
    isWrong: wrongOnX86,
    relocations: named("X86_64_RELOC_", [
      ...["UNSIGNED", "SIGNED", "SIGNED_1", "SIGNED_2", "SIGNED_4", "BRANCH", "GOT_LOAD", "GOT", "SUBTRACTOR"],
    ]),
  },
  /** As above (`mach-o/arm64/reloc.h`). */
  xnuArm64: {
    ...LLVM,
    isWrong: wrongOnArm64,
    relocations: named("ARM64_RELOC_", [
      ...["UNSIGNED", "SUBTRACTOR", "BRANCH26", "PAGE21", "PAGEOFF12", "GOT_LOAD_PAGE21", "GOT_LOAD_PAGEOFF12"],
      "ADDEND",
    ]),
  },
} as const satisfies Record<string, ObjectKind>;

export interface Judgement {
  readonly instructions: number;
  readonly relocations: number;
  /** One line for each thing that is wrong. */
  readonly wrong: readonly string[];
}

/** Judges an object file or a module. */
export function judgeObject(path: string, kind: ObjectKind = KINDS.linuxX86): Judgement {
  const code = instructionsOf(path, kind);
  const relocations = relocationsOf(path, kind);
  const unknown = relocations.filter(({ type }) => !kind.relocations.has(type));
  return {
    instructions: code.length,
    relocations: relocations.length,
    wrong: [
      ...kind.isWrong(code),
      ...unknown.map(({ section, type, symbol }) => `${section}: the module loader knows no ${type} (${symbol})`),
    ],
  };
}

function textOf([program = "", ...words]: readonly string[], path: string): string {
  return execFileSync(program, [...words, path], { encoding: "utf8", maxBuffer: 1 << 28 });
}

function instructionsOf(path: string, kind: ObjectKind): Instruction[] {
  let symbol = "";
  return textOf(kind.disassembler, path)
    .split("\n")
    .flatMap((line) => {
      symbol = /^[0-9a-f]+ <(.*)>:$/.exec(line)?.[1] ?? symbol;
      const found = /^ +([0-9a-f]+):\s+(.*)$/.exec(line);
      const text = (found?.[2] ?? "").trim().replace(/\s+/g, " ").replaceAll(", ", ",");
      return found === null ? [] : [{ symbol, place: `${symbol} at ${found[1]}`, text }];
    });
}

/** `%xmm0`, `%ymm0`, `%zmm0`, `%mm0`, `%st`, `%k1`; instructions of the x87 without an operand begin with f as well. */
const VECTOR_REGISTER = /%(?:[xyz]?mm\d|st\b|st\(|k[0-7]\b)/;
const X87 = /^f(?:n?init|ld|st|[su]?com|add|sub|mul|div|ild|ist|wait|abs|chs|sqrt|xch)/;
const MMX_STATE = /^(?:emms|ldmxcsr|stmxcsr|v?zeroupper|vzeroall)\b/;
/** Interrupts overwrite what lies below the stack pointer: kernels have no red zone (psABI 3.2.2, "The Stack Frame"). */
const BELOW_STACK = /-0x[0-9a-f]+\(%rsp\)/;
/** With an index that may be above it: wrong where the function never made room on the stack. */
const INDEXED = /-0x[0-9a-f]+\(%rsp,/;
/** GNU's and LLVM's spellings. */
const MAKES_ROOM = /^(?:push|subq? \S+,%rsp$|addq? \$(?:0xf|-)\S+,%rsp$|leaq? -0x[0-9a-f]+\(%rsp\),%rsp$)/;

/** The frame pointer becomes the stack pointer; what lies below it wants room made afterwards. */
const FRAME = /^movq? %rsp,%rbp$/;
const BELOW_FRAME = /-0x[0-9a-f]+\(%rbp[,)]/;

function wrongOnX86(code: readonly Instruction[]): string[] {
  const withRoom = symbolsOf(code, ({ text }) => MAKES_ROOM.test(text));
  const bareFrame = bareFrames(code, FRAME, MAKES_ROOM);
  return code.flatMap(({ symbol, place, text }) => {
    if (VECTOR_REGISTER.test(text) || X87.test(text) || MMX_STATE.test(text))
      return [`${place}: floating point: ${text}`];
    const isBelow =
      BELOW_STACK.test(text) ||
      (INDEXED.test(text) && !withRoom.has(symbol)) ||
      (BELOW_FRAME.test(text) && bareFrame.has(symbol));
    return isBelow && !text.startsWith("lea") ? [`${place}: below the stack pointer: ${text}`] : [];
  });
}

function symbolsOf(code: readonly Instruction[], holds: (it: Instruction) => boolean): Set<string> {
  return new Set(code.filter(holds).map(({ symbol }) => symbol));
}

/** Functions that set a frame pointer and make no room behind it. */
function bareFrames(code: readonly Instruction[], frame: RegExp, room: RegExp): Set<string> {
  const framed = symbolsOf(code, ({ text }) => frame.test(text));
  const seen = new Set<string>();
  for (const { symbol, text } of code) {
    if (frame.test(text)) seen.add(symbol);
    else if (seen.has(symbol) && room.test(text)) framed.delete(symbol);
  }
  return framed;
}

/** `q0`, `d0`, `s0`, `h0`, `b0`, `v0.2d` as an operand. */
const ARM64_VECTOR = /(?:^\S+ |[,{[] ?)(?:[qdshb]\d{1,2}\b(?!\.)|v\d{1,2}\.)/;
/** Without `!`, which moves the pointer first. */
const ARM64_BELOW_STACK = /\[sp,#-0x[0-9a-f]+\](?!!)/;

const ARM64_FRAME = /^(?:mov x29,sp|add x29,sp,#0)$/;
const ARM64_ROOM = /^sub sp,sp,|\[sp,#-0x[0-9a-f]+\]!$/;
const ARM64_BELOW_FRAME = /\[x29,#-0x[0-9a-f]+\]/;

function wrongOnArm64(code: readonly Instruction[]): string[] {
  const bareFrame = bareFrames(code, ARM64_FRAME, ARM64_ROOM);
  return code.flatMap(({ symbol, place, text }) => {
    if (ARM64_VECTOR.test(text)) return [`${place}: floating point: ${text}`];
    const isBelow = ARM64_BELOW_STACK.test(text) || (ARM64_BELOW_FRAME.test(text) && bareFrame.has(symbol));
    return isBelow ? [`${place}: below the stack pointer: ${text}`] : [];
  });
}

interface Relocation {
  readonly section: string;
  readonly type: string;
  readonly symbol: string;
}

/** Of sections that are loaded; debug information is not. */
function relocationsOf(path: string, kind: ObjectKind): Relocation[] {
  let section = "";
  return textOf(kind.relocationsBy, path)
    .split("\n")
    .flatMap((line) => {
      section = /^(?:Relocation section '(.*)' at|\s*Section (.*) \{$)/.exec(line)?.slice(1).join("") ?? section;
      if (/\.rela\.debug|__debug_/.test(section)) return [];
      const found = /^\s*(?:0x)?[0-9A-Fa-f]+ .*?\b((?:R|X86_64_RELOC|ARM64_RELOC)_[A-Z0-9_]+)\s+(.*)$/.exec(line);
      return found === null ? [] : [{ section, type: found[1] ?? "", symbol: found[2] ?? "" }];
    });
}
