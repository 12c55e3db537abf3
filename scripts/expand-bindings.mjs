// Puts the items that the macros of a bindings file stand for in the place of their invocations: declarations only, for
// comparisons of names and types.

const INVOCATION = /^__bindgen_(\w+)!\s*(?:\{([\s\S]*?)^\}|\(([\s\S]*?)\);)/gm;

/** The text of a bindings file without invocations of its own macros. */
export function expandBindings(text) {
  return text.replace(INVOCATION, (_, macro, block, list) => {
    switch (macro) {
      case "bitfields":
        return bitfields(block);
      case "enum":
        return constants(block);
      case "zeroed":
        return `impl ::core::default::Default for ${list} {}`;
      case "layout":
        return "";
      default:
        throw new Error(`unknown macro __bindgen_${macro}`);
    }
  });
}

const UNIT = /^\s*(\w+)\.\w+: (\d+), (\w+)(?:\(([^)]*)\))?;/;
const BIT_FIELD = /^\s*(\w+) (\w+) (\w+) (\w+): (.*) = \w+\(\d+, \d+\);$/gm;

function bitfields(block) {
  const [, record, size, maker, named] = UNIT.exec(block);
  const fields = [...block.matchAll(BIT_FIELD)];
  const accessors = fields.map(
    ([, get, set, getRaw, setRaw, type]) =>
      `pub const fn ${get}(&self) -> ${type} {}\n` +
      `pub const fn ${set}(&mut self, val: ${type}) {}\n` +
      `pub const unsafe fn ${getRaw}(this: *const Self) -> ${type} {}\n` +
      `pub const unsafe fn ${setRaw}(this: *mut Self, val: ${type}) {}\n`,
  );
  const names = named?.split(" ") ?? fields.map(([, get]) => get);
  const parameters = fields.map(([, , , , , type], at) => `${names[at]}: ${type}`).join(", ");
  const result = `__BindgenBitfieldUnit<[u8; ${size}]>`;
  return `impl ${record} {\n${accessors.join("")}pub const fn ${maker}(${parameters}) -> ${result} {}\n}`;
}

const ENUM = /^\s*(\w+): (.*);$/m;
const ENUMERATOR = /^\s*(\w+) = (.*);$/gm;

function constants(block) {
  const [, name, type] = ENUM.exec(block);
  const list = [...block.matchAll(ENUMERATOR)].map(
    ([, constant, value]) => `pub const ${constant}: ${name} = ${value};\n`,
  );
  return `${list.join("")}pub type ${name} = ${type};`;
}
