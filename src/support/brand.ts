/** A number or string that must not be mixed up with another of the same representation. */
export type Brand<Base, Name extends string> = Base & { readonly __brand: Name };

/** For the last arm of a switch over a discriminated union: a new variant is then a compile error. */
export function assertNever(value: never, what = "variant"): never {
  throw new Error(`unhandled ${what}: ${JSON.stringify(value)}`);
}
