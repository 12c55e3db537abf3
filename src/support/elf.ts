/** Sections and symbols of a relocatable ELF file (System V gABI, chapter 4), of either width and byte order. */

const SHT_SYMTAB = 2;

export interface ElfSection {
  readonly type: number;
  /** Bytes. */
  readonly offset: number;
  /** Bytes. */
  readonly size: number;
  readonly link: number;
}

export interface ElfSymbol {
  readonly name: string;
  /** Index of its section; 0: not defined here. */
  readonly section: number;
  /** STB_LOCAL is 0, STB_GLOBAL 1, STB_WEAK 2. */
  readonly binding: number;
  readonly value: number;
  /** Bytes. */
  readonly size: number;
}

export interface ElfFile {
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
}

interface Reader {
  readonly file: Buffer;
  readonly wide: boolean;
  u16(at: number): number;
  u32(at: number): number;
  /** An address-sized word. */
  word(at: number): number;
}

/** @throws Error when it is no ELF file, or has no symbol table */
export function readElf(file: Buffer): ElfFile {
  if (file.length < 64 || file.readUInt32BE(0) !== 0x7f454c46) throw new Error("not an ELF file");
  const reader = elfReader(file);
  const sections = readSections(reader);
  const table = sections.find(({ type }) => type === SHT_SYMTAB);
  const names = table === undefined ? undefined : sections[table.link];
  if (table === undefined || names === undefined) throw new Error("the object file has no symbol table");
  const entry = reader.wide ? 24 : 16;
  const symbols: ElfSymbol[] = [];
  for (let at = table.offset; at < table.offset + table.size; at += entry) {
    symbols.push(readSymbol(reader, at, names.offset));
  }
  return { sections, symbols };
}

function elfReader(file: Buffer): Reader {
  const wide = file[4] === 2;
  const little = file[5] === 1;
  const u32 = (at: number) => (little ? file.readUInt32LE(at) : file.readUInt32BE(at));
  const u64 = (at: number) => Number(little ? file.readBigUInt64LE(at) : file.readBigUInt64BE(at));
  const u16 = (at: number) => (little ? file.readUInt16LE(at) : file.readUInt16BE(at));
  return { file, wide, u16, u32, word: wide ? u64 : u32 };
}

function readSections(reader: Reader): ElfSection[] {
  const table = reader.word(reader.wide ? 0x28 : 0x20);
  const entry = reader.u16(reader.wide ? 0x3a : 0x2e);
  const [offset, size, link] = reader.wide ? [24, 32, 40] : [16, 20, 24];
  const read = (index: number): ElfSection => {
    const at = table + index * entry;
    return {
      type: reader.u32(at + 4),
      offset: reader.word(at + offset),
      size: reader.word(at + size),
      link: reader.u32(at + link),
    };
  };
  // gABI, "Section Header Table": with 0xff00 sections or more the count stands in the first entry.
  const count = reader.u16(reader.wide ? 0x3c : 0x30) || read(0).size;
  return Array.from({ length: count }, (_, index) => read(index));
}

function readSymbol({ file, wide, u16, u32, word }: Reader, at: number, names: number): ElfSymbol {
  const start = names + u32(at);
  const name = file.toString("latin1", start, file.indexOf(0, start));
  const [info, section, value, size] = wide ? [4, 6, 8, 16] : [12, 14, 4, 8];
  const binding = file.readUInt8(at + info) >> 4;
  return { name, section: u16(at + section), binding, value: word(at + value), size: word(at + size) };
}
