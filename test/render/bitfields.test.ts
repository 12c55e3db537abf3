/**
 * Bit-fields at bit level on the host: C writes what Rust must read and Rust writes what C must read, in records
 * of random bit-fields; nothing but the field's bits may change.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { itemId } from "../../src/ir/item-id.js";
import type { RecordItem } from "../../src/ir/types.js";
import { analyseHeaders } from "../../src/pipeline.js";
import { render } from "../../src/render/index.js";
import { loadTemplates } from "../../src/render/templates.js";
import { type Random, seededRandom } from "../random/prng.js";
import { failure, isPresent, writeCrate } from "./compile.js";
import { OPTIONS } from "./ir.js";

const work = mkdtempSync(join(tmpdir(), "kbindgen-bits-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const ENUM = "enum choice { FIRST, LAST = 1000 };\nenum sign { MINUS = -1, PLUS = 1000 };\ntypedef _Bool flag_t;\n";

interface BitFieldType {
  readonly c: string;
  readonly bits: number;
  readonly signed: boolean;
}
const TYPES: readonly BitFieldType[] = [
  { c: "_Bool", bits: 1, signed: false },
  { c: "flag_t", bits: 1, signed: false },
  { c: "char", bits: 8, signed: true },
  { c: "unsigned char", bits: 8, signed: false },
  { c: "short", bits: 16, signed: true },
  { c: "unsigned short", bits: 16, signed: false },
  { c: "int", bits: 32, signed: true },
  { c: "unsigned", bits: 32, signed: false },
  { c: "enum choice", bits: 32, signed: false },
  { c: "enum sign", bits: 32, signed: true },
  { c: "long", bits: 64, signed: true },
  { c: "unsigned long long", bits: 64, signed: false },
  { c: "__int128", bits: 128, signed: true },
  { c: "unsigned __int128", bits: 128, signed: false },
];

interface RandomField {
  readonly name: string;
  readonly type: BitFieldType;
  readonly width: number;
}
interface RandomRecord {
  readonly name: string;
  readonly kind: "struct" | "union";
  readonly text: string;
  readonly fields: readonly RandomField[];
}

function randomRecord(number: number): RandomRecord {
  const random = seededRandom(11, number);
  const kind = random.chance(12) ? "union" : "struct";
  const name = `r${number}`;
  const fields: RandomField[] = [];
  const lines: string[] = [];
  for (let count = 1 + random.below(7); count > 0; count--) {
    if (random.chance(15)) lines.push(random.pick(["int : 0;", "unsigned : 3;", `char p${count};`, `long q${count};`]));
    const field = randomField(random, `f${count}`);
    fields.push(field);
    lines.push(`${field.type.c} ${field.name} : ${field.width};`);
  }
  // A flexible array makes a union bindgen's wrapper, which reaches its bit-fields another way.
  if (kind === "union" && random.chance(50)) lines.push("char none[0];");
  const packed = random.chance(40) ? " __attribute__((packed))" : "";
  return { name, kind, text: `${kind} ${name} { ${lines.join(" ")} }${packed};`, fields };
}

function randomField(random: Random, name: string): RandomField {
  const type = random.pick(TYPES);
  return { name, type, width: random.chance(25) ? type.bits : 1 + random.below(type.bits) };
}

/** The named corners: bindgen#3384, #3416, #743/#3459, and 128 bits at an odd place. */
const CORNERS: readonly RandomRecord[] = [
  corner(
    "neighbours",
    "struct neighbours { unsigned short a:4, b:4, c:8; unsigned short d:9, e:7; };",
    ["a 4", "b 4", "c 8", "d 9", "e 7"],
    "unsigned short",
  ),
  corner(
    "window",
    "struct window { unsigned long long p:2, x:63; } __attribute__((packed));",
    ["p 2", "x 63"],
    "unsigned long long",
  ),
  corner("padding", "struct padding { int d; unsigned long long f:1, g:63; };", ["f 1", "g 63"], "unsigned long long"),
  corner(
    "odd",
    "struct odd { unsigned __int128 p:3, x:121; } __attribute__((packed));",
    ["p 3", "x 121"],
    "unsigned __int128",
  ),
];

function corner(name: string, text: string, fields: readonly string[], c: string): RandomRecord {
  const type = TYPES.find((it) => it.c === c) ?? TYPES[0];
  if (type === undefined) throw new Error("no type");
  return {
    name,
    kind: "struct",
    text,
    fields: fields.map((field) => {
      const [fieldName = "", width = "1"] = field.split(" ");
      return { name: fieldName, type, width: Number(width) };
    }),
  };
}

/** `T_set_f(p, v)` and `T_get_f(p)` of C move values as 128-bit numbers in memory. */
function cAccessors(record: RandomRecord): string {
  const type = `${record.kind} ${record.name}`;
  return record.fields
    .map(
      ({ name, type: { c } }) =>
        `void ${record.name}_set_${name}(${type} *p, const __int128 *v) { p->${name} = (${c})*v; }\n` +
        `void ${record.name}_get_${name}(const ${type} *p, __int128 *v) { *v = p->${name}; }`,
    )
    .join("\n");
}

function rustTests(record: RandomRecord, rust: RecordItem): string {
  return record.fields
    .map(({ name, type }) => {
      const bool = type.bits === 1 && !type.signed;
      const value = bool ? "v & 1 != 0" : "v as _";
      const symbol = `${record.name}_set_${name}(p: *mut ${rust.name}, v: *const i128); fn ${record.name}_get_${name}(p: *const ${rust.name}, v: *mut i128);`;
      return [
        `    { extern "C" { fn ${symbol} }`,
        `    check::<${rust.name}>("${record.name}.${name}", ${bool}, ${record.name}_set_${name}, ${record.name}_get_${name},`,
        `      |p, v| p.set_${name}(${value}), |p, v| unsafe { ${rust.name}::set_${name}_raw(p, ${value}) },`,
        `      |p| p.${name}() as i128, |p| unsafe { ${rust.name}::${name}_raw(p) } as i128); }`,
      ].join("\n");
    })
    .join("\n");
}

const RUST_HELPERS = `
fn next(seed: &mut u64) -> u64 {
    *seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    *seed >> 11 ^ *seed << 23
}
fn random_value(seed: &mut u64) -> i128 {
    match next(seed) % 4 { 0 => -1, 1 => 1i128 << next(seed) % 127, _ => (next(seed) as i128) << 64 | next(seed) as i128 }
}
unsafe fn random_bytes<T>(seed: &mut u64) -> T {
    let mut value = std::mem::MaybeUninit::<T>::uninit();
    for at in 0..std::mem::size_of::<T>() { unsafe { (value.as_mut_ptr() as *mut u8).add(at).write(next(seed) as u8) } }
    unsafe { value.assume_init() }
}
unsafe fn copy<T>(value: &T) -> T { unsafe { std::ptr::read(value) } }
fn bytes<T>(value: &T) -> &[u8] { unsafe { std::slice::from_raw_parts(value as *const T as *const u8, std::mem::size_of::<T>()) } }
fn check<T>(name: &str, bool: bool, c_set: unsafe extern "C" fn(*mut T, *const i128), c_get: unsafe extern "C" fn(*const T, *mut i128),
    set: fn(&mut T, i128), set_raw: fn(*mut T, i128), get: fn(&T) -> i128, get_raw: fn(*const T) -> i128) {
    let mut seed = name.bytes().fold(1u64, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte as u64));
    for _ in 0..30 {
        let start: T = unsafe { random_bytes(&mut seed) };
        let v = random_value(&mut seed) & if bool { 1 } else { -1 };
        let (mut a, mut b, mut c, mut w) = unsafe { (copy(&start), copy(&start), copy(&start), 0) };
        unsafe { c_set(&mut a, &v) };
        set(&mut b, v);
        set_raw(&mut c, v);
        assert_eq!(bytes(&a), bytes(&b), "{name} set");
        assert_eq!(bytes(&a), bytes(&c), "{name} set raw");
        unsafe { c_get(&a, &mut w) };
        assert_eq!(get(&a), w, "{name} get");
        assert_eq!(get_raw(&a), w, "{name} get raw");
    }
}
`;

const { KBINDGEN_RENDER_CASES } = process.env;
const RECORDS = Number(KBINDGEN_RENDER_CASES ?? 80);

describe("C and Rust on the same bits", () => {
  it.runIf(isPresent("gcc") && isPresent("rustc"))(`${RECORDS} random records and the known corners`, () => {
    const records = [...CORNERS, ...Array.from({ length: RECORDS }, (_, number) => randomRecord(number))];
    const header = join(work, "sample.h");
    const text = ENUM + records.map((record) => record.text).join("\n");
    writeFileSync(header, `${text}\n`);
    const { lowered, diagnostics } = analyseHeaders({
      headers: [header],
      family: "none",
      arch: "x86_64",
      cc: "gcc",
      cflags: [],
    });
    expect(diagnostics).toEqual([]);
    writeCrate(work, render(lowered.bindings, OPTIONS), text);
    writeFileSync(join(work, "access.c"), `#include "sample.h"\n${records.map(cAccessors).join("\n")}\n`);
    expect(failure("gcc", ["-O1", "-w", "-c", "-o", join(work, "access.o"), join(work, "access.c")])).toBeNull();
    const byName = new Map(lowered.bindings.items.map((it) => [itemId(it), it]));
    const calls = records.map((record) => {
      const item = byName.get(`${record.kind} ${record.name}`);
      if (item?.kind !== "record") throw new Error(`no ${record.name}`);
      return rustTests(record, item);
    });
    const main = [
      "#![allow(warnings)]",
      'include!("src/bindings.rs");',
      RUST_HELPERS,
      ...calls.map((call, index) => `fn test${index}() {\n${call}\n}`),
      `fn main() {\n${calls.map((_, index) => `    test${index}();`).join("\n")}\n}`,
    ].join("\n");
    writeFileSync(join(work, "main.rs"), main);
    const program = join(work, "main");
    // Overflow checks and debug assertions on: a shift by the whole width would panic.
    const flags = ["--edition", "2021", "-C", "debug-assertions=on"];
    expect(
      failure("rustc", [...flags, "-C", `link-arg=${join(work, "access.o")}`, "-o", program, join(work, "main.rs")]),
    ).toBeNull();
    expect(failure(program, [])).toBeNull();
  });
});

/** What s390x-linux-gnu-gcc makes of `struct { unsigned a:3, b:7; int s:4; unsigned long w:60; } x = { 5, 70, -3, 0x123456789abcdef };`. */
const BIG_ENDIAN_BYTES = [0xb1, 0xb4, 0, 0, 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde, 0xf0];

describe("big endian", () => {
  const unit = loadTemplates()("bitfield_unit.rs", { constMut: "" }).replace('cfg!(target_endian = "big")', "true");

  it.runIf(isPresent("rustc"))("reads and writes what a big-endian compiler lays out", () => {
    const bytes = BIG_ENDIAN_BYTES.join(", ");
    const main = `
#![allow(warnings)]
mod unit {
${unit}
}
use unit::__BindgenBitfieldUnit;
fn main() {
    let c = __BindgenBitfieldUnit::new([${bytes}]);
    assert_eq!(c.get(0, 3), 5);
    assert_eq!(c.get(3, 7), 70);
    assert_eq!(c.get(64, 60), 0x123456789abcdef);
    type Unit = __BindgenBitfieldUnit<[u8; 16]>;
    // The bytes as one number: bit 0 of the unit is its most significant bit.
    let all = u128::from_be_bytes([${bytes}]);
    unsafe {
        assert_eq!(Unit::read::<u8>(&c, 3, 7), 70);
        assert_eq!(Unit::read_signed::<i32>(&c, 10, 4), -3);
        assert_eq!(Unit::read::<u128>(&c, 5, 120), all >> 3 & (1 << 120) - 1);
        assert_eq!(Unit::read_signed::<i128>(&c, 0, 76), all as i128 >> 52);
        let mut written = Unit::new([0; 16]);
        Unit::write(&mut written, 4, 124, all);
        Unit::write(&mut written, 0, 4, 0xbu8);
        assert_eq!(written, c);
    }
    let made = Unit::new([0; 16]).with(0, 3, 5u32).with(3, 7, 70u8).with(10, 4, -3i16).with(64, 60, 0x123456789abcdefu64);
    assert_eq!(made, c);
    assert_eq!(Unit::new([0; 16]).with(0, 4, 0xbi8).with(4, 124, all), c);
    let mut set = __BindgenBitfieldUnit::new([0xffu8; 16]);
    set.set(0, 3, 5); set.set(3, 7, 70); set.set(10, 4, -3i64 as u64); set.set(14, 50, 0); set.set(64, 60, 0x123456789abcdef); set.set(124, 4, 0);
    assert_eq!(set, c);
}
`;
    writeFileSync(join(work, "big.rs"), main);
    const program = join(work, "big");
    expect(failure("rustc", ["--edition", "2021", "-o", program, join(work, "big.rs")])).toBeNull();
    expect(failure(program, [])).toBeNull();
  });

  it.runIf(isPresent("s390x-linux-gnu-gcc"))("the bytes are what gcc for s390x says", () => {
    const source = `
struct s { unsigned a:3, b:7; int s:4; unsigned long w:60; };
const union { struct s s; unsigned char b[16]; } x = { { 5, 70, -3, 0x123456789abcdef } };
extern void wrong(void) __attribute__((error("wrong")));
void check(void) { if (${BIG_ENDIAN_BYTES.map((byte, at) => `x.b[${at}] != ${byte}`).join(" || ")}) wrong(); }
`;
    expect(failure("s390x-linux-gnu-gcc", ["-O2", "-c", "-o", "/dev/null", "-x", "c", "-"], source)).toBeNull();
  });
});
