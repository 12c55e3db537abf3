/**
 * What each macro in force at the end of the translation unit is to a Rust program. Comes in: the macro table and
 * the resolved program. Goes out: one item for each macro, in the order of the table: a typed constant, another name
 * of something declared, a type, a function of integers, a shim, or unsupported with the reason.
 *
 * Nearly all macros are one literal, one other macro, or a few tokens without a macro among them: these are never
 * expanded, and what a macro stands for is worked out once for all macros that lead to it.
 */

import { isDeepStrictEqual } from "node:util";
import { TokenKind, type TokenRange, tokenKind, tokenSpelling } from "../preprocess/tokens.js";
import type { MacroDefinition, PreprocessedUnit } from "../preprocess/types.js";
import type { SemaContext } from "../sema/context.js";
import { integerLiteral } from "../sema/expression/index.js";
import type { Program } from "../sema/types.js";
import { assertNever } from "../support/brand.js";
import type { SpellingId } from "../support/interner.js";
import type { NameTable } from "../support/name-table.js";
import { classifyTokens, type Outcome, type Surroundings, unsupported } from "./classify.js";
import { classifyFunctionLike, isSameElsewhere } from "./function-like.js";
import { type InferenceScope, inferenceScope } from "./infer-shim.js";
import { shimInstead } from "./macro-shim.js";
import { type StatedPrototype, shimOfPrototype } from "./prototypes.js";
import type { MacroItem } from "./types.js";
import { Words } from "./words.js";

export { type LiteralMacros, literalMacros } from "./literals.js";
export { prototypesInComments, type StatedPrototype } from "./prototypes.js";
export type { MacroItem, MacroSkipReason } from "./types.js";

interface Classifier {
  readonly unit: PreprocessedUnit;
  readonly around: Surroundings;
  readonly inference: InferenceScope;
  readonly live: NameTable<MacroDefinition>;
  /**
   * What each object-like macro stands for, and each number: few numbers are the body of most macros. Indexed by spelling;
   * `FOLLOWING` for a macro whose chain is being followed.
   */
  readonly known: (Outcome | undefined)[];
  /** How many of them are `FOLLOWING`. */
  following: number;
  /** The chain being followed has led back to itself. */
  looped: boolean;
  readonly pasting: SpellingId | undefined;
  /** `__VA_OPT__`, which is no macro, but replaced. */
  readonly vaOpt: SpellingId | undefined;
  /** 1 for a macro whose expansion is the same everywhere; indexed by spelling. */
  readonly placeless: Uint8Array;
}

/**
 * Classifies the live macros, or those of them that are in `wanted`.
 *
 * @param unit the macro table and how macros expand
 * @param program what the translation unit declares
 * @param context names, types and the target
 * @param prototypes what the user states of macros; they win
 * @throws FatalError `bad-prototype`
 */
export function classifyMacros(
  unit: PreprocessedUnit,
  program: Program,
  context: SemaContext,
  prototypes: readonly StatedPrototype[] = [],
  wanted: readonly MacroDefinition[] | null = null,
): MacroItem[] {
  const { live } = unit.macros;
  const { interner } = unit.tokens;
  const classifier: Classifier = {
    unit,
    around: {
      ...{ context, macros: unit.macros, ...program.declared },
      words: new Words(interner),
    },
    inference: inferenceScope(program, context, unit),
    live,
    known: new Array<Outcome | undefined>(interner.size),
    following: 0,
    looped: false,
    pasting: interner.find("##"),
    vaOpt: interner.find("__VA_OPT__"),
    placeless: new Uint8Array(interner.size),
  };
  const stated = new Map<string, MacroItem>();
  for (const prototype of prototypes) {
    const item = shimOfPrototype(prototype, unit, classifier.around);
    stated.set(item.definition.name, item);
  }
  const items: MacroItem[] = [];
  (wanted ?? [...live.values()]).forEach((definition) => {
    const item = stated.size === 0 ? undefined : stated.get(definition.name);
    items.push(item ?? itemOf(definition, outcomeOf(classifier, definition)));
  });
  for (const [name, item] of stated) if (!live.has(name)) items.push(item);
  return items;
}

/** Spelled out for each kind: copying properties generically takes longer than all the rest. */
function itemOf(definition: MacroDefinition, outcome: Outcome): MacroItem {
  switch (outcome.kind) {
    case "constant":
      return { kind: "constant", definition, value: outcome.value, type: outcome.type };
    case "value-alias":
      return { kind: "value-alias", definition, target: outcome.target, spelling: outcome.spelling };
    case "object":
      return { kind: "object", definition, type: outcome.type, object: outcome.object, offset: outcome.offset };
    case "type-alias":
      return { kind: "type-alias", definition, type: outcome.type };
    case "shim":
      return shimItem(definition, outcome);
    case "const-fn":
      return { kind: "const-fn", definition, parameters: outcome.parameters, body: outcome.body, type: outcome.type };
    case "unsupported":
      return { kind: "unsupported", definition, reason: outcome.reason, detail: outcome.detail };
    default:
      return assertNever(outcome);
  }
}

function shimItem(
  definition: MacroDefinition,
  { parameters, result, body, exact, noreturn }: Omit<ShimItem, "definition">,
): MacroItem {
  return { kind: "shim", definition, parameters, result, body, exact, noreturn };
}

type ShimItem = Extract<MacroItem, { kind: "shim" }>;

/** Macros that give another token at another place or time (C11 6.10.8.1p1; GCC manual of the preprocessor, Common Predefined Macros). */
const PLACE_DEPENDENT: ReadonlySet<string> = new Set([
  "__LINE__",
  "__FILE__",
  "__FILE_NAME__",
  "__BASE_FILE__",
  "__DATE__",
  "__TIME__",
  "__TIMESTAMP__",
  "__COUNTER__",
  "__INCLUDE_LEVEL__",
]);

/** Does expanding the macro meet a name that stands for another token elsewhere? Macros found free of it are remembered. */
function dependsOnPlace({ live, placeless }: Classifier, start: MacroDefinition): boolean {
  if (placeless[start.spelling] === 1) return false;
  const seen = [start];
  placeless[start.spelling] = 1;
  for (const { body } of seen) {
    for (let index = body.start; index < body.end; index++) {
      const spelling = tokenSpelling(body.buffer, index);
      if (placeless[spelling] === 1) continue;
      const mentioned = live.at(spelling);
      if (mentioned === undefined) continue;
      if (PLACE_DEPENDENT.has(mentioned.name)) {
        for (const { spelling: doubtful } of seen) placeless[doubtful] = 0;
        return true;
      }
      placeless[spelling] = 1;
      seen.push(mentioned);
    }
  }
  return false;
}

function outcomeOf(classifier: Classifier, definition: MacroDefinition): Outcome {
  if (definition.origin === "predefined") return unsupported("predefined-macro", "the compiler defines it");
  if (definition.origin === "built-in") return unsupported("builtin", "the preprocessor computes it");
  if (definition.isFunction) return functionLike(classifier, definition);
  classifier.looped = false;
  return objectLike(classifier, definition);
}

function functionLike(classifier: Classifier, definition: MacroDefinition): Outcome {
  const { around, unit } = classifier;
  const plain = classifyFunctionLike(definition, unit, around);
  const outcome = shimInstead(plain, definition, unit, around, classifier.inference);
  if (outcome.kind !== "const-fn" || !dependsOnPlace(classifier, definition)) return outcome;
  return isSameElsewhere(outcome, definition, unit, around)
    ? outcome
    : unsupported("macro-not-constant", "its value depends on where it stands");
}

/** What an object-like macro stands for, worked out once. */
function objectLike(classifier: Classifier, definition: MacroDefinition): Outcome {
  const { known } = classifier;
  const found = known[definition.spelling];
  if (found !== undefined) return found;
  known[definition.spelling] = FOLLOWING;
  classifier.following++;
  const outcome = follow(classifier, definition);
  classifier.following--;
  known[definition.spelling] = outcome;
  return outcome;
}

const EMPTY = unsupported("empty-macro", "it expands to nothing");
const FOLLOWING = unsupported("macro-not-an-expression", "it leads back to itself");

/** Longer chains of names are left to the preprocessor, which needs no stack for them. */
const MAX_CHAIN = 100;

function follow(classifier: Classifier, definition: MacroDefinition): Outcome {
  const { bodyStart, bodyEnd } = definition;
  if (bodyStart >= bodyEnd) return EMPTY;
  if (bodyEnd === bodyStart + 1) {
    const single = followSingle(classifier, definition);
    if (single !== null) return single;
  }
  if (!mentionsMacro(classifier, definition)) return classify(classifier, definition.body);
  const { name } = definition;
  const outcome = classifyExpansion(classifier, classifier.unit.expandMacro(name));
  if (outcome.kind === "unsupported" || !dependsOnPlace(classifier, definition)) return outcome;
  // A counter in the names of an operand that is not evaluated changes nothing: `min_t(…)` of constants is one.
  const elsewhere = classifyExpansion(classifier, classifier.unit.expandMacroElsewhere(name));
  return isDeepStrictEqual(outcome, elsewhere)
    ? outcome
    : unsupported("macro-not-constant", "its value depends on where it stands");
}

function classifyExpansion(classifier: Classifier, expanded: TokenRange | null): Outcome {
  if (expanded === null)
    return unsupported("macro-expansion-too-large", "it cannot be expanded, or only to too many tokens");
  if (expanded.start >= expanded.end) return EMPTY;
  return classify(classifier, expanded);
}

function classify(classifier: Classifier, range: TokenRange): Outcome {
  return classifyTokens(range, classifier.around);
}

/** A replacement list of one token that is a number or names another object-like macro; null for others. */
function followSingle(classifier: Classifier, definition: MacroDefinition): Outcome | null {
  const kind = tokenKind(definition.definitions, definition.bodyStart);
  const spelling = tokenSpelling(definition.definitions, definition.bodyStart);
  if (kind === TokenKind.Identifier) {
    const target = classifier.live.at(spelling);
    if (target === undefined || !mayFollow(classifier, target)) return null;
    const outcome = objectLike(classifier, target);
    return classifier.looped ? null : outcome;
  }
  if (kind !== TokenKind.Number) return null;
  let outcome = classifier.known[spelling];
  if (outcome === undefined) {
    outcome = integerOutcome(classifier, definition) ?? classify(classifier, definition.body);
    classifier.known[spelling] = outcome;
  }
  return outcome;
}

/** What a replacement list of one integer constant stands for; null for a floating one. */
function integerOutcome({ around }: Classifier, { definitions, bodyStart }: MacroDefinition): Outcome | null {
  const literal = integerLiteral(definitions, bodyStart, around.context.abi);
  if (literal === null) return null;
  const { value, type } = literal;
  return { kind: "constant", value: { kind: "integer", value, type: type.type }, type };
}

/**
 * Whether a chain of names can go on with `target`. A name that leads back to itself is not expanded again
 * (C11 6.10.3.4p2): then every macro of the chain stands for something else.
 */
function mayFollow(classifier: Classifier, target: MacroDefinition): boolean {
  if (classifier.known[target.spelling] === FOLLOWING) classifier.looped = true;
  const plain = target.origin === "file" || target.origin === "command-line";
  return plain && !target.isFunction && classifier.following < MAX_CHAIN && !classifier.looped;
}

/** Whether expansion could change a replacement list. */
function mentionsMacro(
  { live, pasting, vaOpt }: Classifier,
  { definitions, bodyStart, bodyEnd }: MacroDefinition,
): boolean {
  for (let index = bodyStart; index < bodyEnd; index++) {
    const spelling = tokenSpelling(definitions, index);
    if (live.at(spelling) !== undefined || spelling === pasting || spelling === vaOpt) return true;
  }
  return false;
}
