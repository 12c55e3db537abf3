/**
 * Where our bindings of a kernel differ from bindgen's, and why: the reasons of docs/bindgen.md, each as a rule that can
 * tell. What no rule explains is a fault.
 */
import type { Difference } from "../../scripts/bindings-items.mjs";

interface Rule {
  readonly why: string;
  readonly explains: (difference: Difference) => boolean;
}

/** Macros of Linux that are undefined or defined anew behind their definition. */
const REDEFINED = new Set([
  ...["HZ", "NR_OPEN", "SEC_JIFFIE_SC", "GFP_MOVABLE_SHIFT", "KMSAN_RETVAL_SIZE", "KMSAN_PARAM_SIZE"],
  ...["USRQUOTA", "GRPQUOTA", "PRJQUOTA", "QTYPE_MASK_USR", "QTYPE_MASK_GRP", "QTYPE_MASK_PRJ"],
]);

/** Macros of Linux that say something else to clang, whose C bindgen reads. */
const BY_COMPILER = new Set(["ASM_INPUT_G", "ASM_INPUT_RM", "ASM_OUTPUT_RM"]);
/** Records that `rust/bindgen_parameters` makes opaque: nothing refers to what is declared inside. */
const INSIDE_OPAQUE = /^(?:type|field|method) (?:alt_instr|spinlock|x86_msi_data|x86_msi_addr_lo)__bindgen_ty_/;

const RULES: readonly Rule[] = [
  {
    why: "bindgen computes in signed 64 bits, and takes the low 32 of what fits",
    explains: ({ key, before, after }) => {
      const [mine, theirs] = [integerOf(after ?? ""), integerOf(before)];
      if (!key.startsWith("constant ") || mine === null || theirs === null) return false;
      return BigInt.asUintN(32, mine) === BigInt.asUintN(32, theirs);
    },
  },
  {
    why: "macros that are undefined or defined anew later",
    explains: ({ key }) => REDEFINED.has(key.replace(/^constant /, "")),
  },
  {
    why: "an enum that is used before it is defined",
    explains: ({ key, before, after }) => /^type /.test(key) && before === "i32" && after === "c_uint",
  },
  {
    why: "arrays of const",
    explains: ({ key, before, after }) =>
      key.startsWith("static ") && before === `mut ${after}` && before.includes("["),
  },
  {
    why: "pointers to const types that are declared later",
    explains: ({ before, after }) => after !== null && after !== before && loose(before) === loose(after),
  },
  {
    why: "functions that clang has built in: size_t is unsigned long",
    explains: ({ key, before, after }) =>
      key.startsWith("function ") && before === after?.replaceAll("usize", "c_ulong") && before !== after,
  },
  {
    why: "a storage unit has the bytes that its bit-fields need",
    explains: ({ key, before, after }) =>
      /(?:\._bitfield_|::new_bitfield_)\d+$/.test(key) && unitless(before) === unitless(after ?? ""),
  },
  {
    why: "computed from UINT_MAX, which bindgen takes for -1",
    explains: ({ key, before }) => key === "constant BIO_MAX_SECTORS" && before === "i32 = -1",
  },
  {
    why: "macros that ask for the compiler",
    explains: ({ key }) => BY_COMPILER.has(key.replace(/^constant /, "")),
  },
  {
    why: "prototypes that differ between two declarations in names of types only",
    explains: ({ before, after }) => after !== null && sized(before) === sized(after) && before !== after,
  },
  {
    why: "records within opaque records",
    explains: ({ key, after }) => INSIDE_OPAQUE.test(key) && after === null,
  },
  {
    why: "an opaque record with a flexible array, in a union",
    explains: ({ key }) => /^(?:type fpregs_state$|field fpregs_state\.)/.test(key),
  },
  {
    why: "static const arrays have no symbol",
    explains: ({ key, after }) => /^static kernel_(?:read_file|load_data)_str$/.test(key) && after === null,
  },
  {
    why: "const by the type of what it is declared with",
    explains: ({ key, before, after }) => key.startsWith("static const_") && before === `mut ${after}`,
  },
  {
    why: "a name that counts what comes before",
    explains: ({ key, after }) => key.startsWith("constant __UNIQUE_ID_") && after === null,
  },
  { why: "bindgen's own name for va_list", explains: ({ key }) => key === "type __builtin_va_list" },
  { why: "variables in registers", explains: ({ key }) => key === "static current_stack_pointer" },
];

function integerOf(text: string): bigint | null {
  const [, number] = /= (-?\d+)$/.exec(text) ?? [];
  return number === undefined ? null : BigInt(number);
}

/** With every pointer to mutable, and no names of typedefs of const integers. */
function loose(text: string): string {
  return text.replaceAll("*const ", "*mut ").replaceAll("tracepoint_ptr_t", "c_int");
}

function sized(text: string): string {
  return text.replaceAll("__kernel_size_t", "usize");
}

function unitless(text: string): string {
  return text.replace(/__BindgenBitfieldUnit<\[u8;\d+\]>/g, "unit");
}

/** Why something differs; null when nobody knows. */
export function reasonOf(difference: Difference): string | null {
  return RULES.find(({ explains }) => explains(difference))?.why ?? null;
}
