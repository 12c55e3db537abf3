/** Prints modelled declarations as C (GNU C11). */
import type { CaseModel, DeclarationModel, MemberModel, PragmaModel, RecordModel, TypeModel } from "./model.js";

/** The case as C text, one declaration or member on a line; leaves the stack of `#pragma pack` empty. */
export function printCase(model: CaseModel): string {
  const text = model.declarations.map(printDeclaration).join("\n");
  const pushes = text.split("#pragma pack(push").length - 1;
  return `${text}\n${"#pragma pack(pop)\n".repeat(pushes)}#pragma pack()\n`;
}

function printDeclaration(declaration: DeclarationModel): string {
  switch (declaration.kind) {
    case "pragma":
      return printPragma(declaration);
    case "record":
      return `${printRecord(declaration.record)};`;
    case "typedef":
      return `typedef ${declare(declaration.type, declaration.name)}${attributeList(false, declaration.aligned)};`;
    case "enum": {
      const list = declaration.enumerators.map(({ name, value }) => `${name} = ${printValue(value)}`);
      return `enum ${declaration.tag} { ${list.join(", ")} }${attributeList(declaration.packed, [])};`;
    }
  }
}

/** An enumerator's value; the literal's type must hold it (C11 6.4.4.1). */
function printValue(value: bigint): string {
  return value < 0n ? `(-${-value}ll)` : value > 0x7fffffffffffffffn ? `${value}ull` : `${value}`;
}

function printPragma({ action, value }: PragmaModel): string {
  switch (action) {
    case "push":
      return `#pragma pack(push${value === null ? "" : `, ${value}`})`;
    case "pop":
      return "#pragma pack(pop)";
    case "set":
      return `#pragma pack(${value})`;
    case "reset":
      return "#pragma pack()";
  }
}

function printRecord(record: RecordModel): string {
  const attributes = attributeList(record.packed, record.aligned);
  const head = `${record.tagKind}${record.attributesLast ? "" : attributes}${record.tag === null ? "" : ` ${record.tag}`}`;
  const body = record.items.map((item) =>
    item.kind === "pragma" ? `\n${printPragma(item)}\n` : `  ${printMember(item)}\n`,
  );
  return `${head} {\n${body.join("")}}${record.attributesLast ? attributes : ""}`;
}

function printMember(member: MemberModel): string {
  const alignas = member.alignas === null ? "" : `_Alignas(${member.alignas}) `;
  const width = member.bitWidth === null ? "" : ` : ${member.bitWidth}`;
  const qualifier = member.volatile ? "volatile " : "";
  return `${alignas}${qualifier}${declare(member.type, member.name ?? "")}${width}${attributeList(member.packed, member.aligned)};`;
}

function attributeList(packed: boolean, aligned: readonly number[]): string {
  const list = [
    ...(packed ? ["packed"] : []),
    ...aligned.map((bytes) => (bytes === 0 ? "aligned" : `aligned(${bytes})`)),
  ];
  return list.length === 0 ? "" : ` __attribute__((${list.join(", ")}))`;
}

/** C11 6.7.6: the declarator is read from the name outwards. */
function declare(type: TypeModel, declarator: string): string {
  switch (type.kind) {
    case "array":
      return declare(type.of, `${declarator}[${type.count ?? ""}]`);
    case "pointer":
      return `void *${declarator}`;
    default:
      return `${printSpecifier(type)}${declarator === "" ? "" : ` ${declarator}`}`;
  }
}

function printSpecifier(type: Exclude<TypeModel, { kind: "array" | "pointer" }>): string {
  switch (type.kind) {
    case "integer":
      return type.name;
    case "floating":
      return type.complex ? `_Complex ${type.name}` : type.name;
    case "enum":
      return `enum ${type.tag}`;
    case "typedef":
      return type.name;
    case "vector":
      // As a type name: in a member's own attribute list GCC would apply `packed` before `vector_size`.
      return `__typeof__(char __attribute__((vector_size(${type.bytes}))))`;
    case "atomic":
      return `_Atomic(${declare(type.of, "")})`;
    case "tagged":
      return `${type.tagKind} ${type.tag}`;
    case "inline":
      return printRecord(type.record);
  }
}
