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
  const derives: string[] = [];
  const attributes: string[] = [];
  for (const decoration of options.decorations) {
    if (!decoration.on.includes(kind) || !decoration.pattern.test(name)) continue;
    derives.push(...decoration.derives);
    attributes.push(...decoration.attributes);
  }
  return { derives, attributes };
}

const NOTHING = { derives: [], attributes: [] };
