/** Helpers of the parser's tests: inline headers through the real preprocessor, and the syntax tree as one line of text. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type {
  Attribute,
  DeclarationSpecifiers,
  Declarator,
  Derivation,
  ExternalDeclaration,
  Member,
  ParsedUnit,
  TypeSpecifier,
} from "../../src/parse/index.js";
import { parse, Qualifier } from "../../src/parse/index.js";
import {
  makeLexCache,
  memoryFileSystem,
  type PreprocessedUnit,
  preprocess,
  rangeText,
} from "../../src/preprocess/index.js";
import { assertNever } from "../../src/support/brand.js";
import { formatDiagnostic } from "../../src/support/diagnostics.js";
import { type TestTargetOptions, testTarget } from "../support/target.js";

export interface ParseTextOptions extends TestTargetOptions {
  /** Macros that are annotations. */
  readonly annotations?: readonly string[];
}

export function unitOf(text: string, options: ParseTextOptions = {}): PreprocessedUnit {
  const cache = makeLexCache(memoryFileSystem({ "test.h": text }));
  return preprocess(testTarget(options), ["test.h"], { cache, annotations: options.annotations ?? [] });
}

/** A unit that was read to its end. */
export interface WholeUnit extends ParsedUnit {
  readonly declarations: readonly ExternalDeclaration[];
}

export function parseAll(unit: PreprocessedUnit): WholeUnit {
  const parsed = parse(unit);
  const declarations = [...parsed.declarations];
  const { starts, diagnostics, syntaxErrors } = parsed;
  return { declarations, starts, diagnostics, syntaxErrors };
}

export function parseText(text: string, options: ParseTextOptions = {}): WholeUnit {
  return parseAll(unitOf(text, options));
}

/** One line for each external declaration. */
export function dump(text: string, options: ParseTextOptions = {}): string[] {
  return parseText(text, options).declarations.flatMap(externalLines);
}

/** First line of each diagnostic, `line:column: severity: message`. */
export function problems(text: string, options: ParseTextOptions = {}): string[] {
  const unit = unitOf(text, options);
  return parseAll(unit).diagnostics.map((diagnostic) =>
    (formatDiagnostic(diagnostic, unit.sources).split("\n")[0] ?? "").replace(/^test\.h:/, ""),
  );
}

export function externalLines(declaration: ExternalDeclaration): string[] {
  switch (declaration.kind) {
    case "declaration":
      return declaration.declarators.length === 0
        ? [specifiersText(declaration.specifiers)]
        : declaration.declarators.map((one) => declaratorText(one, declaration.specifiers));
    case "function-definition":
      return [`${declaratorText(declaration.declarator, declaration.specifiers)} body ${rangeText(declaration.body)}`];
    case "deferred":
      return [`deferred ${rangeText(declaration.range)}`];
    case "static-assert":
      return [`assert ${rangeText(declaration.assertion.condition)} "${declaration.assertion.message ?? ""}"`];
    case "asm":
      return [rangeText(declaration.range)];
    case "unparsed":
      return [`unparsed: ${declaration.reason}`];
    default:
      return assertNever(declaration);
  }
}

/** `name: pointer to array [3] of const int`, attributes as `@name(args)`, annotations as `#name`. */
export function declaratorText(declarator: Declarator, specifiers: DeclarationSpecifiers): string {
  const parts = [
    `${declarator.name ?? "-"}:`,
    ...declarator.derivations.map(derivationText),
    specifiersText(specifiers),
    ...attributesText(declarator.attributes),
    ...declarator.annotations.map(({ name }) => `#${name}`),
  ];
  if (declarator.asmLabel !== null) parts.push(`asm ${declarator.asmLabel}`);
  if (declarator.bitWidth !== null) parts.push(`: ${rangeText(declarator.bitWidth)}`);
  if (declarator.initializer !== null) parts.push(`= ${rangeText(declarator.initializer)}`);
  return parts.join(" ");
}

function derivationText(derivation: Derivation): string {
  switch (derivation.kind) {
    case "pointer":
      return [
        ...qualifiersText(derivation.qualifiers),
        ...(derivation.addressSpace === null ? [] : [derivation.addressSpace]),
        ...attributesText(derivation.attributes),
        ...derivation.annotations.map(({ name }) => `#${name}`),
        derivation.block ? "block pointer to" : "pointer to",
      ].join(" ");
    case "array": {
      const size = derivation.unspecified ? "*" : derivation.size === null ? "" : rangeText(derivation.size);
      return [...qualifiersText(derivation.qualifiers), `array [${size}] of`].join(" ");
    }
    case "function": {
      const parameters = derivation.parameters.map((one) => declaratorText(one.declarator, one.specifiers));
      if (derivation.variadic) parameters.push("...");
      const list = derivation.unprototyped ? "?" : parameters.join("; ");
      return [...attributesText(derivation.attributes), `function (${list}) returning`].join(" ");
    }
    default:
      return assertNever(derivation);
  }
}

export function specifiersText(specifiers: DeclarationSpecifiers): string {
  const { storage, threadLocal, inline, noreturn, qualifiers, addressSpace, alignas } = specifiers;
  return [
    ...(storage === null ? [] : [storage]),
    ...(threadLocal ? ["thread-local"] : []),
    ...(inline ? ["inline"] : []),
    ...(noreturn ? ["noreturn"] : []),
    ...alignas.map((operand) => `alignas(${rangeText(operand)})`),
    ...(addressSpace === null ? [] : [addressSpace]),
    ...qualifiersText(qualifiers),
    typeText(specifiers.type),
    ...attributesText(specifiers.attributes),
    ...specifiers.annotations.map(({ name }) => `#${name}`),
  ].join(" ");
}

export function typeText(type: TypeSpecifier): string {
  switch (type.kind) {
    case "void":
    case "va-list":
    case "auto-type":
      return type.kind;
    case "integer":
      return type.name;
    case "floating":
      return type.complex ? `complex ${type.name}` : type.name;
    case "typedef-name":
      return `<${type.name}>`;
    case "typeof":
      return `${type.unqualified ? "typeof_unqual" : "typeof"}(${rangeText(type.operand)})`;
    case "atomic":
      return `atomic(${declaratorText(type.typeName.declarator, type.typeName.specifiers)})`;
    case "bit-int":
      return `${type.unsigned ? "unsigned " : ""}bit-int(${rangeText(type.width)})`;
    case "record": {
      const head = [type.tagKind, ...(type.tag === null ? [] : [type.tag]), ...attributesText(type.attributes)].join(
        " ",
      );
      return type.members === null ? head : `${head} { ${type.members.map(memberText).join("; ")} }`;
    }
    case "enum": {
      const fixed = type.fixedType === null ? [] : [`: ${specifiersText(type.fixedType.specifiers)}`];
      const head = [
        "enum",
        ...(type.tag === null ? [] : [type.tag]),
        ...attributesText(type.attributes),
        ...fixed,
      ].join(" ");
      if (type.enumerators === null) return head;
      const list = type.enumerators.map(({ name, value, attributes }) =>
        [name, ...attributesText(attributes), ...(value === null ? [] : [`= ${rangeText(value)}`])].join(" "),
      );
      return `${head} { ${list.join(", ")} }`;
    }
    default:
      return assertNever(type);
  }
}

function memberText(member: Member): string {
  if (member.kind === "static-assert") return `assert ${rangeText(member.assertion.condition)}`;
  if (member.declarators.length === 0) return specifiersText(member.specifiers);
  return member.declarators.map((one) => declaratorText(one, member.specifiers)).join("; ");
}

function attributesText(attributes: readonly Attribute[]): string[] {
  return attributes.map(({ name, args }) =>
    args.length === 0 ? `@${name}` : `@${name}(${args.map(rangeText).join(", ")})`,
  );
}

function qualifiersText(qualifiers: number): string[] {
  const names: string[] = [];
  if ((qualifiers & Qualifier.Const) !== 0) names.push("const");
  if ((qualifiers & Qualifier.Volatile) !== 0) names.push("volatile");
  if ((qualifiers & Qualifier.Restrict) !== 0) names.push("restrict");
  if ((qualifiers & Qualifier.Atomic) !== 0) names.push("atomic");
  return names;
}

/** Line numbers of `text` in which the compiler finds errors. */
export function linesWithErrors(text: string, compiler = "gcc", flags: readonly string[] = []): Set<number> {
  const directory = mkdtempSync(join(tmpdir(), "kbindgen-parse-"));
  try {
    const file = join(directory, "judge.c");
    writeFileSync(file, text);
    const { stderr, error } = spawnSync(
      compiler,
      ["-fsyntax-only", "-std=gnu11", "-w", "-fno-diagnostics-show-caret", ...flags, file],
      {
        encoding: "utf8",
        maxBuffer: 1 << 26,
      },
    );
    if (error !== undefined) throw error;
    const lines = new Set<number>();
    for (const [, line] of stderr.matchAll(/judge\.c:(\d+):\d+: (?:fatal )?error:/g)) lines.add(Number(line));
    if (lines.size === 0 && /error/.test(stderr)) throw new Error(stderr);
    return lines;
  } finally {
    rmSync(directory, { recursive: true });
  }
}
