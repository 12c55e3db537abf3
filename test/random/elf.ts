/** Reads the initial bytes of global objects from a relocatable ELF file (System V gABI, chapter 4). */

const SHT_SYMTAB = 2;
const SHT_NOBITS = 8;

interface Section {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
}

interface Reader {
  readonly wide: boolean;
  u8(at: number): number;
  u16(at: number): number;
  u32(at: number): number;
  /** An address-sized word. */
  word(at: number): number;
}

/** Bytes of every symbol that has a section of its own, by name; all zero for a `.bss` object. */
export function readObjects(file: Buffer): Map<string, Uint8Array> {
  if (file.readUInt32BE(0) !== 0x7f454c46) throw new Error("not an ELF file");
  const reader = elfReader(file);
  const sections = readSections(reader);
  const symbols = sections.find(({ type }) => type === SHT_SYMTAB);
  if (symbols === undefined) throw new Error("the object file has no symbol table");
  const names = sections[symbols.link];
  if (names === undefined) throw new Error("the symbol table has no names");
  const objects = new Map<string, Uint8Array>();
  const entry = reader.wide ? 24 : 16;
  for (let at = symbols.offset; at < symbols.offset + symbols.size; at += entry) {
    const symbol = readSymbol(reader, at);
    const section = sections[symbol.section];
    if (section === undefined || symbol.section === 0) continue;
    objects.set(readString(file, names.offset + symbol.name), symbolBytes(file, section, symbol));
  }
  return objects;
}

function elfReader(file: Buffer): Reader {
  const wide = file[4] === 2;
  const little = file[5] === 1;
  const u32 = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const u64 = (at: number) => Number(little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at));
  return {
    wide,
    u8: (at) => file.readUInt8(at),
    u16: (at) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at)),
    u32,
    word: wide ? u64 : u32,
  };
}

function readSections(reader: Reader): Section[] {
  const table = reader.word(reader.wide ? 0x28 : 0x20);
  const entry = reader.u16(reader.wide ? 0x3a : 0x2e);
  const read = (index: number): Section => {
    const at = table + index * entry;
    return reader.wide
      ? {
          type: reader.u32(at + 4),
          offset: reader.word(at + 24),
          size: reader.word(at + 32),
          link: reader.u32(at + 40),
        }
      : {
          type: reader.u32(at + 4),
          offset: reader.word(at + 16),
          size: reader.word(at + 20),
          link: reader.u32(at + 24),
        };
  };
  // gABI, "Section Header Table": with 0xff00 sections or more the count stands in the first entry.
  const count = reader.u16(reader.wide ? 0x3c : 0x30) || read(0).size;
  return Array.from({ length: count }, (_, index) => read(index));
}

interface ElfSymbol {
  readonly name: number;
  readonly section: number;
  readonly value: number;
  readonly size: number;
}

function readSymbol(reader: Reader, at: number): ElfSymbol {
  const name = reader.u32(at);
  return reader.wide
    ? { name, section: reader.u16(at + 6), value: reader.word(at + 8), size: reader.word(at + 16) }
    : { name, section: reader.u16(at + 14), value: reader.word(at + 4), size: reader.word(at + 8) };
}

function symbolBytes(file: Buffer, section: Section, { value, size }: ElfSymbol): Uint8Array {
  if (section.type === SHT_NOBITS) return new Uint8Array(size);
  return file.subarray(section.offset + value, section.offset + value + size);
}

function readString(file: Buffer, at: number): string {
  return file.toString("latin1", at, file.indexOf(0, at));
}
