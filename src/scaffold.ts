/**
 * A new kernel module in Rust: the files of an example under another name. The examples are what is tested; nothing
 * else is kept for new modules.
 */
import { chmodSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type OutputFile, writeFiles } from "./output.js";
import { FatalError } from "./support/diagnostics.js";
import { packageFile } from "./support/package-files.js";

export const TEMPLATE_NAMES = [
  "linux-module",
  "linux-misc-device",
  "linux-sysctl",
  "freebsd-module",
  "xnu-kext",
] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

interface Template {
  /** Its folder in `examples`. */
  readonly example: string;
  /** What the example's module is called, where it stands in the only file that has the name. */
  readonly name: string;
  readonly named: { readonly file: string; readonly before: string; readonly after: string };
  /** Beside those that all modules have. */
  readonly files: readonly string[];
  readonly shared: readonly SharedFile[];
}

/** The same in several examples, which have links to it, and npm packs no links: in `examples/common`, in the module. */
type SharedFile = readonly [file: string, path: string];

const KBUILD = { file: "Kbuild", before: "obj-m := ", after: ".o" };
const LINUX: readonly SharedFile[] = [
  ["Makefile", "Makefile"],
  ["rust.mk", "rust.mk"],
  ["kernel.rs", "src/kernel.rs"],
];

const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  "linux-module": { example: "linux-hello", name: "hello", named: KBUILD, files: [], shared: LINUX },
  "linux-misc-device": {
    example: "linux-misc-device",
    name: "echo",
    named: KBUILD,
    files: ["device_ioctl.h", "src/mutex.rs", "src/user.rs"],
    shared: LINUX,
  },
  "linux-sysctl": { example: "linux-sysctl", name: "bit", named: KBUILD, files: [], shared: LINUX },
  "freebsd-module": {
    example: "freebsd-echo",
    name: "echo",
    named: { file: "Makefile", before: "KMOD = ", after: "\n" },
    files: ["README.md", "src/kernel.rs", "src/mutex.rs", "src/request.rs"],
    shared: [],
  },
  "xnu-kext": {
    example: "xnu-kext",
    name: "hello",
    named: { file: "Makefile", before: "KMOD := ", after: "\n" },
    files: ["README.md", "Info.plist", "sysctl.c", "src/kernel.rs"],
    shared: [],
  },
};

const ALL_FILES = ["bindings.h", "kbindgen.toml", "src/lib.rs"];
const ALL_SHARED: readonly SharedFile[] = [
  ["line.rs", "src/line.rs"],
  // npm leaves a file out that is called .gitignore.
  ["gitignore", ".gitignore"],
];

const EXAMPLES = packageFile("examples/");

/** Kbuild and the kernel take longer ones and others, but not all tools do; 56 bytes with a NUL are `MODULE_NAME_LEN`. */
const NAME = /^[a-z][a-z0-9_]{0,54}$/;

/**
 * Writes a module's folder, called as the module, into `parent`; all of it or nothing.
 * @returns the paths of the files, relative to the folder
 * @throws FatalError `bad-module-name`, `folder-exists`, `cannot-write`
 */
export function scaffoldModule(name: string, template: TemplateName, parent: string): readonly string[] {
  if (!NAME.test(name)) {
    throw new FatalError({
      id: "bad-module-name",
      severity: "error",
      message: `a module cannot be called '${name}'`,
      help: "take small letters, digits and underscores, a letter first, 55 at most",
    });
  }
  const folder = resolve(parent, name);
  if (existsSync(folder)) throw folderExists(name);
  const files = moduleFiles(name, template);
  const stage = makeStage(dirname(folder));
  try {
    writeFiles(files.map(({ path, content }) => ({ path: join(stage, path), content })));
    // A temporary folder is its owner's alone.
    chmodSync(stage, 0o755);
    renameSync(stage, folder);
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
  return files.map(({ path }) => path);
}

/** The files of a new module, paths relative to its folder. */
export function moduleFiles(name: string, template: TemplateName): readonly OutputFile[] {
  const { example, name: from, named, files, shared } = TEMPLATES[template];
  const read = (folder: string, file: string) => readFileSync(join(EXAMPLES, folder, file));
  // Rust code takes the name from the makefiles.
  const { file, before, after } = named;
  const withName = read(example, file)
    .toString()
    .replace(`${before}${from}${after}`, () => `${before}${name}${after}`);
  return [
    { path: file, content: withName },
    ...[...shared, ...ALL_SHARED].map(([common, path]) => ({ path, content: read("common", common) })),
    ...[...ALL_FILES, ...files].map((path) => ({ path, content: read(example, path) })),
  ];
}

function makeStage(parent: string): string {
  try {
    return mkdtempSync(join(parent, ".kbindgen-"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "failed";
    throw new FatalError({ id: "cannot-write", severity: "error", message: `cannot write into ${parent}: ${code}` });
  }
}

function folderExists(name: string): FatalError {
  return new FatalError({
    id: "folder-exists",
    severity: "error",
    message: `'${name}' exists already`,
    help: "choose another name, or remove it; nothing was written",
  });
}
