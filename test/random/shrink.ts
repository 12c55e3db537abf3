/** Makes a failing case smaller: every simplification that takes one thing away, or makes one thing plainer. */
import type { CaseModel, DeclarationModel, MemberModel, PragmaModel, RecordModel, TypeModel } from "./model.js";

/** All cases that are one step simpler. They need not be valid C: the judge rejects those that are not. */
export function simplerCases(model: CaseModel): CaseModel[] {
  return simplerList(model.declarations, simplerDeclaration).map((declarations) => ({ ...model, declarations }));
}

/** Lists with one element less, or with one element simpler. */
function simplerList<T>(list: readonly T[], simpler: (item: T) => readonly T[]): T[][] {
  return list.flatMap((item, index) => {
    const before = list.slice(0, index);
    const after = list.slice(index + 1);
    return [[...before, ...after], ...simpler(item).map((it) => [...before, it, ...after])];
  });
}

function simplerDeclaration(declaration: DeclarationModel): DeclarationModel[] {
  switch (declaration.kind) {
    case "pragma":
      return simplerPragma(declaration);
    case "enum": {
      const lists = simplerList(declaration.enumerators, () => []).filter((list) => list.length > 0);
      const plain = declaration.packed ? [{ ...declaration, packed: false }] : [];
      return [...plain, ...lists.map((enumerators) => ({ ...declaration, enumerators }))];
    }
    case "typedef":
      return [
        ...simplerType(declaration.type).map((type) => ({ ...declaration, type })),
        ...simplerAligned(declaration.aligned).map((aligned) => ({ ...declaration, aligned })),
      ];
    case "record":
      return simplerRecord(declaration.record).map((record) => ({ kind: "record", record }));
  }
}

function simplerPragma(pragma: PragmaModel): PragmaModel[] {
  return pragma.action === "push" && pragma.value !== null ? [{ ...pragma, action: "set" }] : [];
}

function simplerAligned(aligned: readonly number[]): number[][] {
  return simplerList(aligned, (bytes) => (bytes > 1 ? [bytes / 2] : []));
}

function simplerRecord(record: RecordModel): RecordModel[] {
  return [
    ...simplerList(record.items, (item) => (item.kind === "pragma" ? simplerPragma(item) : simplerMember(item))).map(
      (items) => ({ ...record, items }),
    ),
    ...(record.packed ? [{ ...record, packed: false }] : []),
    ...simplerAligned(record.aligned).map((aligned) => ({ ...record, aligned })),
    ...(record.tagKind === "union" && record.tag === null ? [{ ...record, tagKind: "struct" as const }] : []),
  ];
}

function simplerMember(member: MemberModel): MemberModel[] {
  return [
    ...(member.packed ? [{ ...member, packed: false }] : []),
    ...(member.volatile ? [{ ...member, volatile: false }] : []),
    ...(member.alignas !== null ? [{ ...member, alignas: null }] : []),
    ...simplerAligned(member.aligned).map((aligned) => ({ ...member, aligned })),
    ...simplerType(member.type)
      .filter((type) => member.name !== null || member.bitWidth !== null || type.kind === "inline")
      .map((type) => ({ ...member, type })),
    ...(member.bitWidth !== null && member.bitWidth > 1 ? [{ ...member, bitWidth: member.bitWidth - 1 }] : []),
    ...(member.bitWidth !== null && member.bitWidth > 8 ? [{ ...member, bitWidth: member.bitWidth >> 1 }] : []),
  ];
}

const CHAR: TypeModel = { kind: "integer", name: "char" };
const INT: TypeModel = { kind: "integer", name: "int" };

function simplerType(type: TypeModel): TypeModel[] {
  switch (type.kind) {
    case "integer":
      return type.name === "char" ? [] : type.name === "int" ? [CHAR] : [CHAR, INT];
    case "floating":
    case "pointer":
    case "vector":
    case "enum":
    case "typedef":
    case "tagged":
      return [CHAR, INT];
    case "atomic":
      return [CHAR, INT, type.of];
    case "inline":
      return [CHAR, ...simplerRecord(type.record).map((record): TypeModel => ({ kind: "inline", record }))];
    case "array":
      return [
        type.of,
        ...(type.count !== null && type.count > 1 ? [{ ...type, count: 1 }] : []),
        ...simplerType(type.of).map((of): TypeModel => ({ ...type, of })),
      ];
  }
}
