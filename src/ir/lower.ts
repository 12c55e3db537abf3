/**
 * Lower: makes the binding IR and the report from what was selected.
 *
 * In: the resolved program, the classified macros, the selection. Out: `Bindings` and one report entry for
 * every macro, tag, typedef, enumerator, function and variable of the translation unit, kept or not.
 */
import type { KernelTarget } from "../kernel/types.js";
import type { MacroItem } from "../macros/types.js";
import { type Attribute, Qualifier } from "../parse/ast.js";
import { TokenKind, tokenKind, tokenText } from "../preprocess/tokens.js";
import type { AnnotationUse, MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import { needsShim, type Selection } from "../select/index.js";
import type { ExportState, Linkage, Linked } from "../select/linkable.js";
import type { SemaContext } from "../sema/context.js";
import { passesObjectSize } from "../sema/declarations.js";
import type {
  ConstantValue,
  DeclRef,
  EnumDecl,
  EnumId,
  FunctionDecl,
  Origin,
  Program,
  QualType,
  RecordDecl,
  RecordId,
  TypedefDecl,
  VariableDecl,
} from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import { NO_POSITION, type Position } from "../support/source.js";
import { availabilityOf, type Deployment, deploymentOf } from "./availability.js";
import { type Documentation, signatureAnnotations } from "./docs.js";
import { lowerExpression, lowerMacroParameters } from "./lower-macros.js";
import { lowerEnum, lowerRecord } from "./lower-records.js";
import { lowerFunction, lowerQualType, lowerType, type TypeLowering, Unsupported } from "./lower-types.js";
import { Report } from "./report.js";
import { NameSpace, rustIdentifier } from "./rust-names.js";
import { functionOf, functionShim, macroShim } from "./shims.js";
import { nameTypes, type TypeNames, type TypeNaming } from "./type-names.js";
import {
  type Bindings,
  type BindingsTarget,
  type ConstantItem,
  IR_FORMAT,
  type Item,
  type ItemBase,
  type ReportEntry,
  type Shim,
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
}

export interface LowerResult {
  readonly bindings: Bindings;
  readonly report: readonly ReportEntry[];
}

/** See the head of the file. */
export function lower(input: LowerInput): LowerResult {
  const lowerer = new Lowerer(input);
  lowerer.nameValues();
  for (const ref of input.program.order) lowerer.declaration(ref);
  lowerer.macros();
  lowerer.leftovers();
  lowerer.reportEmptyHeaders();
  return {
    bindings: {
      format: IR_FORMAT,
      target: bindingsTarget(input),
      headers: input.headers,
      items: lowerer.items,
      shadowingMacros: shadowingMacros(input.unit, lowerer.items),
    },
    report: lowerer.report.entries,
  };
}

const NOT_GENERATED = "the kernel's build makes it of sources that are not there: it is empty";

class Lowerer {
  readonly items: Item[] = [];
  readonly report: Report;
  readonly #names: TypeNames;
  readonly #lowering: TypeLowering;
  /** Rust's value name space: functions, statics and constants. */
  readonly #values = new NameSpace();
  /** Constant macros by name: an enumerator of the same name and value is that constant. */
  readonly #macroConstants = new Map<string, bigint>();
  readonly #bareEnumerators = new Map<string, bigint>();
  /** Rust names of the values among the items so far: what an alias can stand for. */
  readonly #boundValues = new Set<string>();
  readonly #variableReaders = new Map<MacroDefinition, boolean>();
  /** Names of kept prototypes that the user states: functions of these names make way. */
  readonly #stated: ReadonlySet<string>;
  readonly #deployment: Deployment;

  constructor(readonly input: LowerInput) {
    this.#names = nameTypes(input.program, input.selection, input.typeNames);
    this.#lowering = {
      context: input.context,
      names: this.#names,
      arrayParameters: input.arrayParameters,
      made: { records: new Map(), enums: new Map(), typedefs: new Map() },
      declared: declaredTags(input.program),
    };
    this.report = new Report(input.unit.sources);
    this.#deployment = deploymentOf(input.target.predefined.text);
    this.#stated = new Set(
      input.macros.flatMap((macro) => {
        const { name } = macro.definition;
        return macro.kind === "shim" && macro.body !== null && input.selection.macroShims.has(name) ? [name] : [];
      }),
    );
  }

  /** Headers of the unit that are empty for want of what the kernel's build makes them of. */
  reportEmptyHeaders(): void {
    const { target, unit } = this.input;
    const seen = new Set<string>();
    for (const { file, includedAt } of unit.sources.inclusions) {
      if (!target.emptyHeaders.has(file.path) || seen.has(file.path)) continue;
      seen.add(file.path);
      this.report.skipped("header", file.name, includedAt, "header-not-generated", NOT_GENERATED);
    }
  }

  /** Functions and variables have the first claim on a name, then macros, then enumerators. */
  nameValues(): void {
    const { program, selection } = this.input;
    for (const name of selection.functions) if (!this.#stated.has(name)) this.#values.claim(rustIdentifier(name));
    for (const name of selection.variables) this.#values.claim(rustIdentifier(name));
    for (const id of selection.enums) {
      if (!this.#names.isBare(id)) continue;
      for (const enumerator of program.enums[id]?.enumerators ?? []) {
        this.#bareEnumerators.set(enumerator.name, enumerator.value);
      }
    }
    for (const macro of this.input.macros) {
      if (macro.kind !== "constant" || macro.value.kind !== "integer") continue;
      if (selection.macros.has(macro.definition.name)) {
        this.#macroConstants.set(macro.definition.name, macro.value.value);
      }
    }
  }

  declaration(ref: DeclRef): void {
    const { program } = this.input;
    switch (ref.kind) {
      case "record":
        this.#record(at(program.records, ref.id));
        return;
      case "enum":
        this.#enum(at(program.enums, ref.id));
        return;
      case "typedef":
        this.#typedef(at(program.typedefs, ref.id));
        return;
      case "function": {
        const declared = program.functions.get(ref.name);
        if (declared !== undefined) this.#function(declared);
        return;
      }
      case "variable": {
        const declared = program.variables.get(ref.name);
        if (declared !== undefined) this.#variable(declared);
        return;
      }
      default:
        assertNever(ref);
    }
  }

  macros(): void {
    for (const macro of this.input.macros) if (macro.kind !== "value-alias") this.#macro(macro);
    // What they stand for may be defined behind them.
    for (const macro of this.input.macros) if (macro.kind === "value-alias") this.#macro(macro);
  }

  /** What never became a declaration. */
  leftovers(): void {
    for (const { reason, position } of this.input.program.unparsed) {
      this.report.skipped("declaration", "", position, "syntax-error", reason);
    }
    for (const { name, position, by } of this.input.program.overloads) {
      const detail =
        by === "types"
          ? "one of several functions of this name, told apart by the types of arguments"
          : "an overload that is passed the sizes of objects: the name means the plain function";
      this.report.skipped("declaration", name, position, "name-conflict", detail);
    }
  }

  // Items are written out in full below: a spread for each of the many costs several times as much.
  #where(position: Position): string {
    return this.input.unit.sources.describe(position);
  }

  /** What records and enums, lowered elsewhere, have in common with other items. */
  #base(name: string, origin: Origin): Omit<ItemBase, "id" | "name"> {
    return {
      docs: this.input.docs.declaration(name, origin.position),
      location: this.#where(origin.position),
      macro: origin.macro,
    };
  }

  #record(record: RecordDecl): void {
    const { selection } = this.input;
    const name = record.tag ?? "";
    if (!selection.records.has(record.id)) {
      if (record.tag !== null) this.#notSelected(record.tagKind, name, record.origin.position);
      return;
    }
    const opaque = selection.opaque.has(record.id);
    this.items.push(lowerRecord(record, opaque, this.#base(name, record.origin), this.input.docs, this.#lowering));
    if (record.tag === null) return;
    const position = record.origin.position;
    if (record.unsupported !== null) {
      this.report.skipped(record.tagKind, name, position, "unsupported-layout", record.unsupported);
    } else if (opaque && selection.isBlocked(name)) {
      this.report.skipped(record.tagKind, name, position, "blocked", "needed by a kept item: only size and alignment");
    } else {
      this.report.emitted(record.tagKind, name, position);
    }
  }

  #enum(declared: EnumDecl): void {
    const position = declared.origin.position;
    if (!this.input.selection.enums.has(declared.id)) {
      if (declared.tag !== null) this.#notSelected("enum", declared.tag, position);
      for (const enumerator of declared.enumerators ?? []) {
        this.#notSelected("enumerator", enumerator.name, enumerator.position);
      }
      return;
    }
    const prefix = this.#enumeratorPrefix(declared);
    const item = lowerEnum(
      declared,
      this.#base(declared.tag ?? "", declared.origin),
      this.input.docs,
      this.#lowering,
      (name, value) => this.#enumeratorName(prefix, name, value),
    );
    this.items.push(item);
    if (declared.tag !== null) this.report.emitted("enum", declared.tag, position);
    const kept = new Set(item.enumerators.map((enumerator) => enumerator.c));
    for (const enumerator of declared.enumerators ?? []) {
      if (kept.has(enumerator.name)) this.report.emitted("enumerator", enumerator.name, enumerator.position);
      else {
        const detail = "a macro of the same name has another value";
        this.report.skipped("enumerator", enumerator.name, enumerator.position, "name-conflict", detail);
      }
    }
  }

  /** bindgen's: the enum's name, that of the enclosing record for an enum without one, or nothing. */
  #enumeratorPrefix(declared: EnumDecl): string {
    if (this.#names.isBare(declared.id)) return "";
    if (declared.tag === null && declared.parent !== null) return `${this.#names.record(declared.parent.record).rust}_`;
    return `${this.#names.enumeration(declared.id).rust}_`;
  }

  #enumeratorName(prefix: string, name: string, value: bigint): string | null {
    if (prefix !== "") return this.#values.unique(prefix + rustIdentifier(name));
    const macro = this.#macroConstants.get(name);
    if (macro !== undefined && macro !== value) return null;
    return this.#values.unique(rustIdentifier(name));
  }

  #typedef(typedef: TypedefDecl): void {
    const position = typedef.origin.position;
    const { selection } = this.input;
    if (!selection.typedefs.has(typedef.id) || selection.isBlocked(typedef.name)) {
      this.#notSelected("typedef", typedef.name, position);
      return;
    }
    const name = this.#names.typedef(typedef.id);
    if (name === null) {
      const unsupported = this.#unsupportedRecord(typedef);
      if (unsupported !== null) {
        return this.report.skipped("typedef", typedef.name, position, "unsupported-layout", unsupported);
      }
      this.report.derived("typedef", typedef.name, position, "the type itself has this name");
      return;
    }
    this.#guarded("typedef", typedef.name, position, () => ({
      docs: this.input.docs.declaration(typedef.name, typedef.origin.position),
      location: this.#where(typedef.origin.position),
      macro: typedef.origin.macro,
      kind: "typedef",
      id: `typedef ${name.rust}`,
      name: name.rust,
      c: typedef.name,
      type: lowerQualType(typedef.type, this.#lowering),
      size: this.input.context.sizeOf({ kind: "typedef", id: typedef.id }),
      align: this.input.context.alignOf({ kind: "typedef", id: typedef.id }),
    }));
  }

  /** Why the record without a tag that a typedef names has no layout; null when it has one. */
  #unsupportedRecord({ type: { type } }: TypedefDecl): string | null {
    if (type.kind !== "record") return null;
    const record = at(this.input.program.records, type.id);
    return record.tag === null ? record.unsupported : null;
  }

  #function(declared: FunctionDecl): void {
    const position = declared.origin.position;
    const { selection } = this.input;
    if (!selection.functions.has(declared.name)) return this.#notSelected("function", declared.name, position);
    if (this.#stated.has(declared.name)) {
      return this.report.derived("function", declared.name, position, "a stated prototype has its name");
    }
    if (declared.unsupported !== null) {
      return this.report.skipped("function", declared.name, position, "unsupported-type", declared.unsupported);
    }
    const { unavailable, deprecated } = availabilityOf(declared.attributes, this.#deployment);
    if (unavailable !== null) {
      return this.report.skipped("function", declared.name, position, "unavailable", unavailable);
    }
    if (!needsShim(declared) && declared.linkage === "internal") {
      const detail = "has no symbol to link with";
      return this.report.skipped("function", declared.name, position, "internal-linkage", detail);
    }
    if (needsShim(declared) && !selection.shims.has(declared.name) && !hasSymbolElsewhere(declared)) {
      const detail = "has no symbol to link with, and --shims leaves it out";
      return this.report.skipped("function", declared.name, position, "static-inline-needs-shim", detail);
    }
    const name = rustIdentifier(declared.name);
    this.#guarded("function", declared.name, position, () => ({
      docs: this.input.docs.declaration(declared.name, declared.origin.position, this.#functionAnnotations(declared)),
      location: this.#where(declared.origin.position),
      macro: declared.origin.macro,
      kind: "function",
      id: `function ${declared.name}`,
      name,
      c: declared.name,
      type: lowerFunction(declared.type, this.#lowering),
      ...this.#linkage(declared, name),
      noreturn: declared.noreturn,
      // GCC manual, Common Function Attributes: warn_unused_result.
      mustUse: hasAttribute(declared.attributes, "warn_unused_result"),
      deprecated,
      exported: this.#isShimmed(declared) ? null : this.#exportState(declared),
    }));
  }

  /** The symbol of a function, or the shim that gives it one. @throws Unsupported */
  #linkage(declared: FunctionDecl, name: string): { linkName: string | null; shim: Shim | null } {
    if (!this.#isShimmed(declared)) {
      return { linkName: this.#linkName(name, declared), shim: null };
    }
    const { unit, context, shimPrefix, shimSuffix } = this.input;
    return {
      linkName: shimPrefix + declared.name + shimSuffix,
      shim: functionShim(declared, unit.macros.live, context),
    };
  }

  /** The symbol, where rustc makes another one of Rust's name. An asm label is the whole of it (GCC manual, Asm Labels). */
  #linkName(rustName: string, { name, asmLabel }: FunctionDecl | VariableDecl): string | null {
    const prefix = this.input.target.abi.symbolPrefix;
    const symbol = asmLabel ?? prefix + name;
    return symbol === prefix + rustName ? null : symbol;
  }

  #isShimmed(declared: FunctionDecl): boolean {
    return needsShim(declared) && this.input.selection.shims.has(declared.name);
  }

  #functionAnnotations(declared: FunctionDecl): readonly AnnotationUse[] {
    const { result, parameters } = declared.type;
    return signatureAnnotations(declared.annotations, [result, ...parameters.map((parameter) => parameter.type)]);
  }

  #variable(declared: VariableDecl): void {
    const position = declared.origin.position;
    const { selection } = this.input;
    if (!selection.variables.has(declared.name)) return this.#notSelected("variable", declared.name, position);
    if (declared.unsupported !== null) {
      return this.report.skipped("variable", declared.name, position, "unsupported-type", declared.unsupported);
    }
    const { unavailable } = availabilityOf(declared.attributes, this.#deployment);
    if (unavailable !== null) {
      return this.report.skipped("variable", declared.name, position, "unavailable", unavailable);
    }
    if (declared.linkage === "internal") return this.#internalVariable(declared);
    const name = rustIdentifier(declared.name);
    this.#guarded("variable", declared.name, position, () => ({
      docs: this.input.docs.declaration(
        declared.name,
        declared.origin.position,
        signatureAnnotations(declared.annotations, [declared.type]),
      ),
      location: this.#where(declared.origin.position),
      macro: declared.origin.macro,
      kind: "variable",
      id: `variable ${declared.name}`,
      name,
      c: declared.name,
      type: lowerQualType(declared.type, this.#lowering),
      linkName: this.#linkName(name, declared),
      threadLocal: declared.threadLocal,
      exported: this.#exportState(declared),
      inside: null,
    }));
  }

  /** A `static const` scalar with a known value is a constant; other internal variables have no symbol. */
  #internalVariable(declared: VariableDecl): void {
    const position = declared.origin.position;
    const { value } = declared;
    if (value === null || (declared.type.qualifiers & Qualifier.Const) === 0) {
      return this.report.skipped("variable", declared.name, position, "internal-linkage", "has no symbol to link with");
    }
    this.#guarded("variable", declared.name, position, () => ({
      docs: this.input.docs.declaration(declared.name, declared.origin.position, declared.annotations),
      location: this.#where(declared.origin.position),
      macro: declared.origin.macro,
      kind: "constant",
      id: `variable ${declared.name}`,
      name: rustIdentifier(declared.name),
      c: declared.name,
      source: "variable",
      value: this.#value(value, { ...declared.type, qualifiers: 0 }),
    }));
  }

  #macro(macro: MacroItem): void {
    const { name, position } = macro.definition;
    if (macro.kind === "unsupported" && (macro.reason === "predefined-macro" || macro.reason === "builtin")) {
      return this.report.skipped("macro", name, position, macro.reason, macro.detail);
    }
    const { selection } = this.input;
    if (!selection.macros.has(name)) {
      const unlinkable = macro.kind === "object" && selection.unlinkable.has(macro.object);
      if (unlinkable && !selection.isBlocked(name)) return this.report.skipped("macro", name, position, "not-exported");
      return this.#notSelected("macro", name, position);
    }
    switch (macro.kind) {
      case "unsupported":
        return this.report.skipped("macro", name, position, macro.reason, macro.detail);
      case "constant":
        return this.#constant(macro);
      case "value-alias":
        return this.#valueAlias(macro);
      case "object":
        return this.#object(macro);
      case "type-alias":
        return this.#typeAlias(macro);
      case "const-fn":
        return this.#constFn(macro);
      case "shim":
        return this.#macroShim(macro);
      default:
        assertNever(macro);
    }
  }

  /** Does its expansion name a variable? Each macro is looked at once. */
  #readsVariable(definition: MacroDefinition): boolean {
    const known = this.#variableReaders.get(definition);
    if (known !== undefined) return known;
    // A macro that leads back to itself adds nothing (C11 6.10.3.4p2).
    this.#variableReaders.set(definition, false);
    const { buffer, start, end } = definition.body;
    let reads = false;
    for (let index = start; index < end && !reads; index++) {
      if (tokenKind(buffer, index) !== TokenKind.Identifier) continue;
      const name = tokenText(buffer, index);
      const mentioned = this.input.unit.macros.live.get(name);
      reads = mentioned === undefined ? this.input.program.variables.has(name) : this.#readsVariable(mentioned);
    }
    this.#variableReaders.set(definition, reads);
    return reads;
  }

  #macroDocs(name: string, position: Position): readonly string[] {
    return position === NO_POSITION ? [] : this.input.docs.macro(name, position);
  }

  #constant(macro: Extract<MacroItem, { kind: "constant" }>): void {
    const { name, position } = macro.definition;
    const same = this.#bareEnumerators.get(name);
    if (same !== undefined && macro.value.kind === "integer" && macro.value.value === same) {
      return this.report.derived("macro", name, position, "the enumerator of the same name has this value");
    }
    if (!this.#claimValue(name, position)) return;
    this.#guarded("macro", name, position, () => ({
      kind: "constant",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      c: name,
      source: "macro",
      ...(this.#readsVariable(macro.definition) ? { readsVariable: true } : undefined),
      value: this.#value(macro.value, macro.type),
    }));
  }

  #value(value: ConstantValue, type: QualType): ConstantItem["value"] {
    switch (value.kind) {
      case "integer":
        return { kind: "integer", value: value.value.toString(), type: lowerType(type.type, this.#lowering) };
      case "floating":
        return { kind: "floating", value: floatingText(value.value), type: lowerType(type.type, this.#lowering) };
      case "pointer":
        return { kind: "pointer", value: value.value.toString(), type: lowerType(type.type, this.#lowering) };
      case "object":
        return { kind: "object", bytes: byteValues(value.bytes), type: lowerType(type.type, this.#lowering) };
      case "string":
        if (value.prefix !== "" && value.prefix !== "u8") {
          throw new Unsupported("unsupported-type", `a string literal with the prefix ${value.prefix}`);
        }
        return { kind: "string", bytes: byteValues(value.bytes.slice(0, -1)) };
      default:
        return assertNever(value);
    }
  }

  #valueAlias(macro: Extract<MacroItem, { kind: "value-alias" }>): void {
    const { name, position } = macro.definition;
    if (macro.target === name) return this.report.derived("macro", name, position, "expands to its own name");
    const target = rustIdentifier(macro.target);
    if (!this.#boundValues.has(target)) {
      return this.report.skipped("macro", name, position, "target-not-bound", `${macro.target} is not bound`);
    }
    if (!this.#values.claim(rustIdentifier(name))) {
      return this.report.skipped("macro", name, position, "name-conflict", `${macro.target} has the other name too`);
    }
    this.#push("macro", name, position, {
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      kind: "alias",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      c: name,
      aliasOf: { kind: "value", name: target },
    });
  }

  #object({ definition, type, object, offset }: Extract<MacroItem, { kind: "object" }>): void {
    const { name, position } = definition;
    const declared = this.input.program.variables.get(object);
    if (declared === undefined) throw new Error(`${name} lies in no variable`);
    if (!this.#claimValue(name, position)) return;
    this.#guarded("macro", name, position, () => ({
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      kind: "variable",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      c: name,
      type: lowerQualType(type, this.#lowering),
      linkName: this.#linkName(rustIdentifier(name), declared),
      threadLocal: false,
      exported: this.#exportState(declared),
      inside: { object, offset },
    }));
  }

  /** Takes the Rust name of a value for a macro; where it is taken already, the report says so. */
  #claimValue(name: string, position: Position): boolean {
    const free = this.#values.claim(rustIdentifier(name));
    if (!free) this.report.skipped("macro", name, position, "name-conflict", "a function or variable has this name");
    return free;
  }

  #typeAlias(macro: Extract<MacroItem, { kind: "type-alias" }>): void {
    const { name, position } = macro.definition;
    if (!this.#names.space.claim(rustIdentifier(name))) {
      return this.report.derived("macro", name, position, "a type of this name exists");
    }
    this.#guarded("macro", name, position, () => ({
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      kind: "alias",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      c: name,
      aliasOf: { kind: "type", type: lowerQualType(macro.type, this.#lowering) },
    }));
  }

  #constFn(macro: Extract<MacroItem, { kind: "const-fn" }>): void {
    const { name, position } = macro.definition;
    if (!this.#claimValue(name, position)) return;
    this.#guarded("macro", name, position, () => ({
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      kind: "const-fn",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      c: name,
      parameters: lowerMacroParameters(macro.parameters, macro.body),
      result: lowerType(macro.type.type, this.#lowering),
      body: lowerExpression(macro.body, this.input.context.abi),
    }));
  }

  #macroShim(macro: Extract<MacroItem, { kind: "shim" }>): void {
    const { name, position } = macro.definition;
    if (!this.input.selection.macroShims.has(name)) {
      return this.report.skipped("macro", name, position, "macro-needs-shim", "--shims leaves it out");
    }
    if (!this.#claimValue(name, position)) return;
    const { unit, shimPrefix } = this.input;
    this.#guarded("macro", name, position, () => ({
      docs: this.#macroDocs(name, position),
      location: this.#where(position),
      macro: null,
      kind: "function",
      id: `macro ${name}`,
      name: rustIdentifier(name),
      c: name,
      type: lowerFunction(functionOf(macro), this.#lowering),
      linkName: shimPrefix + name,
      noreturn: macro.noreturn,
      mustUse: false,
      deprecated: null,
      shim: macroShim(macro, unit.macros.live),
      exported: null,
    }));
  }

  #exportState(linked: Linked): ExportState | null {
    return this.input.linkage?.stateOf(linked) ?? null;
  }

  #notSelected(kind: ReportEntry["kind"], name: string, position: Position): void {
    const { selection } = this.input;
    const unlinkable = (kind === "function" || kind === "variable") && selection.unlinkable.has(name);
    const reason = selection.isBlocked(name) ? "blocked" : unlinkable ? "not-exported" : "not-selected";
    this.report.skipped(kind, name, position, reason);
  }

  /** Adds what `make` gives, or reports why it could not. */
  #guarded(kind: ReportEntry["kind"], name: string, position: Position, make: () => Item): void {
    try {
      this.#push(kind, name, position, make());
    } catch (error) {
      if (!(error instanceof Unsupported)) throw error;
      this.report.skipped(kind, name, position, error.reason, error.detail);
    }
  }

  #push(kind: ReportEntry["kind"], name: string, position: Position, item: Item): void {
    this.items.push(item);
    if (VALUES.has(item.kind)) this.#boundValues.add(item.name);
    this.report.emitted(kind, name, position);
  }
}

/** Items of Rust's value name space that an alias can stand for. */
const VALUES: ReadonlySet<Item["kind"]> = new Set<Item["kind"]>(["function", "variable", "constant", "const-fn"]);

function at<Id extends number, Declared>(table: readonly Declared[], id: Id): Declared {
  const declared = table[id];
  if (declared === undefined) throw new RangeError(`nothing has the id ${id}`);
  return declared;
}

function declaredTags(program: Program): TypeLowering["declared"] {
  const records = new Set<RecordId>();
  const enums = new Set<EnumId>();
  for (const ref of program.order) {
    if (ref.kind === "record") records.add(ref.id);
    if (ref.kind === "enum") enums.add(ref.id);
  }
  return { records, enums };
}

function byteValues(text: string): number[] {
  return Array.from(text, (character) => character.charCodeAt(0));
}

function hasAttribute(attributes: readonly Attribute[], name: string): boolean {
  return attributes.some((attribute) => attribute.name === name);
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

/** See `Bindings.shadowingMacros`. */
function shadowingMacros(unit: PreprocessedUnit, items: readonly Item[]): string[] {
  const found = new Set<string>();
  const look = (name: string | null): void => {
    if (name !== null && unit.macros.live.get(name)?.parameters === null) found.add(name);
  };
  for (const item of items) {
    if (item.kind === "constant" || item.kind === "alias" || item.kind === "const-fn") continue;
    if (item.c !== null) for (const word of item.c.match(/[A-Za-z_$][\w$]*/g) ?? []) look(word);
    if (item.kind === "record") for (const field of item.fields) look(field.c);
    if (item.kind === "enum") for (const enumerator of item.enumerators) look(enumerator.c);
  }
  return [...found].sort();
}

/**
 * An inline definition with external linkage stands beside an external one in another unit (C11 6.7.4p7; GCC manual,
 * Inline); what clang passes the sizes of objects has another symbol than its name.
 */
function hasSymbolElsewhere({ linkage, type }: FunctionDecl): boolean {
  return linkage === "external" && !passesObjectSize(type);
}
