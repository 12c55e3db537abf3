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
  return options.decorations.reduce<Pick<Decoration, "derives" | "attributes">>((all, decoration) => {
    if (!decoration.on.includes(kind) || !decoration.pattern.test(name)) return all;
    // Most types have one.
    if (all === NOTHING) return decoration;
    return {
      derives: [...all.derives, ...decoration.derives],
      attributes: [...all.attributes, ...decoration.attributes],
    };
  }, NOTHING);
}

const NOTHING = { derives: [], attributes: [] };
