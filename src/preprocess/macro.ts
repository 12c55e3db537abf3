/** A macro definition as the expander wants it. */
import type { SpellingId } from "../support/interner.js";
import type { Position } from "../support/source.js";
import type { Effect } from "./effects.js";
import type { Builtin } from "./state.js";
import type { TokenList } from "./token-list.js";
import type { TokenRange } from "./tokens.js";
import type { MacroDefinition } from "./types.js";

/** How the expansion of an inert macro goes together with what stands around it. */
export const Shape = {
  /** What follows could become arguments of a macro in it. */
  Open: 0,
  Balanced: 1,
  /** Balanced, never empty, and in an argument it is that one argument still. */
  Closed: 2,
} as const;
export type Shape = (typeof Shape)[keyof typeof Shape];

/** What is remembered of expanding a macro. Most macros are never expanded. */
export class MacroMemory {
  /** Where the stream has the whole expansion of a name with such flags, while `Preprocessor.changes` is the same; see stream.ts. */
  copyStart = 0;
  copyEnd = 0;
  copyFlags = 0;
  copyChanges = -1;
  /** Whether expanding it changes nothing else, while `Preprocessor.inertChanges` is the same; see effects.ts. */
  isInert = false;
  shape: Shape = Shape.Open;
  /** Of one that is not inert, once somebody asked. */
  effect: Effect | null | undefined = undefined;
  inertChanges = -1;
}

/** What a `#define` says; names and ranges are made when somebody asks. It is its own event of the history. */
export class Macro implements MacroDefinition {
  /** As a signed word: V8 stores a field that holds nothing larger in place. */
  readonly #position: number;
  #parameters: readonly string[] | null = null;
  #memory: MacroMemory | null = null;

  constructor(
    readonly spelling: SpellingId,
    /** Empty for an object-like macro. */
    readonly parameterIds: readonly SpellingId[],
    readonly isFunction: boolean,
    readonly variadic: boolean,
    /** `Preprocessor.definitions`, and the range of the replacement list in it. */
    readonly definitions: TokenList,
    readonly bodyStart: number,
    readonly bodyEnd: number,
    /** No token of the replacement list is a parameter or an operand of `#` or `##`. */
    readonly plain: boolean,
    readonly builtin: Builtin,
    position: Position,
    readonly origin: MacroDefinition["origin"],
    readonly at: number,
  ) {
    this.#position = position | 0;
  }

  get name(): string {
    return this.definitions.interner.text(this.spelling);
  }

  get memory(): MacroMemory {
    this.#memory ??= new MacroMemory();
    return this.#memory;
  }

  get parameters(): readonly string[] | null {
    if (!this.isFunction) return null;
    this.#parameters ??= this.parameterIds.map((parameter) => this.definitions.interner.text(parameter));
    return this.#parameters;
  }

  get body(): TokenRange {
    return { buffer: this.definitions, start: this.bodyStart, end: this.bodyEnd };
  }

  get position(): Position {
    return (this.#position >>> 0) as Position;
  }

  get kind(): "define" {
    return "define";
  }

  get definition(): this {
    return this;
  }

  /** The same, defined again at another token of the stream. */
  again(at: number): Macro {
    const { spelling, parameterIds, isFunction, variadic, definitions, bodyStart, bodyEnd, plain, builtin } = this;
    const { position, origin } = this;
    return new Macro(
      ...([spelling, parameterIds, isFunction, variadic, definitions, bodyStart, bodyEnd, plain, builtin] as const),
      ...([position, origin, at] as const),
    );
  }
}
