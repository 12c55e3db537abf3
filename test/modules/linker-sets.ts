/** What a FreeBSD module declares to the kernel, read from the module's own data. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Metadata (`struct mod_metadata`, FreeBSD `sys/module.h`) in words, sorted, and what is called at load. */
export interface Declarations {
  readonly metadata: readonly string[];
  readonly sysinit: readonly string[];
}

const KINDS = ["", "depend", "module", "version"];

/**
 * Links objects where all addresses are known, and follows the addresses of the linker sets.
 * @param linked where the result goes
 */
export function declarationsOf(objects: readonly string[], linked: string): Declarations {
  const words = ["--unresolved-symbols=ignore-all", "--no-relax", "--image-base=0x10000", "-e", "0", "-static"];
  execFileSync("ld.lld", [...words, "-o", linked, ...objects]);
  const memory = memoryOf(linked);
  return {
    metadata: memory
      .elements("set_modmetadata_set")
      .map((at) => metadataAt(memory, at))
      .sort(),
    sysinit: memory.elements("set_sysinit_set").map((at) => {
      // struct sysinit (sys/kernel.h): subsystem, order, next, func, udata; module_register_init is the kernel's.
      const [subsystem, order] = [memory.int(at), memory.int(at + 4)];
      return `${subsystem.toString(16)} ${order.toString(16)} ${memory.text(memory.pointer(memory.pointer(at + 24)))}`;
    }),
  };
}

function metadataAt(memory: Memory, at: number): string {
  const [version, type, data, label] = [
    memory.int(at),
    memory.int(at + 4),
    memory.pointer(at + 8),
    memory.text(memory.pointer(at + 16)),
  ];
  const ints = (count: number) => Array.from({ length: count }, (_, index) => memory.int(data + 4 * index)).join(" ");
  const kind = KINDS[type] ?? String(type);
  // struct moduledata: name, evhand, priv.
  const module = () => `${memory.text(memory.pointer(data))} ${memory.pointer(data + 8) !== 0}`;
  const detail = kind === "depend" ? ints(3) : kind === "version" ? ints(1) : module();
  return `${kind} ${label} (${version}): ${detail}`;
}

interface Section {
  readonly name: string;
  readonly address: number;
  readonly offset: number;
  readonly size: number;
}

function sectionsOf(path: string): Section[] {
  const text = execFileSync("readelf", ["-SW", path], { encoding: "utf8" });
  const line = /^ +\[ *\d+\] (\S+) +(?!NOBITS)\S+ +([0-9a-f]+) ([0-9a-f]+) ([0-9a-f]+)/gm;
  return [...text.matchAll(line)].map(([, name = "", ...numbers]) => {
    const [address = 0, offset = 0, size = 0] = numbers.map((number) => Number.parseInt(number, 16));
    return { name, address, offset, size };
  });
}

interface Memory {
  int(address: number): number;
  pointer(address: number): number;
  text(address: number): string;
  /** The pointers in a section. */
  elements(section: string): number[];
}

function memoryOf(path: string): Memory {
  const file = readFileSync(path);
  const sections = sectionsOf(path);
  const offset = (address: number): number => {
    const section = sections.find((it) => it.address <= address && address < it.address + it.size && it.address > 0);
    if (section === undefined) throw new Error(`nothing is at ${address.toString(16)}`);
    return section.offset + address - section.address;
  };
  const pointer = (address: number) => Number(file.readBigUInt64LE(offset(address)));
  return {
    int: (address) => file.readInt32LE(offset(address)),
    pointer,
    text: (address) => file.toString("latin1", offset(address), file.indexOf(0, offset(address))),
    elements: (name) => {
      const section = sections.find((it) => it.name === name);
      if (section === undefined) throw new Error(`there is no ${name}`);
      return Array.from({ length: section.size / 8 }, (_, index) => pointer(section.address + 8 * index));
    },
  };
}
