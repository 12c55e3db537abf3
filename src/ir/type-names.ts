/**
 * Names of types: what each kept record, enum and typedef is called in Rust, and how C spells it.
 *
 * The scheme is bindgen's: a tag is the name; a tag inside a record is `outer_tag`; what has no name takes that
 * of its first typedef, else `outer__bindgen_ty_N`, else `_bindgen_ty_N`. Where a typedef and a tag share a
 * name but not the type (C11 6.2.3 gives them separate name spaces), the tag becomes `struct_name`; but a typedef of a
 * pointer to the type with that tag becomes `name_ptr`.
 */
import type { Selection } from "../select/index.js";
import type {
  CType,
  EnumDecl,
  EnumId,
  Program,
  QualType,
  RecordDecl,
  RecordId,
  TypedefDecl,
  TypedefId,
  VariableDecl,
} from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { NameSpace, rustIdentifier } from "./rust-names.js";

export interface TypeName {
  /** Final Rust name. */
  readonly rust: string;
  /** C spelling of the type, null where C has none (an anonymous member). */
  readonly c: string | null;
}

export interface TypeNames {
  record(id: RecordId): TypeName;
  enumeration(id: EnumId): TypeName;
  /** null for a typedef without an item: blocked, or only another name for a record or enum called the same in Rust. */
  typedef(id: TypedefId): TypeName | null;
  /** Enums whose enumerators take no prefix: without tag, typedef or parent. */
  isBare(id: EnumId): boolean;
  /** Type name space of the crate, for macro aliases. */
  readonly space: NameSpace;
}

/** Where names differ from the scheme. */
export interface TypeNaming {
  /** Tags keep their keyword: `struct s` is `struct_s`. */
  readonly keywords?: boolean;
  /** A tag inside a record is the name alone. */
  readonly flat?: boolean;
}

type Tagged =
  | { readonly kind: "record"; readonly decl: RecordDecl }
  | { readonly kind: "enum"; readonly decl: EnumDecl };

/** Names everything that the selection keeps, and the parents of what it keeps. */
export function nameTypes(program: Program, selection: Selection, naming: TypeNaming = {}): TypeNames {
  return new Namer(program, selection, naming);
}

class Namer implements TypeNames {
  readonly space = new NameSpace();
  readonly #records: (string | undefined)[] = [];
  readonly #enums: (string | undefined)[] = [];
  /** Those that have an item. */
  readonly #typedefs: (string | undefined)[] = [];
  readonly #recordTypedef = new Map<RecordId, TypedefDecl>();
  readonly #enumTypedef = new Map<EnumId, TypedefDecl>();
  readonly #spelled = new Map<RecordId, string | null>();
  readonly #variableOf = new Map<RecordId, VariableDecl>();
  /** Ordinal of each nameless record or enum among those of its parent, from 1. */
  readonly #ordinal = new Map<Tagged["decl"], number>();

  constructor(
    readonly program: Program,
    readonly selection: Selection,
    readonly naming: TypeNaming,
  ) {
    this.#findNamingTypedefs();
    this.#findNamingVariables();
    this.#countNameless();
    this.#claimTypedefs();
    // In order of declaration: which of two like names is changed does not depend on what else is kept.
    for (const { id } of program.records) if (selection.records.has(id)) this.#recordName(id);
    for (const { id } of program.enums) if (selection.enums.has(id)) this.#enumName(id);
  }

  record(id: RecordId): TypeName {
    return { rust: this.#recordName(id), c: this.#recordSpelling(id) };
  }

  enumeration(id: EnumId): TypeName {
    return { rust: this.#enumName(id), c: this.#enumSpelling(id) };
  }

  typedef(id: TypedefId): TypeName | null {
    const rust = this.#typedefs[id];
    const declared = this.program.typedefs[id];
    return rust === undefined || declared === undefined ? null : { rust, c: declared.name };
  }

  isBare(id: EnumId): boolean {
    const declared = this.program.enums[id];
    return declared !== undefined && declared.tag === null && declared.parent === null && !this.#enumTypedef.has(id);
  }

  /** `typedef struct { … } T;` names the record, if nothing else is said about `T`. */
  #findNamingTypedefs(): void {
    for (const typedef of this.program.typedefs) {
      if (!isPlainName(typedef)) continue;
      const type = typedef.type.type;
      if (type.kind === "record" && !this.#recordTypedef.has(type.id)) {
        const record = this.program.records[type.id];
        if (record !== undefined && record.tag === null && record.parent === null)
          this.#recordTypedef.set(type.id, typedef);
      }
      if (type.kind === "enum" && !this.#enumTypedef.has(type.id)) {
        const declared = this.program.enums[type.id];
        if (declared !== undefined && declared.tag === null && declared.parent === null) {
          this.#enumTypedef.set(type.id, typedef);
        }
      }
    }
  }

  /** `extern struct { … } v;`: the record has no name, but `__typeof__(v)` spells it. */
  #findNamingVariables(): void {
    for (const variable of this.program.variables) {
      const innermost = elementOf(variable.type.type);
      if (innermost.kind === "record" && !this.#variableOf.has(innermost.id))
        this.#variableOf.set(innermost.id, variable);
    }
  }

  #countNameless(): void {
    const nameless: Tagged[] = [];
    const ofMembers = new Set<RecordId>();
    const outers = new Set<RecordId>();
    for (const decl of this.program.records) {
      if (decl.tag !== null || this.#recordTypedef.has(decl.id)) continue;
      const outer = decl.parent?.record;
      if (outer !== undefined && !outers.has(outer)) {
        outers.add(outer);
        this.#collectOfMembers(outer, ofMembers);
      }
      // A record that only an expression inside the outer one defines is no part of it.
      if (outer === undefined || ofMembers.has(decl.id)) nameless.push({ kind: "record", decl });
    }
    for (const decl of this.program.enums) {
      if (decl.tag === null && !this.#enumTypedef.has(decl.id)) nameless.push({ kind: "enum", decl });
    }
    nameless.sort((a, b) => a.decl.origin.start - b.decl.origin.start);
    const counts = new Map<RecordId | null, number>();
    for (const { kind, decl } of nameless) {
      const parent = decl.parent === null ? null : decl.parent.record;
      // Only what is kept counts at file scope; inside a record everything does.
      const kept = kind === "record" ? this.selection.records.has(decl.id) : this.selection.enums.has(decl.id);
      if (parent === null && !kept) continue;
      const ordinal = (counts.get(parent) ?? 0) + 1;
      counts.set(parent, ordinal);
      this.#ordinal.set(decl, ordinal);
    }
  }

  /** Records that members of one are, point to, or are otherwise made of. */
  #collectOfMembers(outer: RecordId, found: Set<RecordId>): void {
    for (const { type } of this.program.records[outer]?.members ?? []) collectRecords(type.type, found);
  }

  /** Typedef names go first: they are what C code says. */
  #claimTypedefs(): void {
    for (const typedef of this.program.typedefs) {
      if (!this.selection.typedefs.has(typedef.id)) continue;
      // A blocked typedef that something needs is replaced by what it stands for.
      if (this.selection.isBlocked(typedef.name) || this.#isAnotherNameForItself(typedef)) continue;
      this.#typedefs[typedef.id] = this.space.unique(this.#wishedTypedefName(typedef));
    }
  }

  #wishedTypedefName({ name, type: { type } }: TypedefDecl): string {
    const rust = rustIdentifier(name);
    const tagged = type.kind === "pointer" ? this.#tagged(type.to.type) : null;
    const overlaps = tagged !== null && tagged.tag === name && tagged.parent === null && this.naming.keywords !== true;
    return overlaps ? `${rust}_ptr` : rust;
  }

  #tagged(type: CType): RecordDecl | EnumDecl | null {
    if (type.kind === "record") return this.program.records[type.id] ?? null;
    return type.kind === "enum" ? (this.program.enums[type.id] ?? null) : null;
  }

  #isAnotherNameForItself(typedef: TypedefDecl): boolean {
    if (!isPlainName(typedef) || this.naming.keywords === true) return false;
    const type = typedef.type.type;
    if (type.kind === "record") {
      const record = this.program.records[type.id];
      return this.#recordTypedef.get(type.id) === typedef || (record?.tag === typedef.name && record.parent === null);
    }
    if (type.kind === "enum") {
      const declared = this.program.enums[type.id];
      return this.#enumTypedef.get(type.id) === typedef || (declared?.tag === typedef.name && declared.parent === null);
    }
    return false;
  }

  #recordName(id: RecordId): string {
    const known = this.#records[id];
    if (known !== undefined) return known;
    const record = this.program.records[id];
    if (record === undefined) throw new RangeError(`no record has the id ${id}`);
    const name = this.#claim(this.#wishedName(record, record.tagKind, this.#recordTypedef.get(id)), record.tagKind);
    this.#records[id] = name;
    return name;
  }

  #enumName(id: EnumId): string {
    const known = this.#enums[id];
    if (known !== undefined) return known;
    const declared = this.program.enums[id];
    if (declared === undefined) throw new RangeError(`no enum has the id ${id}`);
    const name = this.#claim(this.#wishedName(declared, "enum", this.#enumTypedef.get(id)), "enum");
    this.#enums[id] = name;
    return name;
  }

  #claim(wish: string, tagKind: string): string {
    if (this.space.claim(wish)) return wish;
    return this.space.unique(`${tagKind}_${wish}`);
  }

  #wishedName(decl: RecordDecl | EnumDecl, keyword: string, typedef: TypedefDecl | undefined): string {
    if (this.naming.keywords !== true) return this.#schemeName(decl, typedef);
    const name = this.#schemeName(decl, typedef);
    // The name of the record around it has its own keyword.
    return `${keyword}_${decl.parent === null ? name : name.replace(/^(?:struct|union)_/, "")}`;
  }

  #schemeName(decl: RecordDecl | EnumDecl, typedef: TypedefDecl | undefined): string {
    const parent = decl.parent === null ? null : this.#recordName(decl.parent.record);
    const isFlat = parent === null || this.naming.flat === true;
    if (decl.tag !== null) return isFlat ? rustIdentifier(decl.tag) : `${parent}_${decl.tag}`;
    if (typedef !== undefined) return rustIdentifier(typedef.name);
    return `${parent ?? ""}_${parent === null ? "" : "_"}bindgen_ty_${this.#ordinal.get(decl) ?? 0}`;
  }

  #recordSpelling(id: RecordId): string | null {
    const known = this.#spelled.get(id);
    if (known !== undefined) return known;
    const record = this.program.records[id];
    if (record === undefined) return null;
    const spelling = this.#spellRecord(record);
    this.#spelled.set(id, spelling);
    return spelling;
  }

  #spellRecord(record: RecordDecl): string | null {
    if (record.tag !== null) {
      // Only the tag that file scope sees can be spelled there (C11 6.2.1p4).
      const visible = this.program.tags.get(record.tag);
      return visible?.kind === "record" && visible.id === record.id ? `${record.tagKind} ${record.tag}` : null;
    }
    const typedef = this.#recordTypedef.get(record.id);
    if (typedef !== undefined) return typedef.name;
    if (record.parent !== null) return this.#spellThroughMember(record.parent, { kind: "record", id: record.id });
    const variable = this.#variableOf.get(record.id);
    return variable === undefined ? null : `__typeof__(${throughArrays(variable.name, variable.type.type)})`;
  }

  #enumSpelling(id: EnumId): string | null {
    const declared = this.program.enums[id];
    if (declared === undefined) return null;
    if (declared.tag !== null) {
      const visible = this.program.tags.get(declared.tag);
      return visible?.kind === "enum" && visible.id === id ? `enum ${declared.tag}` : null;
    }
    const typedef = this.#enumTypedef.get(id);
    if (typedef !== undefined) return typedef.name;
    return declared.parent === null ? null : this.#spellThroughMember(declared.parent, { kind: "enum", id });
  }

  /** `__typeof__(((struct outer *)0)->member)`: a type without a name, by the member it declares. */
  #spellThroughMember(parent: NonNullable<RecordDecl["parent"]>, target: CType): string | null {
    if (parent.field === null) return null;
    const owner = this.#accessibleOwner(parent.record);
    const field = this.program.records[parent.record]?.members?.find((member) => member.name === parent.field);
    // `__typeof__` of a bit-field is a constraint violation (GCC manual, Typeof).
    if (owner === null || field === undefined || field.bitWidth !== null) return null;
    const expression = reach(`((${owner} *)0)->${parent.field}`, field.type, target);
    return expression === null ? null : `__typeof__(${expression})`;
  }

  /** The nearest enclosing record that C can spell and whose anonymous members lead to `id` (C11 6.7.2.1p13). */
  #accessibleOwner(id: RecordId): string | null {
    const spelled = this.#recordSpelling(id);
    if (spelled !== null) return spelled;
    const record = this.program.records[id];
    return record === undefined || record.parent === null || record.parent.field !== null
      ? null
      : this.#accessibleOwner(record.parent.record);
  }
}

/** A typedef that adds nothing to the type it names. */
function isPlainName(typedef: TypedefDecl): boolean {
  return typedef.aligned === null && typedef.type.qualifiers === 0 && typedef.type.addressSpace === null;
}

/** The records that a type mentions without a typedef name. */
function collectRecords(type: CType, found: Set<RecordId>): void {
  switch (type.kind) {
    case "record":
      found.add(type.id);
      return;
    case "pointer":
    case "block":
      return collectRecords(type.to.type, found);
    case "array":
    case "atomic":
      return collectRecords(type.of.type, found);
    case "function":
      collectRecords(type.result.type, found);
      for (const parameter of type.parameters) collectRecords(parameter.type.type, found);
      return;
    case "void":
    case "integer":
    case "floating":
    case "complex":
    case "enum":
    case "typedef":
    case "vector":
    case "va-list":
    case "bit-int":
    case "error":
      return;
    default:
      assertNever(type);
  }
}

function elementOf(type: CType): CType {
  return type.kind === "array" ? elementOf(type.of.type) : type;
}

function throughArrays(expression: string, type: CType): string {
  return type.kind === "array" ? throughArrays(`${expression}[0]`, type.of.type) : expression;
}

/** The expression that peels arrays, pointers and function results off `type` until `target` is left. */
function reach(expression: string, type: QualType, target: CType): string | null {
  const bare = type.type;
  switch (bare.kind) {
    case "array":
      return reach(`${expression}[0]`, bare.of, target);
    case "pointer":
      return reach(`(*${expression})`, bare.to, target);
    case "record":
    case "enum":
      return bare.kind === target.kind && bare.id === target.id ? expression : null;
    default:
      return null;
  }
}
