/** Which traits the user wants types to have. */
import type { RenderModel } from "../model.js";
import { matchesAny, type Trait } from "../options.js";

/** Whether the user wants a type to have a trait. */
export function mayDerive(model: RenderModel, item: { readonly name: string }, trait: Trait): boolean {
  return model.options.derive.has(trait) && mayHold(model, item, trait);
}

/** Whether the user lets a type have a trait that others have. */
export function mayHold({ options }: RenderModel, { name }: { readonly name: string }, trait: Trait): boolean {
  const patterns = options.underived[trait];
  return patterns === undefined || !matchesAny(patterns, name);
}
