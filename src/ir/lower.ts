/**
 * Lower: makes the binding IR and the report from what was selected.
 *
 * In: the resolved program, the classified macros, the selection. Out: `Bindings` and one report entry for
 * every macro, tag, typedef, enumerator, function and variable of the translation unit, kept or not.
 */
import type { KernelTarget } from "../kernel/types.js";
import type { MacroItem } from "../macros/types.js";
import { type Attribute, Qualifier } from "../parse/ast.js";
import { TokenKind, tokenKind, tokenSpelling } from "../preprocess/tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import { needsShim, type Selection } from "../select/index.js";
import type { ExportState, Linkage, Linked } from "../select/linkable.js";
import type { SemaContext } from "../sema/context.js";
import { passesObjectSize } from "../sema/declarations.js";
import type {
  ConstantValue,
  CType,
  Declared,
  EnumDecl,
  EnumeratorDecl,
  FunctionDecl,
  Program,
  RecordDecl,
  TypedefDecl,
  VariableDecl,
} from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { IdSet } from "../support/id-set.js";
import type { SpellingId } from "../support/interner.js";
import { NO_POSITION, type Position } from "../support/source.js";
import { availabilityOf, type Deployment, deploymentOf } from "./availability.js";
import type { Documentation } from "./docs.js";
import { lowerExpression, lowerMacroParameters } from "./lower-macros.js";
import { lowerEnum, lowerRecord } from "./lower-records.js";
import {
  lowerFunction,
  lowerQualType,
  lowerType,
  type TypeLowering,
  typeLowering,
  Unsupported,
} from "./lower-types.js";
import { Report } from "./report.js";
import { RustIdentifiers, rustIdentifier, ValueNames } from "./rust-names.js";
import { ShadowingMacros } from "./shadowing-macros.js";
import { functionOf, functionShim, macroShim } from "./shims.js";
import { nameTypes, type TypeNames, type TypeNaming } from "./type-names.js";
import {
  type Bindings,
  type BindingsTarget,
  type ConstantItem,
  type ConstFnItem,
  type FunctionItem,
  IR_FORMAT,
  type Item,
  type ReportEntry,
  type VariableItem,
} from "./types.js";

export interface LowerInput {
  readonly unit: PreprocessedUnit;
  readonly program: Program;
  readonly context: SemaContext;
  readonly macros: readonly MacroItem[];
  readonly selection: Selection;
  readonly target: KernelTarget;
  readonly docs: Documentation;
  /** Operands of `#include` for the proof. */
  readonly headers: readonly string[];
  /** null where nobody knows what the kernel exports. */
  readonly linkage: Linkage | null;
  /** What the C names of shims begin with. */
  readonly shimPrefix: string;
  /** What they end in. */
  readonly shimSuffix: string;
  readonly typeNames: TypeNaming;
  readonly arrayParameters: "element" | "array";
  /** `rust`: only Rust text is made of the result, which has no report and nothing that C alone needs. */
  readonly product: "crate" | "rust";
}

export interface LowerResult {
  readonly bindings: Bindings;
  /** Empty where the product is Rust text. */
  readonly report: readonly ReportEntry[];
}

/** See the head of the file. */
export function lower(input: LowerInput): LowerResult {
  const report = input.product === "rust" ? null : new Report(input.unit.sources);
  const shadowing = input.product === "rust" ? null : new ShadowingMacros(input.unit.macros.live);
  const lowerer = new Lowerer(input, report, shadowing);
  lowerer.nameValues();
  input.program.order.forEach((declared) => {
    lowerer.declaration(declared);
  });
  lowerer.macros();
  if (report !== null) {
    reportLeftovers(input.program, report);
    reportEmptyHeaders(input, report);
  }
  return {
    bindings: {
      format: IR_FORMAT,
      target: bindingsTarget(input),
      headers: input.headers,
      items: lowerer.items,
      shadowingMacros: shadowing?.names ?? [],
    },
    report: report?.entries ?? [],
  };
}

/** What never became a declaration. */
function reportLeftovers({ unparsed, overloads }: Program, report: Report): void {
  for (const { reason, position } of unparsed) {
    report.skipped("declaration", "", position, "syntax-error", reason);
  }
  for (const { name, position, by } of overloads) {
    const detail =
      by === "types"
        ? "one of several functions of this name, told apart by the types of arguments"
        : "an overload that is passed the sizes of objects: the name means the plain function";
    report.skipped("declaration", name, position, "name-conflict", detail);
  }
}

const NOT_GENERATED = "the kernel's build makes it of sources that are not there: it is empty";

/** Headers of the unit that are empty for want of what the kernel's build makes them of. */
function reportEmptyHeaders({ target, unit }: LowerInput, report: Report): void {
  const seen = new Set<string>();
  for (const { file, includedAt } of unit.sources.inclusions) {
    if (!target.emptyHeaders.has(file.path) || seen.has(file.path)) continue;
    seen.add(file.path);
    report.skipped("header", file.name, includedAt, "header-not-generated", NOT_GENERATED);
  }
}

/** The integers that an enumerator and a macro of one name stand for. */
interface Namesakes {
  readonly enumerator: bigint;
  /** null: the macro is no integer constant, or not kept. */
  macro: bigint | null;
}

class Lowerer {
  readonly items: Item[] = [];
  readonly #names: TypeNames;
  readonly #identifiers: RustIdentifiers;
  readonly #lowering: TypeLowering;
  /** Rust's value name space: functions, statics and constants. */
  readonly #values: ValueNames;
  /** Of enumerators without a prefix: one with the value of the macro is that constant. */
  readonly #namesakes = new Map<SpellingId, Namesakes>();
  readonly #variableReaders = new Map<MacroDefinition, boolean>();
  readonly #macroValues = new Map<ConstantValue, ConstantItem["value"]>();
  /** What is a value among the items. */
  readonly #bound: IdSet<SpellingId>;
  /** Names of kept prototypes that the user states: functions of these names make way. */
  readonly #stated = new IdSet<SpellingId>();
  readonly #deployment: Deployment;

  /**
   * @param report null: nobody reads it
   * @param shadowing null: nobody wants to know
   */
  constructor(
    readonly input: LowerInput,
    readonly report: Report | null,
    readonly shadowing: ShadowingMacros | null,
  ) {
    const { program, context, arrayParameters } = input;
    this.#names = nameTypes(program, input.selection, input.typeNames);
    this.#identifiers = new RustIdentifiers(input.unit.spellings);
    this.#bound = new IdSet(input.unit.spellings.count);
    this.#lowering = typeLowering(program, {
      context,
      names: this.#names,
      identifiers: this.#identifiers,
      arrayParameters,
    });
    this.#values = new ValueNames(input.unit.tokens.interner, this.#identifiers);
    this.#deployment = deploymentOf(input.target.predefined.text);
  }

  /** Functions and variables have the first claim on a name, then enumerators, then macros. */
  nameValues(): void {
    const { program, selection, unit } = this.input;
    for (const { id, enumerators } of program.enums) {
      if (!selection.enums.has(id) || !this.#names.isBare(id)) continue;
      for (const { spelling, value } of enumerators ?? []) {
        if (unit.macros.live.at(spelling) !== undefined) {
          this.#namesakes.set(spelling, { enumerator: value, macro: null });
        }
      }
    }
    this.input.macros.forEach((macro) => {
      this.#noteMacro(macro);
    });
    program.functions.forEach(({ name, spelling }) => {
      if (selection.functions.has(spelling) && !this.#stated.has(spelling)) this.#values.claim(name, spelling);
    });
    program.variables.forEach(({ name, spelling }) => {
      if (selection.variables.has(spelling)) this.#values.claim(name, spelling);
    });
  }

  #noteMacro(macro: MacroItem): void {
    const { selection } = this.input;
    if (macro.kind === "constant" && macro.value.kind === "integer") {
      if (this.#namesakes.size === 0) return;
      const { spelling } = macro.definition;
      const namesakes = this.#namesakes.get(spelling);
      if (namesakes !== undefined && selection.macros.has(spelling)) namesakes.macro = macro.value.value;
    } else if (macro.kind === "shim" && macro.body !== null) {
      const { spelling } = macro.definition;
      if (selection.macroShims.has(spelling)) this.#stated.add(spelling);
    }
  }

  declaration(declared: Declared): void {
    try {
      switch (declared.kind) {
        case "record":
          return this.#record(declared);
        case "enum":
          return this.#enum(declared);
        case "typedef":
          return this.#typedef(declared);
        case "function":
          return this.#function(declared);
        case "variable":
          return this.#variable(declared);
        default:
          return assertNever(declared);
      }
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      if (declared.kind === "record" || declared.kind === "enum") throw error;
      this.report?.skipped(declared.kind, declared.name, declared.origin.position, error.reason, error.detail);
    }
  }

  macros(): void {
    const aliases: ValueAlias[] = [];
    this.input.macros.forEach((macro) => {
      if (macro.kind === "value-alias") aliases.push(macro);
      else this.#macro(macro);
    });
    // What they stand for may be defined behind them.
    for (const alias of aliases) if (this.#isSelected(alias)) this.#valueAlias(alias);
  }

  /** Adds something that Rust code can take the value of. */
  #bind(kind: "function" | "variable" | "macro", spelling: SpellingId, item: ValueItem): void {
    this.items.push(item);
    this.#bound.add(spelling);
    if (item.kind === "function" || item.kind === "variable") this.shadowing?.note(spelling);
    this.report?.emitted(kind, item.c, item.position);
  }

  #record(record: RecordDecl): void {
    const { selection } = this.input;
    const name = record.tag ?? "";
    const { position } = record.origin;
    if (!selection.records.has(record.id)) {
      if (record.tag !== null) this.#notSelected(record.tagKind, name, position);
      return;
    }
    const opaque = selection.opaque.has(record.id);
    const item = lowerRecord(record, opaque, this.input.docs, this.#lowering);
    this.items.push(item);
    this.shadowing?.noteWords(item.c);
    if (item.kind === "record" && !opaque) this.#noteMembers(record);
    if (record.tag === null) return;
    if (record.unsupported !== null) {
      this.report?.skipped(record.tagKind, name, position, "unsupported-layout", record.unsupported);
    } else if (opaque && selection.isBlocked(name)) {
      this.report?.skipped(record.tagKind, name, position, "blocked", "needed by a kept item: only size and alignment");
    } else {
      this.report?.emitted(record.tagKind, name, position);
    }
  }

  #noteMembers({ members }: RecordDecl): void {
    if (this.shadowing === null) return;
    for (const { spelling } of members ?? []) if (spelling !== null) this.shadowing.note(spelling);
  }

  #enum(declared: EnumDecl): void {
    const { position } = declared.origin;
    if (!this.input.selection.enums.has(declared.id)) {
      if (declared.tag !== null) this.#notSelected("enum", declared.tag, position);
      for (const enumerator of declared.enumerators ?? []) {
        this.#notSelected("enumerator", enumerator.name, enumerator.position);
      }
      return;
    }
    if (declared.tag !== null) this.report?.emitted("enum", declared.tag, position);
    const prefix = this.#enumeratorPrefix(declared);
    const item = lowerEnum(declared, this.input.docs, this.#lowering, (enumerator) =>
      this.#enumerator(prefix, enumerator),
    );
    this.items.push(item);
    this.shadowing?.noteWords(item.c);
  }

  /** The Rust name of an enumerator; null where it has none. */
  #enumerator(prefix: string, enumerator: EnumeratorDecl): string | null {
    const { name, spelling, position } = enumerator;
    const rust = this.#enumeratorName(prefix, enumerator);
    if (rust === null) {
      this.report?.skipped("enumerator", name, position, "name-conflict", "a macro of the same name has another value");
    } else {
      this.shadowing?.note(spelling);
      this.report?.emitted("enumerator", name, position);
    }
    return rust;
  }

  /** bindgen's: the enum's name, that of the enclosing record for an enum without one, or nothing. */
  #enumeratorPrefix(declared: EnumDecl): string {
    if (this.#names.isBare(declared.id)) return "";
    if (declared.tag === null && declared.parent !== null) return `${this.#names.record(declared.parent.record).rust}_`;
    return `${this.#names.enumeration(declared.id).rust}_`;
  }

  #enumeratorName(prefix: string, { name, spelling, value }: EnumeratorDecl): string | null {
    if (prefix !== "") return this.#values.uniqueText(prefix + this.#identifiers.of(name, spelling));
    const macro = this.#namesakes.get(spelling)?.macro ?? null;
    return macro !== null && macro !== value ? null : this.#values.unique(name, spelling);
  }

  #typedef(typedef: TypedefDecl): void {
    const { position, macro } = typedef.origin;
    const { selection, docs, context } = this.input;
    if (!selection.typedefs.has(typedef.id) || selection.isBlocked(typedef.name)) {
      return this.#notSelected("typedef", typedef.name, position);
    }
    const name = this.#names.typedef(typedef.id);
    if (name === null) {
      const unsupported = this.#unsupportedRecord(typedef);
      if (unsupported !== null) {
        return this.report?.skipped("typedef", typedef.name, position, "unsupported-layout", unsupported);
      }
      return this.report?.derived("typedef", typedef.name, position, "the type itself has this name");
    }
    const type: CType = { kind: "typedef", id: typedef.id };
    this.items.push({
      kind: "typedef",
      id: `typedef ${name.rust}`,
      name: name.rust,
      c: typedef.name,
      docs: docs.typedef(typedef),
      position,
      macro,
      type: lowerQualType(typedef.type, this.#lowering),
      size: context.sizeOf(type),
      align: context.alignOf(type),
    });
    this.shadowing?.noteName(typedef.name);
    this.report?.emitted("typedef", typedef.name, position);
  }

  /** Why the record without a tag that a typedef names has no layout; null when it has one. */
  #unsupportedRecord({ type: { type } }: TypedefDecl): string | null {
    if (type.kind !== "record") return null;
    const record = this.input.context.record(type.id);
    return record.tag === null ? record.unsupported : null;
  }

  #function(declared: FunctionDecl): void {
    const { name: c, linkage, noreturn } = declared;
    const { position, macro } = declared.origin;
    const { selection, docs } = this.input;
    if (!selection.functions.has(declared.spelling)) return this.#notSelected("function", c, position);
    if (this.#stated.has(declared.spelling)) {
      return this.report?.derived("function", c, position, "a stated prototype has its name");
    }
    if (declared.unsupported !== null) {
      return this.report?.skipped("function", c, position, "unsupported-type", declared.unsupported);
    }
    const { unavailable, deprecated } = availabilityOf(declared.attributes, this.#deployment);
    if (unavailable !== null) return this.report?.skipped("function", c, position, "unavailable", unavailable);
    const withoutSymbol = needsShim(declared);
    if (!withoutSymbol && linkage === "internal") {
      return this.report?.skipped("function", c, position, "internal-linkage", "has no symbol to link with");
    }
    const isShimmed = withoutSymbol && selection.shims.has(declared.spelling);
    if (withoutSymbol && !isShimmed && !hasSymbolElsewhere(declared)) {
      const detail = "has no symbol to link with, and --shims leaves it out";
      return this.report?.skipped("function", c, position, "static-inline-needs-shim", detail);
    }
    const name = this.#identifiers.of(c, declared.spelling);
    this.#bind("function", declared.spelling, {
      kind: "function",
      name,
      c,
      docs: docs.function(declared),
      position,
      macro,
      type: lowerFunction(declared.type, this.#lowering),
      linkName: isShimmed ? this.#shimName(c) : this.#linkName(name, declared),
      noreturn,
      // GCC manual, Common Function Attributes: warn_unused_result.
      mustUse: hasAttribute(declared.attributes, "warn_unused_result"),
      deprecated,
      shim: isShimmed ? functionShim(declared, this.input.unit.macros.live, this.input.context) : null,
      exported: isShimmed ? null : this.#exportState(declared),
    });
  }

  /** bindgen's shims of functions end in something; those of macros are never bindgen's. */
  #shimName(name: string): string {
    return this.input.shimPrefix + name + this.input.shimSuffix;
  }

  /** The symbol, where rustc makes another one of Rust's name. An asm label is the whole of it (GCC manual, Asm Labels). */
  #linkName(rustName: string, { name, asmLabel }: FunctionDecl | VariableDecl): string | null {
    const prefix = this.input.target.abi.symbolPrefix;
    const symbol = asmLabel ?? prefix + name;
    return symbol === prefix + rustName ? null : symbol;
  }

  #variable(declared: VariableDecl): void {
    const { name: c } = declared;
    const { position, macro } = declared.origin;
    const { selection, docs } = this.input;
    if (!selection.variables.has(declared.spelling)) return this.#notSelected("variable", c, position);
    if (declared.unsupported !== null) {
      return this.report?.skipped("variable", c, position, "unsupported-type", declared.unsupported);
    }
    const { unavailable } = availabilityOf(declared.attributes, this.#deployment);
    if (unavailable !== null) return this.report?.skipped("variable", c, position, "unavailable", unavailable);
    if (declared.linkage === "internal") return this.#internalVariable(declared);
    const name = this.#identifiers.of(c, declared.spelling);
    this.#bind("variable", declared.spelling, {
      kind: "variable",
      name,
      c,
      docs: docs.variable(declared),
      position,
      macro,
      type: lowerQualType(declared.type, this.#lowering),
      linkName: this.#linkName(name, declared),
      threadLocal: declared.threadLocal,
      exported: this.#exportState(declared),
      inside: null,
    });
  }

  /** A `static const` scalar with a known value is a constant; other internal variables have no symbol. */
  #internalVariable(declared: VariableDecl): void {
    const { name, value, type } = declared;
    const { position, macro } = declared.origin;
    if (value === null || (type.qualifiers & Qualifier.Const) === 0) {
      return this.report?.skipped("variable", name, position, "internal-linkage", "has no symbol to link with");
    }
    this.#bind("variable", declared.spelling, {
      kind: "constant",
      name: rustIdentifier(name),
      c: name,
      docs: this.input.docs.constant(declared),
      position,
      macro,
      source: "variable",
      readsVariable: false,
      value: this.#value(value, type.type),
    });
  }

  #macro(macro: Exclude<MacroItem, ValueAlias>): void {
    if (macro.kind === "unsupported") return this.#unsupportedMacro(macro);
    if (!this.#isSelected(macro)) return;
    try {
      switch (macro.kind) {
        case "constant":
          return this.#constant(macro);
        case "object":
          return this.#object(macro);
        case "type-alias":
          return this.#typeAlias(macro);
        case "const-fn":
          return this.#constFn(macro);
        case "shim":
          return this.#macroShim(macro);
        default:
          return assertNever(macro);
      }
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      const { name, position } = macro.definition;
      this.report?.skipped("macro", name, position, error.reason, error.detail);
    }
  }

  #unsupportedMacro(macro: Extract<MacroItem, { kind: "unsupported" }>): void {
    if (this.report === null) return;
    const { name, position } = macro.definition;
    const isOfNobody = macro.reason === "predefined-macro" || macro.reason === "builtin";
    if (isOfNobody || this.#isSelected(macro)) this.report.skipped("macro", name, position, macro.reason, macro.detail);
  }

  /** Reports a macro that is not. */
  #isSelected(macro: MacroItem): boolean {
    const { selection } = this.input;
    if (selection.macros.has(macro.definition.spelling)) return true;
    if (this.report === null) return false;
    const { name, position } = macro.definition;
    const unlinkable = macro.kind === "object" && selection.unlinkable.has(macro.object);
    if (unlinkable && !selection.isBlocked(name)) this.report.skipped("macro", name, position, "not-exported");
    else this.#notSelected("macro", name, position);
    return false;
  }

  /** Does its expansion name a variable? Each macro is looked at once. */
  #readsVariable(definition: MacroDefinition): boolean {
    const { definitions, bodyStart, bodyEnd } = definition;
    let index = bodyStart;
    while (index < bodyEnd && tokenKind(definitions, index) !== TokenKind.Identifier) index++;
    if (index === bodyEnd) return false;
    const known = this.#variableReaders.get(definition);
    if (known !== undefined) return known;
    // A macro that leads back to itself adds nothing (C11 6.10.3.4p2).
    this.#variableReaders.set(definition, false);
    for (; index < bodyEnd; index++) {
      if (tokenKind(definitions, index) !== TokenKind.Identifier) continue;
      const spelling = tokenSpelling(definitions, index);
      const mentioned = this.input.unit.macros.live.at(spelling);
      const isVariable = this.input.program.ordinary.at(spelling)?.kind === "variable";
      if (mentioned === undefined ? isVariable : this.#readsVariable(mentioned)) {
        this.#variableReaders.set(definition, true);
        return true;
      }
    }
    return false;
  }

  #macroDocs(name: string, position: Position): readonly string[] {
    return position === NO_POSITION ? [] : this.input.docs.macro(name, position);
  }

  #constant(macro: Extract<MacroItem, { kind: "constant" }>): void {
    const { name: c, spelling, position } = macro.definition;
    const namesakes = this.#namesakes.get(spelling);
    if (namesakes !== undefined && namesakes.macro === namesakes.enumerator) {
      return this.report?.derived("macro", c, position, "the enumerator of the same name has this value");
    }
    const name = this.#claimValue(c, spelling, position);
    if (name === null) return;
    this.#bind("macro", spelling, {
      kind: "constant",
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      source: "macro",
      // It is about a proof in C.
      readsVariable: this.input.product === "crate" && this.#readsVariable(macro.definition),
      value: this.#macroValue(macro),
    });
  }

  /** Macros that lead to the same tokens share what they stand for (`classifyMacros`): most stand for one of a few numbers. */
  #macroValue({ value, type }: Extract<MacroItem, { kind: "constant" }>): ConstantItem["value"] {
    let made = this.#macroValues.get(value);
    if (made === undefined) {
      made = this.#value(value, type.type);
      this.#macroValues.set(value, made);
    }
    return made;
  }

  #value(value: ConstantValue, type: CType): ConstantItem["value"] {
    switch (value.kind) {
      case "integer":
        return { kind: "integer", value: value.value.toString(), type: lowerType(type, this.#lowering) };
      case "floating":
        return { kind: "floating", value: floatingText(value.value), type: lowerType(type, this.#lowering) };
      case "pointer":
        return { kind: "pointer", value: value.value.toString(), type: lowerType(type, this.#lowering) };
      case "object":
        return { kind: "object", bytes: byteValues(value.bytes), type: lowerType(type, this.#lowering) };
      case "string":
        if (value.prefix !== "" && value.prefix !== "u8") {
          throw new Unsupported("unsupported-type", `a string literal with the prefix ${value.prefix}`);
        }
        return { kind: "string", bytes: byteValues(value.bytes, value.bytes.length - 1) };
      default:
        return assertNever(value);
    }
  }

  #valueAlias(macro: ValueAlias): void {
    const { name: c, spelling, position } = macro.definition;
    if (macro.target === c) return this.report?.derived("macro", c, position, "expands to its own name");
    const target = this.input.unit.tokens.interner.find(macro.target);
    if (target === undefined || !this.#bound.has(target)) {
      return this.report?.skipped("macro", c, position, "target-not-bound", `${macro.target} is not bound`);
    }
    const name = this.#values.claim(c, spelling);
    if (name === null) {
      return this.report?.skipped("macro", c, position, "name-conflict", `${macro.target} has the other name too`);
    }
    this.items.push({
      kind: "alias",
      id: `macro ${c}`,
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      aliasOf: { kind: "value", name: rustIdentifier(macro.target) },
    });
    this.report?.emitted("macro", c, position);
  }

  #object({ definition, type, object, offset }: Extract<MacroItem, { kind: "object" }>): void {
    const { name: c, spelling, position } = definition;
    const declared = this.input.program.ordinary.get(object);
    if (declared?.kind !== "variable") throw new Error(`${c} lies in no variable`);
    const name = this.#claimValue(c, spelling, position);
    if (name === null) return;
    this.#bind("macro", spelling, {
      kind: "variable",
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      type: lowerQualType(type, this.#lowering),
      linkName: this.#linkName(name, declared),
      threadLocal: false,
      exported: this.#exportState(declared),
      inside: { object, offset },
    });
  }

  /** Takes the Rust name of a value for a macro and gives it; null where it is taken already, as the report then says. */
  #claimValue(c: string, spelling: SpellingId, position: Position): string | null {
    const name = this.#values.claim(c, spelling);
    if (name === null)
      this.report?.skipped("macro", c, position, "name-conflict", "a function or variable has this name");
    return name;
  }

  #typeAlias(macro: Extract<MacroItem, { kind: "type-alias" }>): void {
    const { name: c, position } = macro.definition;
    const name = rustIdentifier(c);
    if (!this.#names.space.claim(name)) {
      return this.report?.derived("macro", c, position, "a type of this name exists");
    }
    this.items.push({
      kind: "alias",
      id: `macro ${c}`,
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      aliasOf: { kind: "type", type: lowerQualType(macro.type, this.#lowering) },
    });
    this.report?.emitted("macro", c, position);
  }

  #constFn(macro: Extract<MacroItem, { kind: "const-fn" }>): void {
    const { name: c, spelling, position } = macro.definition;
    const name = this.#claimValue(c, spelling, position);
    if (name === null) return;
    this.#bind("macro", spelling, {
      kind: "const-fn",
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      parameters: lowerMacroParameters(macro.parameters, macro.body),
      result: lowerType(macro.type.type, this.#lowering),
      body: lowerExpression(macro.body, this.input.context.abi),
    });
  }

  #macroShim(macro: Extract<MacroItem, { kind: "shim" }>): void {
    const { name: c, spelling, position } = macro.definition;
    if (!this.input.selection.macroShims.has(spelling)) {
      return this.report?.skipped("macro", c, position, "macro-needs-shim", "--shims leaves it out");
    }
    const name = this.#claimValue(c, spelling, position);
    if (name === null) return;
    this.#bind("macro", spelling, {
      kind: "function",
      name,
      c,
      docs: this.#macroDocs(c, position),
      position,
      macro: null,
      type: lowerFunction(functionOf(macro), this.#lowering),
      linkName: this.input.shimPrefix + c,
      noreturn: macro.noreturn,
      mustUse: false,
      deprecated: null,
      shim: macroShim(macro, this.input.unit.macros.live),
      exported: null,
    });
  }

  #exportState(linked: Linked): ExportState | null {
    return this.input.linkage?.stateOf(linked) ?? null;
  }

  #notSelected(kind: ReportEntry["kind"], name: string, position: Position): void {
    if (this.report === null) return;
    const { selection } = this.input;
    const unlinkable = (kind === "function" || kind === "variable") && selection.unlinkable.has(name);
    const reason = selection.isBlocked(name) ? "blocked" : unlinkable ? "not-exported" : "not-selected";
    this.report.skipped(kind, name, position, reason);
  }
}

type ValueAlias = Extract<MacroItem, { kind: "value-alias" }>;

type ValueItem = FunctionItem | VariableItem | ConstantItem | ConstFnItem;

function byteValues(text: string, end = text.length): number[] {
  const bytes = new Array<number>(end);
  for (let at = 0; at < end; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}

function hasAttribute(attributes: readonly Attribute[], name: string): boolean {
  return attributes.length > 0 && attributes.some((attribute) => attribute.name === name);
}

/** Shortest decimal that reads back to the same double, never in a form that Rust would take for an integer. */
function floatingText(value: number): string {
  // JavaScript drops the sign of zero.
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function bindingsTarget(input: LowerInput): BindingsTarget {
  const { target } = input;
  const { abi } = target;
  return {
    family: target.family,
    arch: target.arch,
    platform: abi.platform,
    release: target.release,
    compiler: target.compiler === null ? null : { kind: target.compiler.kind, version: target.compiler.version },
    endian: abi.endian,
    pointerSize: abi.pointer.size,
    charSigned: abi.charSigned,
    integers: abi.integers,
    vaList: { kind: "va-list" },
  };
}

/**
 * An inline definition with external linkage stands beside an external one in another unit (C11 6.7.4p7; GCC manual,
 * Inline); what clang passes the sizes of objects has another symbol than its name.
 */
function hasSymbolElsewhere({ linkage, type }: FunctionDecl): boolean {
  return linkage === "external" && !passesObjectSize(type);
}
