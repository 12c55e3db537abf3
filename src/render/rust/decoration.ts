/** What the user puts on types of the crate. */
import type { RenderModel } from "../model.js";
import type { Decoration } from "../options.js";

/** Derives and attributes for the item with this Rust name, in the order of the options. */
export function decorationOf(
  { options }: RenderModel,
  kind: Decoration["on"][number],
  name: string,
): Pick<Decoration, "derives" | "attributes"> {
  if (options.decorations.length === 0) return NOTHING;
  const matching = options.decorations.filter(({ on, pattern }) => on.includes(kind) && pattern.test(name));
  const [first, ...more] = matching;
  if (first === undefined || more.length === 0) return first ?? NOTHING;
  return {
    derives: matching.flatMap(({ derives }) => derives),
    attributes: matching.flatMap(({ attributes }) => attributes),
  };
}

const NOTHING = { derives: [], attributes: [] };
