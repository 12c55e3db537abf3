/**
 * Select: which declared entities and macros the crate keeps.
 *
 * In: the program, the macros and the user's rules (whole-name regular expressions, as bindgen's are).
 * Out: sets of what is kept, closed under "needs": a kept item keeps every type that it mentions.
 */
import type { MacroItem } from "../macros/types.js";
import type {
  CType,
  Declared,
  EnumDecl,
  EnumId,
  Field,
  FunctionDecl,
  FunctionParameter,
  Program,
  RecordDecl,
  RecordId,
  TypedefDecl,
  TypedefId,
  VariableDecl,
} from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { IdSet } from "../support/id-set.js";
import type { SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";
import type { Linkage, Linked } from "./linkable.js";
import type { NamePatterns } from "./name-patterns.js";

export { NamePatterns, userPattern } from "./name-patterns.js";

/** What a rule about names is about; macros are variables, or functions if they take arguments; `file` is the one of the declaration. */
export type NameKind = "type" | "function" | "variable" | "file";

/** Whole-name rules; without `allow`, `allowByKind` and `used` everything is kept. */
export interface SelectionRules {
  readonly allow: NamePatterns;
  /** Further rules, each for one kind of names. */
  readonly allowByKind: Readonly<Record<NameKind, NamePatterns>>;
  /** The file in which something is declared; null when it is in none. */
  readonly fileOf: (position: Position) => string | null;
  /** null: it does not matter who uses what. */
  readonly used: UsedRule | null;
  readonly block: NamePatterns;
  readonly opaque: NamePatterns;
  readonly shims: ShimRule;
  /** What modules cannot link with is left out; null: everything may be kept. */
  readonly linkage: Linkage | null;
}

/**
 * Names of Rust's name spaces that Rust code mentions. They are kept as if allowed. A record that is only needed by
 * another item shows its members if one of them is mentioned, and so is the member that leads to it; nobody can tell the
 * difference otherwise.
 */
export interface UsedRule {
  readonly types: Names;
  readonly values: Names;
  /** In patterns, where a name that is no constant is a new variable. */
  readonly patterns: Names;
  readonly members: Names;
}

interface Names {
  keys(): Iterable<string>;
}

/**
 * Which functions without a symbol get a shim: those that are kept, all that are not blocked, those of kept types
 * only, those with matching names, or none.
 */
export type ShimRule =
  | { readonly kind: "kept" | "all" | "reachable" | "none" }
  | { readonly kind: "matching"; readonly pattern: RegExp };

export interface Kept<Id> {
  has(id: Id): boolean;
}

export interface Selection {
  readonly records: Kept<RecordId>;
  readonly enums: Kept<EnumId>;
  readonly typedefs: Kept<TypedefId>;
  /** By the spelling of their names, as macros are. */
  readonly functions: Kept<SpellingId>;
  readonly variables: Kept<SpellingId>;
  readonly macros: Kept<SpellingId>;
  /** Records of which only size and alignment are shown. */
  readonly opaque: ReadonlySet<RecordId>;
  /** Functions without a symbol that Rust is to call through a shim; all of them are in `functions`. */
  readonly shims: Kept<SpellingId>;
  /** Macros that Rust is to call through a shim; all of them are in `macros`. */
  readonly macroShims: Kept<SpellingId>;
  /** Functions and variables that would be kept if modules could link with them. */
  readonly unlinkable: ReadonlySet<string>;
  /** Names that a block rule matches; types among them that something kept needs are opaque instead. */
  isBlocked(name: string): boolean;
  /** Is it in the set that the user asked for by name (every name, when there are no allow rules)? */
  isAsked(name: string): boolean;
}

/** Applies the rules to everything declared and defined, and closes the result over the types that it needs. */
export function select(program: Program, macros: readonly MacroItem[], rules: SelectionRules): Selection {
  const selector = new Selector(program, rules);
  selector.seed(macros);
  selector.close();
  selector.chooseShims(macros);
  selector.close();
  return selector;
}

interface Keeping<Id> extends Kept<Id> {
  add(id: Id): void;
}

/** Where nothing is left out. */
const EVERYTHING: Keeping<number> = { has: () => true, add: () => {} };

class Selector implements Selection {
  readonly records: IdSet<RecordId>;
  readonly enums: Keeping<EnumId>;
  readonly typedefs: Keeping<TypedefId>;
  readonly functions: Keeping<SpellingId>;
  readonly variables: Keeping<SpellingId>;
  readonly macros: Keeping<SpellingId>;
  readonly opaque = new Set<RecordId>();
  readonly shims = new IdSet<SpellingId>();
  readonly macroShims = new IdSet<SpellingId>();
  readonly unlinkable = new Set<string>();
  /** Macros for which others are another name. */
  readonly #aliased = new Map<SpellingId, MacroItem>();
  /** Types whose own needs have still to be followed. */
  readonly #pending: CType[] = [];
  /** Those that Rust code cannot get at: only a member that it does not mention leads there. */
  readonly #outOfSight: CType[] = [];
  /** Typedefs that were met in sight. */
  readonly #typedefsInSight = new IdSet<TypedefId>();
  /** Typedef names of records and enums without a tag; the ids of both count from 0. */
  readonly #recordTypedef = new Map<RecordId, string>();
  readonly #enumTypedef = new Map<EnumId, string>();
  readonly #used: UsedByC | null;
  readonly #wantsAll: boolean;
  /** Nothing is left out, but for records without a name that nothing else mentions. */
  readonly #keepsAll: boolean;
  /** Whether the rules are about names in Rust. */
  readonly #knowsRust: boolean;
  /** Records that are mentioned or passed by value: their members show. */
  readonly #whole = new Set<RecordId>();
  /** Records whose members do not show because nobody mentions them. */
  readonly #hidden = new Set<RecordId>();

  constructor(
    readonly program: Program,
    readonly rules: SelectionRules,
  ) {
    this.#used = rules.used === null ? null : usedByC(rules.used);
    const allowed = [rules.allow, ...Object.values(rules.allowByKind)];
    this.#wantsAll = allowed.every((patterns) => patterns.isEmpty) && this.#used === null;
    this.#keepsAll = this.#wantsAll && rules.block.isEmpty && rules.linkage === null;
    this.records = new IdSet(program.records.length);
    const keeping = <Id extends number>(): Keeping<Id> => (this.#keepsAll ? EVERYTHING : new IdSet<Id>());
    this.enums = keeping();
    this.typedefs = keeping();
    this.functions = keeping();
    this.variables = keeping();
    this.macros = keeping();
    this.#knowsRust = this.#used !== null || !rules.allowByKind.type.isEmpty;
    for (const typedef of program.typedefs) {
      const type = typedef.type.type;
      if (type.kind === "record") this.#recordTypedef.set(type.id, typedef.name);
      else if (type.kind === "enum") this.#enumTypedef.set(type.id, typedef.name);
    }
  }

  isBlocked(name: string): boolean {
    return this.rules.block.matches(name);
  }

  isAsked(name: string): boolean {
    return (
      this.#wantsAll ||
      this.#isMentioned(name, "types") ||
      this.#isMentioned(name, "values") ||
      ITEM_KINDS.some((kind) => this.#isAllowed(name, kind))
    );
  }

  #isAllowed(name: string, kind: ItemKind): boolean {
    return this.rules.allow.matches(name) || this.rules.allowByKind[kind].matches(name);
  }

  #isInAllowedFile(position: Position): boolean {
    const { file } = this.rules.allowByKind;
    return !file.isEmpty && file.matches(this.rules.fileOf(position) ?? "");
  }

  #isMentioned(name: string, space: keyof UsedByC): boolean {
    return this.#used?.[space].has(name) === true;
  }

  /** What the rules name themselves. */
  seed(macros: readonly MacroItem[]): void {
    if (this.#keepsAll) this.#seedAll(macros);
    else this.#seedAsked(macros);
  }

  /** Only records have still to be found: those with a name, and what all that there is needs. */
  #seedAll(macros: readonly MacroItem[]): void {
    const { program } = this;
    program.records.forEach((record) => {
      if (this.#hasName(record)) this.#followRecord(record.id, true);
    });
    program.typedefs.forEach((typedef) => {
      this.#followTarget(typedef, true);
    });
    program.functions.forEach(({ type }) => {
      this.#follow(type, true);
    });
    program.variables.forEach(({ type }) => {
      this.#push(type.type, this.#pending);
    });
    macros.forEach((macro) => {
      if (macro.kind !== "unsupported" && macro.kind !== "value-alias" && macro.kind !== "shim") {
        this.#push(macro.type.type, this.#pending);
      }
    });
  }

  #seedAsked(macros: readonly MacroItem[]): void {
    const { program } = this;
    for (const record of program.records) {
      if (this.#hasName(record) && this.#wanted(record, "type")) this.#keepWhole(typeOfRecord(record));
    }
    for (const declared of program.enums) {
      if (this.#wanted(declared, "type") || this.#asksEnumerator(declared) || this.#usesEnumerator(declared)) {
        this.#keep(typeOfEnum(declared));
      }
    }
    for (const typedef of program.typedefs) {
      if (this.#wanted(typedef, "type")) this.#keepWhole({ kind: "typedef", id: typedef.id });
    }
    for (const declared of program.functions) {
      if (this.#wanted(declared, "function") && this.#canLinkFunction(declared)) this.#keepFunction(declared);
    }
    for (const variable of program.variables) {
      if (!this.#wanted(variable, "variable") && !this.#usesConstant(variable)) continue;
      if (this.#canLinkVariable(variable)) this.#keepVariable(variable);
    }
    this.#findAliased(macros);
    for (const macro of macros) if (this.#wantsMacro(macro) || this.#usesPattern(macro)) this.#keepKnownMacro(macro);
  }

  /** One without is kept by what it is the type of; an expression (`sizeof(struct { … })`) keeps none. */
  #hasName({ tag, id }: RecordDecl): boolean {
    return tag !== null || this.#recordTypedef.has(id);
  }

  #findAliased(macros: readonly MacroItem[]): void {
    const aliases = macros.filter((macro) => macro.kind === "value-alias");
    if (aliases.length === 0) return;
    const targets = new IdSet<SpellingId>();
    for (const { spelling } of aliases) targets.add(spelling);
    for (const macro of macros) {
      if (targets.has(macro.definition.spelling)) this.#aliased.set(macro.definition.spelling, macro);
    }
  }

  /** Follows types to the types they need, until nothing new is found. */
  close(): void {
    for (;;) {
      const inSight = this.#pending.pop();
      const type = inSight ?? this.#outOfSight.pop();
      if (type === undefined) return;
      this.#follow(type, inSight !== undefined);
    }
  }

  /** Adds what the rule for shims asks for beyond the kept items; their types are then to be followed. */
  chooseShims(macros: readonly MacroItem[]): void {
    if (this.rules.shims.kind === "none") return;
    for (const declared of this.program.functions) {
      const { name, spelling, type } = declared;
      if (!needsShim(declared) || !this.#wantsShim(name, this.functions.has(spelling), [type])) continue;
      this.shims.add(spelling);
      this.#keepFunction(declared);
    }
    for (const macro of macros) {
      if (macro.kind !== "shim") continue;
      const { name, spelling } = macro.definition;
      const types = [macro.result.type, ...macro.parameters.map((parameter) => parameter.type.type)];
      if (!this.#wantsShim(name, this.macros.has(spelling), types)) continue;
      this.macroShims.add(spelling);
      this.macros.add(spelling);
      for (const type of types) this.#push(type, this.#pending);
    }
  }

  #wantsShim(name: string, kept: boolean, types: readonly CType[]): boolean {
    const rule = this.rules.shims;
    if (this.isBlocked(name)) return false;
    switch (rule.kind) {
      case "kept":
        return kept;
      case "all":
        return true;
      case "reachable":
        return kept || types.every((type) => this.#isKept(type));
      case "matching":
        return rule.pattern.test(name);
      case "none":
        return false;
      default:
        return assertNever(rule);
    }
  }

  /** Whether every type with a name in `type` is kept already. */
  #isKept(type: CType): boolean {
    switch (type.kind) {
      case "void":
      case "integer":
      case "floating":
      case "complex":
      case "va-list":
      case "bit-int":
      case "error":
        return true;
      case "pointer":
      case "block":
        return this.#isKept(type.to.type);
      case "array":
      case "atomic":
        return this.#isKept(type.of.type);
      case "vector":
        return this.#isKept(type.of);
      case "function":
        return (
          this.#isKept(type.result.type) && type.parameters.every((parameter) => this.#isKept(parameter.type.type))
        );
      case "record":
        return this.records.has(type.id);
      case "enum":
        return this.enums.has(type.id);
      case "typedef": {
        const target = this.program.typedefs[type.id]?.type.type;
        return this.typedefs.has(type.id) || (target !== undefined && isArithmetic(target));
      }
      default:
        return assertNever(type);
    }
  }

  #wantsMacro(macro: MacroItem): boolean {
    const { name, position } = macro.definition;
    return this.#wantsOneOf([name], kindOfMacro(macro), position);
  }

  #usesPattern({ kind, definition: { name } }: MacroItem): boolean {
    return kind === "constant" && this.#isMentioned(name, "patterns") && !this.isBlocked(name);
  }

  #keepKnownMacro(macro: MacroItem): void {
    const whole = macro.kind === "object" ? this.program.ordinary.get(macro.object) : undefined;
    if (whole?.kind === "variable" && !this.#canLinkVariable(whole)) return;
    this.macros.add(macro.definition.spelling);
    switch (macro.kind) {
      case "type-alias":
        this.#keepWhole(macro.type.type);
        return;
      case "constant":
      case "object":
      case "const-fn":
        this.#push(macro.type.type, this.#pending);
        return;
      case "value-alias":
        this.#keepOrdinary(macro.spelling, macro.target);
        this.#keepMacro(macro.spelling, macro.target);
        return;
      case "shim":
      case "unsupported":
        return;
      default:
        assertNever(macro);
    }
  }

  /** What an alias stands for is kept with it. */
  #keepMacro(spelling: SpellingId, name: string): void {
    const macro = this.#aliased.get(spelling);
    if (macro === undefined || this.macros.has(spelling) || this.isBlocked(name)) return;
    this.#keepKnownMacro(macro);
  }

  #keepOrdinary(spelling: SpellingId, name: string): void {
    const found = this.program.ordinary.at(spelling);
    if (found === undefined || this.isBlocked(name)) return;
    switch (found.kind) {
      case "typedef":
        this.#keep({ kind: "typedef", id: found.id });
        return;
      case "enumerator":
        this.#keep({ kind: "enum", id: found.enum });
        return;
      case "function":
        if (!this.functions.has(spelling) && this.#canLinkFunction(found)) this.#keepFunction(found);
        return;
      case "variable":
        if (!this.variables.has(spelling) && this.#canLinkVariable(found)) this.#keepVariable(found);
        return;
      default:
        assertNever(found);
    }
  }

  #keepFunction({ spelling, type }: FunctionDecl): void {
    this.functions.add(spelling);
    this.#pending.push(type);
  }

  #keepVariable({ spelling, type }: VariableDecl): void {
    this.variables.add(spelling);
    this.#push(type.type, this.#pending);
  }

  #wanted(declared: Declared, kind: ItemKind): boolean {
    return this.#wantsOneOf(this.#namesOf(declared), kind, declared.origin.position);
  }

  #namesOf(declared: Declared): readonly string[] {
    switch (declared.kind) {
      case "record":
        return this.#recordNames(declared);
      case "enum":
        return this.#enumNames(declared);
      case "typedef":
      case "function":
      case "variable":
        return [declared.name];
      default:
        return assertNever(declared);
    }
  }

  #wantsOneOf(names: readonly string[], kind: ItemKind, position: Position): boolean {
    if (names.some((name) => this.isBlocked(name))) return false;
    const space = kind === "type" ? "types" : "values";
    return (
      this.#wantsAll ||
      names.some((name) => this.#isMentioned(name, space) || this.#isAllowed(name, kind)) ||
      this.#isInAllowedFile(position)
    );
  }

  /** Asking for an enumerator asks for its enum; bindgen's rules for variables are about enums without a name only. */
  #asksEnumerator(declared: EnumDecl): boolean {
    const names = this.#enumNames(declared);
    if (names.some((name) => this.isBlocked(name))) return false;
    return (declared.enumerators ?? []).some(({ name }) => {
      if (this.isBlocked(name)) return false;
      return names.length === 0 ? this.#isAllowed(name, "variable") : this.rules.allow.matches(name);
    });
  }

  /** Mentioned by the name that an enumerator has in Rust, with that of its enum or without. */
  #usesEnumerator(declared: EnumDecl): boolean {
    if (this.#used === null || this.#enumNames(declared).some((name) => this.isBlocked(name))) return false;
    const parent = declared.parent === null ? null : this.#nestedName(declared.parent.record);
    const owners = [declared.tag, this.#enumTypedef.get(declared.id) ?? null, parent].filter((name) => name !== null);
    return (declared.enumerators ?? []).some(({ name }) =>
      ["", ...owners.map((owner) => `${owner}_`)].some((prefix) => {
        const full = prefix + name;
        return this.#isMentioned(full, "values") || this.#isMentioned(full, "patterns");
      }),
    );
  }

  /** A `static const` of the headers is a constant in Rust. */
  #usesConstant({ name, linkage }: VariableDecl): boolean {
    return linkage === "internal" && this.#isMentioned(name, "patterns") && !this.isBlocked(name);
  }

  #canLinkFunction(declared: FunctionDecl): boolean {
    return needsShim(declared) || declared.linkage === "internal" || this.#canLink(declared);
  }

  #canLinkVariable(declared: VariableDecl): boolean {
    return declared.linkage === "internal" || this.#canLink(declared);
  }

  #canLink(linked: Linked): boolean {
    if (this.rules.linkage === null || this.rules.linkage.canLink(linked)) return true;
    this.unlinkable.add(linked.name);
    return false;
  }

  #recordNames(record: RecordDecl): string[] {
    const names = record.tag === null ? [] : [record.tag, `${record.tagKind} ${record.tag}`];
    const typedef = this.#recordTypedef.get(record.id);
    if (record.tag === null && typedef !== undefined) names.push(typedef);
    if (this.#knowsRust && record.tag !== null && record.parent !== null) names.push(this.#nestedName(record.id));
    return names;
  }

  /** What a record is called in Rust: with the name of the record around it (docs/naming.md). */
  #nestedName(id: RecordId): string {
    const record = this.program.records[id];
    const own = record?.tag ?? this.#recordTypedef.get(id) ?? "";
    return record === undefined || record.parent === null ? own : `${this.#nestedName(record.parent.record)}_${own}`;
  }

  #enumNames(declared: EnumDecl): string[] {
    const names = declared.tag === null ? [] : [declared.tag, `enum ${declared.tag}`];
    const typedef = this.#enumTypedef.get(declared.id);
    if (declared.tag === null && typedef !== undefined) names.push(typedef);
    if (this.#knowsRust && declared.tag !== null && declared.parent !== null) {
      names.push(`${this.#nestedName(declared.parent.record)}_${declared.tag}`);
    }
    return names;
  }

  #keep(type: CType): void {
    this.#pending.push(type);
  }

  /** Notes a type whose needs are to be followed, if it has any that are not known. */
  #push(type: CType, into: CType[]): void {
    let needed = type;
    while (needed.kind === "pointer" || needed.kind === "array") {
      needed = needed.kind === "pointer" ? needed.to.type : needed.of.type;
    }
    if (needed.kind === "integer" || needed.kind === "void") return;
    // Out of sight or not makes no difference where nobody asks who uses what.
    if (this.#used === null && needed.kind === "record" && this.records.has(needed.id)) return;
    if (this.#used === null && needed.kind === "typedef" && this.typedefs.has(needed.id)) return;
    into.push(needed);
  }

  /** Keeps a type with the members of the record that it is, if it is one. */
  #keepWhole(type: CType, into = this.#pending): void {
    this.#push(type, into);
    if (this.#used === null) return;
    const id = this.#recordOf(type);
    if (id === null || this.#whole.has(id)) return;
    this.#whole.add(id);
    this.#showHidden(id);
  }

  #showHidden(id: RecordId): void {
    if (!this.#hidden.delete(id)) return;
    this.opaque.delete(id);
    this.#followMembers(id);
  }

  #recordOf(type: CType): RecordId | null {
    if (type.kind === "record") return type.id;
    const target = type.kind === "typedef" ? this.program.typedefs[type.id] : undefined;
    return target === undefined ? null : this.#recordOf(target.type.type);
  }

  #follow(type: CType, inSight: boolean): void {
    const next = inSight ? this.#pending : this.#outOfSight;
    switch (type.kind) {
      case "void":
      case "integer":
      case "floating":
      case "complex":
      case "va-list":
      case "bit-int":
      case "error":
        return;
      case "pointer":
      case "block":
        this.#push(type.to.type, next);
        return;
      case "array":
      case "atomic":
        this.#push(type.of.type, next);
        return;
      case "vector":
        this.#push(type.of, next);
        return;
      case "function":
        // How a record is passed depends on its members, in every psABI.
        this.#keepWhole(type.result.type, next);
        for (let index = 0; index < type.parameters.length; index++) {
          this.#keepWhole((type.parameters[index] as FunctionParameter).type.type, next);
        }
        return;
      case "record":
        this.#followRecord(type.id, inSight);
        return;
      case "enum":
        this.enums.add(type.id);
        return;
      case "typedef":
        this.#followTypedef(type.id, inSight);
        return;
      default:
        assertNever(type);
    }
  }

  #followRecord(id: RecordId, inSight: boolean): void {
    const record = this.program.records[id];
    if (record === undefined) return;
    if (this.records.has(id)) {
      if (inSight && this.#hidden.has(id) && this.#hasMentionedMember(record)) this.#showHidden(id);
      return;
    }
    this.records.add(id);
    if (this.#isOpaque(record)) {
      this.opaque.add(id);
      return;
    }
    if (!this.#showsMembers(record, inSight)) {
      this.#hidden.add(id);
      this.opaque.add(id);
      return;
    }
    this.#followMembers(id);
  }

  #isOpaque(record: RecordDecl): boolean {
    const { opaque, block } = this.rules;
    if (opaque.isEmpty && block.isEmpty) return false;
    return this.#recordNames(record).some((name) => opaque.matches(name) || block.matches(name));
  }

  #followMembers(id: RecordId): void {
    const { members } = this.program.records[id] as RecordDecl;
    if (members === null) return;
    for (let index = 0; index < members.length; index++) {
      const { name, type } = members[index] as Field;
      const inSight = this.#used === null || name === null || this.#isMentioned(name, "members");
      this.#push(type.type, inSight ? this.#pending : this.#outOfSight);
    }
  }

  #showsMembers(record: RecordDecl, inSight: boolean): boolean {
    // One without members has nothing to hide, one without a name belongs to the record around it.
    if (this.#used === null || this.#whole.has(record.id) || record.members === null) return true;
    return this.#recordNames(record).length === 0 || (inSight && this.#hasMentionedMember(record));
  }

  /** Members of anonymous members are members too (C11 6.7.2.1p13). */
  #hasMentionedMember(record: RecordDecl): boolean {
    return (record.members ?? []).some(({ name, type }) => {
      if (name !== null) return this.#isMentioned(name, "members");
      const id = this.#recordOf(type.type);
      const inner = id === null ? undefined : this.program.records[id];
      return inner !== undefined && this.#hasMentionedMember(inner);
    });
  }

  #followTypedef(id: TypedefId, inSight: boolean): void {
    const typedef = this.program.typedefs[id];
    if (typedef === undefined || (this.typedefs.has(id) && (!inSight || this.#typedefsInSight.has(id)))) return;
    this.typedefs.add(id);
    if (inSight) this.#typedefsInSight.add(id);
    this.#followTarget(typedef, inSight);
  }

  #followTarget({ name, type: target }: TypedefDecl, inSight: boolean): void {
    if (target.type.kind === "record" && (this.rules.opaque.matches(name) || this.isBlocked(name))) {
      this.records.add(target.type.id);
      this.opaque.add(target.type.id);
      return;
    }
    this.#push(target.type, inSight ? this.#pending : this.#outOfSight);
  }
}

/** The C names that Rust's names may stand for, by the rules of docs/naming.md read backwards. */
interface UsedByC {
  readonly types: ReadonlySet<string>;
  readonly values: ReadonlySet<string>;
  readonly patterns: ReadonlySet<string>;
  readonly members: ReadonlySet<string>;
}

function usedByC(used: UsedRule): UsedByC {
  const unescaped = (name: string): string[] => (name.endsWith("_") ? [name, name.slice(0, -1)] : [name]);
  const expand = (names: Names, others: (name: string) => readonly string[]): Set<string> => {
    const all = new Set<string>();
    for (const name of names.keys()) for (const other of [name, ...others(name)].flatMap(unescaped)) all.add(other);
    return all;
  };
  return {
    // Nameless records go with the one around them; a tag that is also another type's name has a prefix.
    types: expand(used.types, (name) => [
      name.replace(/(?:__bindgen_ty_\d+)+$/, ""),
      name.replace(/^(?:struct|union|enum)_/, ""),
    ]),
    values: expand(used.values, () => []),
    patterns: expand(used.patterns, () => []),
    // Accessors of bit-fields.
    members: expand(used.members, (name) => [name.replace(/^set_/, ""), name.replace(/^(?:set_)?(.*)_raw$/, "$1")]),
  };
}

type ItemKind = Exclude<NameKind, "file">;
const ITEM_KINDS: readonly ItemKind[] = ["type", "function", "variable"];

function kindOfMacro(macro: MacroItem): ItemKind {
  if (macro.kind === "type-alias") return "type";
  return macro.definition.isFunction ? "function" : "variable";
}

/** Whether a function has a definition but no symbol to link with (C11 6.2.2p3, 6.7.4p7). */
export function needsShim(declared: FunctionDecl): boolean {
  return declared.body !== null && (declared.linkage === "internal" || declared.inline);
}

function isArithmetic(type: CType): boolean {
  return type.kind === "integer" || type.kind === "floating";
}

function typeOfRecord(record: RecordDecl): CType {
  return { kind: "record", id: record.id };
}

function typeOfEnum(declared: EnumDecl): CType {
  return { kind: "enum", id: declared.id };
}
