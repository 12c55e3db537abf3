/** Reads the initial bytes of global objects from a relocatable ELF file. */
import { type ElfSection, type ElfSymbol, readElf } from "../../src/support/elf.js";

const SHT_NOBITS = 8;

/** Bytes of every symbol that has a section of its own, by name; all zero for a `.bss` object. */
export function readObjects(file: Buffer): Map<string, Uint8Array> {
  const { sections, symbols } = readElf(file);
  const objects = new Map<string, Uint8Array>();
  for (const symbol of symbols) {
    const section = sections[symbol.section];
    if (section !== undefined && symbol.section !== 0) objects.set(symbol.name, symbolBytes(file, section, symbol));
  }
  return objects;
}

function symbolBytes(file: Buffer, section: ElfSection, { value, size }: ElfSymbol): Uint8Array {
  if (section.type === SHT_NOBITS) return new Uint8Array(size);
  return file.subarray(section.offset + value, section.offset + value + size);
}
