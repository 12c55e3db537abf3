/** Reads the initial bytes of global objects from a 64-bit Mach-O object file (Apple's <mach-o/loader.h>, <mach-o/nlist.h>). */

const MH_MAGIC_64 = 0xfeedfacf;
const LC_SYMTAB = 2;
const LC_SEGMENT_64 = 0x19;
/** The low byte of a section's flags is its type; S_ZEROFILL has no bytes in the file. */
const S_ZEROFILL = 1;
/** Of `n_type`: debugging entries, and the bits that say "defined in a section". */
const N_STAB = 0xe0;
const N_TYPE = 0x0e;
const N_SECT = 0x0e;

interface Section {
  readonly address: number;
  readonly size: number;
  readonly offset: number;
  readonly zerofill: boolean;
}
interface Symbol {
  readonly name: string;
  readonly section: number;
  readonly value: number;
}

export function isMachO(file: Buffer): boolean {
  return file.length >= 32 && file.readUInt32LE(0) === MH_MAGIC_64;
}

/**
 * Bytes of every symbol, by the name that C has for it (without the `_` in front). A symbol has no size: its bytes go up to
 * the next symbol of its section, so there may be padding behind the object.
 */
export function readMachObjects(file: Buffer): Map<string, Uint8Array> {
  const sections: Section[] = [];
  const symbols: Symbol[] = [];
  let at = 32;
  for (let left = file.readUInt32LE(16); left > 0; left--) {
    const command = file.readUInt32LE(at);
    if (command === LC_SEGMENT_64) sections.push(...sectionsOf(file, at));
    if (command === LC_SYMTAB) symbols.push(...symbolsOf(file, at));
    at += file.readUInt32LE(at + 4);
  }
  const objects = new Map<string, Uint8Array>();
  for (const { name, section, value } of symbols) {
    const place = sections[section - 1];
    if (place === undefined) continue;
    const later = symbols.filter((it) => it.section === section && it.value > value).map((it) => it.value);
    const end = Math.min(place.address + place.size, ...later);
    const from = place.offset + value - place.address;
    objects.set(name, place.zerofill ? new Uint8Array(end - value) : file.subarray(from, from + end - value));
  }
  return objects;
}

function sectionsOf(file: Buffer, segment: number): Section[] {
  return Array.from({ length: file.readUInt32LE(segment + 64) }, (_, index) => {
    const at = segment + 72 + index * 80;
    return {
      address: Number(file.readBigUInt64LE(at + 32)),
      size: Number(file.readBigUInt64LE(at + 40)),
      offset: file.readUInt32LE(at + 48),
      zerofill: (file.readUInt32LE(at + 64) & 0xff) === S_ZEROFILL,
    };
  });
}

function symbolsOf(file: Buffer, command: number): Symbol[] {
  const [table, count, names] = [8, 12, 16].map((offset) => file.readUInt32LE(command + offset));
  return Array.from({ length: count ?? 0 }, (_, index) => (table ?? 0) + index * 16).flatMap((at) => {
    const type = file.readUInt8(at + 4);
    if ((type & N_STAB) !== 0 || (type & N_TYPE) !== N_SECT) return [];
    const start = (names ?? 0) + file.readUInt32LE(at);
    const name = file.toString("latin1", start, file.indexOf(0, start)).replace(/^_/, "");
    return [{ name, section: file.readUInt8(at + 5), value: Number(file.readBigUInt64LE(at + 8)) }];
  });
}
