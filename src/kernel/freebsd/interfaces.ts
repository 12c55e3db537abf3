/**
 * Headers that FreeBSD's build makes of descriptions in the sources: `*_if.h` of `*_if.m` (kobj(9), as
 * `sys/tools/makeobjops.awk` writes them) and `vnode_if*.h` of `kern/vnode_if.src` (`sys/tools/vnode_if.awk`).
 *
 * In: the text of a description. Out: C text with the same tokens as FreeBSD's own.
 */

interface Argument {
  /** As written: `device_t dev`. */
  readonly text: string;
  readonly name: string;
}

interface Method {
  /** Documentation before it, as a C comment; empty without. */
  readonly doc: string;
  readonly isStatic: boolean;
  readonly result: string;
  readonly name: string;
  readonly args: readonly Argument[];
  readonly prolog: string;
  readonly epilog: string;
}

/** What stands at the beginning of what is left; blocks end with the first line that begins with a brace. */
const STATEMENTS = {
  blank: /^\s+/,
  doc: /^\/\*\*[\s\S]*?\*\//,
  comment: /^(?:#.*|\/\*[\s\S]*?\*\/)/,
  interface: /^INTERFACE\s+(\w+)\s*;?/,
  block: /^(CODE|HEADER|PROLOG|EPILOG)\s*\{([\s\S]*?)\n\}\s*;?/,
  singleton: /^SINGLETON\b.*/,
  method: /^(STATIC)?METHOD\s+([\w\s*]+?[\s*])(\w+)\s*\{([^}]*)\}(?:\s*DEFAULT\s+\w+)?\s*;?/,
} as const;
type Statement = keyof typeof STATEMENTS;

interface Rest {
  text: string;
}

/** Takes the statement that the text begins with; null when it begins with none. */
function take(rest: Rest): { readonly kind: Statement; readonly match: RegExpExecArray } | null {
  for (const kind of Object.keys(STATEMENTS) as Statement[]) {
    const match = STATEMENTS[kind].exec(rest.text);
    if (match === null) continue;
    rest.text = rest.text.slice(match[0].length);
    return { kind, match };
  }
  return null;
}

/** The text of `NAME_if.h`; null for a description that is not understood. */
export function interfaceHeader(source: string): string | null {
  const rest: Rest = { text: source };
  let name = "";
  let singleton = false;
  let doc = "";
  let blocks = { PROLOG: "", EPILOG: "" };
  const parts: string[] = [];
  while (rest.text !== "") {
    const statement = take(rest);
    if (statement === null) return null;
    const [whole, first = "", second = "", third = "", fourth = ""] = statement.match;
    switch (statement.kind) {
      case "doc":
        doc = whole;
        break;
      case "interface":
        name = first;
        doc = "";
        break;
      case "block":
        if (first === "HEADER") parts.push(second);
        else if (first !== "CODE") blocks = { ...blocks, [first]: second };
        break;
      case "singleton":
        singleton = true;
        break;
      case "method": {
        const args = argumentsIn(fourth);
        if (name === "" || args === null) return null;
        const [prolog, epilog] = [blocks.PROLOG, blocks.EPILOG];
        const method = { doc, isStatic: first !== "", result: second.trim(), name: third, args, prolog, epilog };
        parts.push(methodText(name, method, singleton));
        doc = "";
        blocks = { PROLOG: "", EPILOG: "" };
        break;
      }
      case "blank":
      case "comment":
        break;
    }
  }
  if (name === "") return null;
  return `#ifndef _${name}_if_h_\n#define _${name}_if_h_\n${parts.join("\n")}\n#endif\n`;
}

/** `type name;` each; null when one has no name. */
function argumentsIn(text: string): readonly Argument[] | null {
  const args = text
    .replace(/\/\*[\s\S]*?\*\//g, "")
    .split(";")
    .map((part) => part.trim().replace(/\s+/g, " "))
    .filter((part) => part !== "")
    .map((part) => ({ text: part, name: /[\s*](\w+)$/.exec(part)?.[1] ?? "" }));
  return args.length === 0 || args.some(({ name }) => name === "") ? null : args;
}

function methodText(space: string, method: Method, singleton: boolean): string {
  const { doc, isStatic, result, args, prolog, epilog } = method;
  const name = `${space}_${method.name}`;
  const list = args.map(({ text }) => text).join(", ");
  const names = args.map((arg) => arg.name).join(", ");
  const object = isStatic ? args[0]?.name : `((kobj_t)${args[0]?.name})`;
  const isVoid = result === "void";
  return [
    `extern struct kobjop_desc ${name}_desc;`,
    `typedef ${result} ${name}_t(${list});`,
    ...(doc === "" ? [] : [doc]),
    `static __inline ${result} ${name.toUpperCase()}(${list})`,
    "{",
    singleton ? "\tstatic kobjop_t _m;" : "\tkobjop_t _m;",
    ...(isVoid ? [] : [`\t${result} rc;`]),
    ...(prolog === "" ? [] : [prolog]),
    ...(singleton ? ["\tif (_m == NULL)"] : []),
    `\tKOBJOPLOOKUP(${object}->ops,${name});`,
    `\t${isVoid ? "" : "rc = "}((${name}_t *) _m)(${names});`,
    ...(epilog === "" ? [] : [epilog]),
    ...(isVoid ? [] : ["\treturn (rc);"]),
    "}",
  ].join("\n");
}

interface VnodeOperation {
  readonly name: string;
  readonly args: readonly { readonly type: string; readonly name: string }[];
  /** It has code of its own before or after: it is never called directly. */
  readonly wrapped: boolean;
}

/**
 * The texts of `vnode_if.h`, `vnode_if_newproto.h` and `vnode_if_typedef.h`; null for a description that is not
 * understood.
 * @param vector type of a vnode's vector of operations, which newer releases have as const
 */
export function vnodeHeaders(source: string, vector: string): ReadonlyMap<string, string> | null {
  const operations = vnodeOperations(source);
  if (operations === null) return null;
  const head =
    'extern struct vnodeop_desc vop_default_desc;\n#include "vnode_if_typedef.h"\n#include "vnode_if_newproto.h"';
  const members = operations.map(({ name }) => `\t${name}_t\t*${name};`);
  const first = ["struct vop_vector {", "\tstruct vop_vector\t*vop_default;", "\tvop_bypass_t\t*vop_bypass;"];
  const types = operations.map(({ name }) => `struct ${name}_args;\ntypedef int ${name}_t(struct ${name}_args *);`);
  return new Map([
    ["vnode_if.h", `${[head, ...operations.map((it) => vnodeText(it, vector)), REGISTER].join("\n")}\n`],
    ["vnode_if_newproto.h", `${[...first, ...members, "\tbool\tregistered;", "};"].join("\n")}\n`],
    ["vnode_if_typedef.h", `${types.join("\n")}\n`],
  ]);
}

function vnodeOperations(source: string): readonly VnodeOperation[] | null {
  const wrapped = new Set([...source.matchAll(/^%!\s*(\w+)\s+(?:pre|post)\s/gm)].map(([, name]) => `vop_${name}`));
  const text = source.replace(/^[#%].*$/gm, "").replace(/\/\*[\s\S]*?\*\//g, "");
  const operations: VnodeOperation[] = [];
  const rest = text.replace(/(\w+)\s*\{([^}]*)\};?/g, (_, name: string, body: string) => {
    const args = body
      .split(";")
      .map((part) => /^(?:IN|OUT|INOUT)\s+(?:WILLRELE\s+)?([\s\S]*[\s*])(\w+)$/.exec(part.trim().replace(/\s+/g, " ")))
      .flatMap((match) => (match === null ? [] : [{ type: (match[1] ?? "").trim(), name: match[2] ?? "" }]));
    operations.push({ name, args, wrapped: wrapped.has(name) });
    return "";
  });
  return rest.trim() === "" && operations.every(({ args }) => args.length > 0) ? operations : null;
}

const REGISTER = "void vfs_vector_op_register(struct vop_vector *orig_vop);";

function vnodeText({ name, args, wrapped }: VnodeOperation, vector: string): string {
  const call = name.toUpperCase();
  const own = `${args[0]?.name}->v_op`;
  const checked = `\treturn (${call}_APV(${own}, &a));`;
  return [
    `struct ${name}_args {`,
    "\tstruct vop_generic_args a_gen;",
    ...args.map((arg) => `\t${arg.type} a_${arg.name};`),
    "};",
    `extern struct vnodeop_desc ${name}_desc;`,
    `int ${call}_AP(struct ${name}_args *);`,
    `int ${call}_APV(${vector} *vop, struct ${name}_args *);`,
    `static __inline int ${call}(${args.map((arg) => `${arg.type} ${arg.name}`).join(", ")})`,
    "{",
    `\tstruct ${name}_args a;`,
    `\ta.a_gen.a_desc = &${name}_desc;`,
    ...args.map((arg) => `\ta.a_${arg.name} = ${arg.name};`),
    ...(wrapped
      ? [checked]
      : [
          "#if !defined(DEBUG_VFS_LOCKS) && !defined(INVARIANTS) && !defined(KTR)",
          "\tif (!SDT_PROBES_ENABLED())",
          `\t\treturn (${own}->${name}(&a));`,
          "\telse",
          `\t${checked}`,
          "#else",
          checked,
          "#endif",
        ]),
    "}",
  ].join("\n");
}
