/** One header with every kind of declaration, and hand-made IR that says the same. */
import type { IrExpression, Item } from "../../src/ir/types.js";
import type { IntegerKind } from "../../src/kernel/abi/types.js";
import {
  array,
  bits,
  constant,
  constFn,
  enumItem,
  field,
  floating,
  func,
  functionItem,
  incomplete,
  int,
  item,
  pointer,
  qual,
  struct,
  typedef,
  union,
  variable,
} from "./ir.js";

export const SAMPLE_HEADER = `
typedef unsigned long size_t;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef _Bool bool_t;
typedef int callback_t(void *data, u32 count);
typedef struct { int lo, hi; } range_t;
enum mode { OFF, ON = 5, NEGATIVE = -1 };
struct unknown;
struct plain { char c; long l; u32 list[3]; struct unknown *next; callback_t *call; };
struct packed { unsigned char tag; u64 value; range_t range; } __attribute__((packed));
struct line { unsigned char tag; u64 value; long tail; } __attribute__((packed, aligned(64)));
struct cell { int x; } __attribute__((aligned(16)));
struct odd { char c; struct cell cell; } __attribute__((packed));
struct flags { unsigned a:3, b:7; int s:4; bool_t t:1; enum mode m:4; u64 w:60; unsigned:2; unsigned char z:8; };
struct window { u64 p:2, x:63; } __attribute__((packed));
struct neighbours { int d; unsigned long f:1, g:63; };
union value { u32 number; double real; struct { char a, b; }; };
union tailed { u32 count; char bytes[0]; };
struct flexible { u32 len; struct plain entries[]; };
struct nested { struct { int inner; unsigned bit:2; }; union { int i; float f; } u; struct { short s[2]; } many[2]; };
struct wide { long double ld; __int128 i; _Complex double z; };
struct empty {};
extern int sum(const int *values, size_t count);
extern int report(const char *format, ...) __attribute__((format(printf, 1, 2)));
extern void stop(void) __attribute__((noreturn));
extern int type(struct plain *self, range_t range, callback_t *call, __builtin_va_list args);
extern int (*lookup(const char *name))(int, char);
extern const char *const names[4];
extern volatile int ticks;
extern struct unknown hidden;
#define TWELVE 12
#define MINUS (-3)
#define BIG 0xffffffffffffffffULL
#define LOWEST (-9223372036854775807LL - 1)
#define YES ((_Bool)1)
#define FLAG ((u32)8)
#define TEXT "tab\\there \\"x\\" \\377?"
#define HALF 0.5
#define THIRD 0.1f
#define NOTHING ((void *)0)
#define FAR ((struct plain *)-4096L)
#define ALSO_TWELVE TWELVE
#define add_up sum
#define number_t u32
#define PACK(hi, lo) (((hi) << 8) | ((lo) & 0xff))
#define LIMIT(x, exact) ((x) > 100 && !(exact) ? 100 : (x) % 7)
#define SIZE(n) ((size_t)(n) * 3)
#define ORDER(x) ({ __typeof__(x) copy = (x); __builtin_ffs(copy) - (_Bool)(copy < -3); })
#define SECOND_NAME (names[1])
static const long constant_variable = 77;
`;

const U32 = item("typedef u32");
const U64 = item("typedef u64");
const VOID = { kind: "void" } as const;
const CHAR = int("char");
const INT = int("int");
const LONG = int("long");
const unknown = item("struct unknown");

function parameter(index: number, type: IntegerKind): IrExpression {
  return { kind: "parameter", index, type };
}
function number(value: number, type: IntegerKind = "int"): IrExpression {
  return { kind: "constant", value: String(value), type };
}
function anonymous(name: string): { readonly c: null; readonly id: string } {
  return { c: null, id: `anonymous ${name}` };
}

/** What `SAMPLE_HEADER` declares, for gcc on x86-64. */
export const SAMPLE_ITEMS: readonly Item[] = [
  typedef("size_t", int("unsigned long"), 8, 8),
  typedef("u32", int("unsigned int"), 4, 4, { name: "u32_", id: "typedef u32" }),
  typedef("u64", int("unsigned long long"), 8, 8, { name: "u64_", id: "typedef u64" }),
  typedef("bool_t", int("_Bool"), 1, 1),
  typedef("callback_t", func(INT, [pointer(VOID), U32]), null, null),
  struct("range_t", 8, 4, [field("lo", INT, 0, 4), field("hi", INT, 4, 4)], { c: "range_t" }),
  enumItem("mode", "int", { OFF: "0", ON: "5", NEGATIVE: "-1" }),
  incomplete("unknown"),
  struct("plain", 48, 8, [
    field("c", CHAR, 0, 1, { docs: ["The <first> one."] }),
    field("l", LONG, 8, 8),
    field("list", array(U32, 3), 16, 12),
    field("next", pointer(unknown), 32, 8),
    field("call", pointer(item("typedef callback_t")), 40, 8),
  ]),
  struct(
    "packed",
    17,
    1,
    [field("tag", int("unsigned char"), 0, 1), field("value", U64, 1, 8), field("range", item("struct range_t"), 9, 8)],
    { packed: true },
  ),
  struct(
    "line",
    64,
    64,
    [field("tag", int("unsigned char"), 0, 1), field("value", U64, 1, 8), field("tail", LONG, 9, 8)],
    { packed: true, aligned: 64 },
  ),
  struct("cell", 16, 16, [field("x", INT, 0, 4)], { aligned: 16 }),
  struct("odd", 17, 1, [field("c", CHAR, 0, 1), field("cell", item("struct cell"), 1, 16)], { packed: true }),
  struct("flags", 24, 8, [
    bits("a", int("unsigned int"), 0, 3),
    bits("b", int("unsigned int"), 3, 7),
    bits("s", INT, 10, 4),
    bits("t", item("typedef bool_t"), 14, 1),
    bits("m", item("enum mode"), 15, 4),
    bits("w", U64, 64, 60),
    bits(null, int("unsigned int"), 124, 2),
    bits("z", int("unsigned char"), 128, 8),
  ]),
  struct("window", 9, 1, [bits("p", U64, 0, 2), bits("x", U64, 2, 63)], { packed: true }),
  struct("neighbours", 16, 8, [
    field("d", INT, 0, 4),
    bits("f", int("unsigned long"), 32, 1),
    bits("g", int("unsigned long"), 64, 63),
  ]),
  struct("value__bindgen_ty_1", 2, 1, [field("a", CHAR, 0, 1), field("b", CHAR, 1, 1)], anonymous("value")),
  union("value", 8, 8, [
    field("number", U32, 0, 4),
    field("real", floating("double", 8), 0, 8),
    field("__bindgen_anon_1", item("anonymous value"), 0, 2, { c: null }),
  ]),
  union("tailed", 4, 4, [field("count", U32, 0, 4), field("bytes", array(CHAR, 0), 0, 0)]),
  struct("flexible", 8, 8, [field("len", U32, 0, 4), field("entries", array(item("struct plain"), null), 8, 0)]),
  struct(
    "nested__bindgen_ty_1",
    8,
    4,
    [field("inner", INT, 0, 4), bits("bit", int("unsigned int"), 32, 2)],
    anonymous("1"),
  ),
  union("nested__bindgen_ty_2", 4, 4, [field("i", INT, 0, 4), field("f", floating("float", 4), 0, 4)], anonymous("2")),
  struct("nested__bindgen_ty_3", 4, 2, [field("s", array(int("short"), 2), 0, 4)], {
    ...anonymous("3"),
    c: "__typeof__(((struct nested *)0)->many[0])",
  }),
  struct("nested", 20, 4, [
    field("__bindgen_anon_1", item("anonymous 1"), 0, 8, { c: null }),
    field("u", item("anonymous 2"), 8, 4),
    field("many", array(item("anonymous 3"), 2), 12, 8),
  ]),
  struct("wide", 48, 16, [
    field("ld", floating("long double", 16), 0, 16),
    field("i", int("__int128"), 16, 16),
    field("z", { kind: "opaque", size: 16, align: 8, c: "_Complex double" }, 32, 16),
  ]),
  struct("empty", 0, 1, []),
  functionItem("sum", func(INT, [pointer(qual(INT, { const: true })), item("typedef size_t")])),
  functionItem("report", func(INT, [pointer(qual(CHAR, { const: true }))], { variadic: true })),
  { ...functionItem("stop", func(VOID, [])), noreturn: true },
  {
    ...functionItem(
      "type",
      func(INT, [
        pointer(item("struct plain")),
        item("struct range_t"),
        pointer(item("typedef callback_t")),
        { kind: "va-list" },
      ]),
    ),
    name: "type_",
    linkName: "type",
    mustUse: true,
    exported: { kind: "exported", module: "drivers/a_b/c", gplOnly: true, namespace: "NS_1" },
  },
  functionItem("lookup", func(pointer(func(INT, [INT, CHAR])), [pointer(qual(CHAR, { const: true }))])),
  variable("names", qual(array(qual(pointer(qual(CHAR, { const: true })), { const: true }), 4))),
  {
    ...variable("SECOND_NAME", qual(pointer(qual(CHAR, { const: true })), { const: true })),
    ...{ linkName: "names", inside: { object: "names", offset: 8 } },
  },
  variable("ticks", qual(INT, { volatile: true })),
  variable("hidden", qual(unknown)),
  constant("TWELVE", { kind: "integer", value: "12", type: INT }),
  constant("MINUS", { kind: "integer", value: "-3", type: INT }),
  constant("BIG", { kind: "integer", value: "18446744073709551615", type: int("unsigned long long") }),
  constant("LOWEST", { kind: "integer", value: "-9223372036854775808", type: int("long long") }),
  constant("YES", { kind: "integer", value: "1", type: int("_Bool") }),
  constant("FLAG", { kind: "integer", value: "8", type: U32 }),
  constant("TEXT", { kind: "string", bytes: [...Buffer.from('tab\there "x" \xff?', "latin1")] }),
  constant("HALF", { kind: "floating", value: "0.5", type: floating("double", 8) }),
  constant("THIRD", { kind: "floating", value: "0.10000000149011612", type: floating("float", 4) }),
  constant("NOTHING", { kind: "pointer", value: "0", type: pointer(VOID) }),
  constant("FAR", { kind: "pointer", value: "-4096", type: pointer(item("struct plain")) }),
  constant("constant_variable", { kind: "integer", value: "77", type: LONG }, { source: "variable" }),
  {
    ...constant("ALSO_TWELVE", { kind: "integer", value: "0", type: INT }),
    kind: "alias",
    id: "macro ALSO_TWELVE",
    aliasOf: { kind: "value", name: "TWELVE" },
  },
  {
    ...constant("add_up", { kind: "integer", value: "0", type: INT }),
    kind: "alias",
    id: "macro add_up",
    aliasOf: { kind: "value", name: "sum" },
  },
  {
    ...constant("number_t", { kind: "integer", value: "0", type: INT }),
    kind: "alias",
    id: "macro number_t",
    aliasOf: { kind: "type", type: qual(U32) },
  },
  constFn(
    "PACK",
    { hi: "unsigned int", lo: "unsigned int" },
    {
      ...{ kind: "binary", operator: "|", type: "unsigned int" },
      left: {
        kind: "shift",
        operator: "<<",
        type: "unsigned int",
        left: parameter(0, "unsigned int"),
        count: number(8),
      },
      right: {
        ...{ kind: "binary", operator: "&", type: "unsigned int" },
        left: parameter(1, "unsigned int"),
        right: number(0xff, "unsigned int"),
      },
    },
  ),
  constFn(
    "LIMIT",
    { x: "int", exact: "long" },
    {
      ...{ kind: "conditional", type: "int", yes: number(100) },
      condition: {
        ...{ kind: "logical", operator: "&&", type: "int" },
        left: { kind: "compare", operator: ">", type: "int", left: parameter(0, "int"), right: number(100) },
        right: { kind: "compare", operator: "==", type: "int", left: parameter(1, "long"), right: number(0, "long") },
      },
      no: { kind: "binary", operator: "%", type: "int", left: parameter(0, "int"), right: number(7) },
    },
  ),
  constFn(
    "SIZE",
    { n: "short" },
    {
      ...{ kind: "binary", operator: "*", type: "unsigned long", right: number(3, "unsigned long") },
      left: { kind: "convert", type: "unsigned long", operand: parameter(0, "short") },
    },
    item("typedef size_t"),
  ),
  constFn(
    "ORDER",
    { x: "int" },
    {
      ...{ kind: "binary", operator: "-", type: "int" },
      left: { kind: "call", function: "ffs", type: "int", operand: parameter(0, "int") },
      right: { kind: "compare", operator: "<", type: "int", left: parameter(0, "int"), right: number(-3) },
    },
  ),
];
