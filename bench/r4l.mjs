// The tools of `npm run bench -- --r4l`: bindgen's call in Linux's own Rust build, as kbuild recorded it, by both.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const PRODUCT = "rust/bindings/bindings_generated.rs";

/**
 * @param build a Linux build folder in which `make prepare` has built `rust/` with bindgen
 * @param program of kbindgen: `bin/kbindgen-bindgen.js`
 * @param work where output goes
 * @returns tools to be run in turn; the first is kbindgen
 */
export function r4lTools(build, { program, bindgen, work }) {
  const { header, options, cflags } = recordedCall(build);
  const output = join(work, "bindings_generated.rs");
  const call = (command, input, formatter, out) =>
    shell(build, `exec ${command} ${input} ${options} --formatter=${formatter} -o ${out} -- ${cflags}`);
  const tool = (name, command, formatter, out) => ({
    name,
    output: out,
    command: call(command, header, formatter, out),
  });
  // The target is for clang: gcc has one.
  const gcc = `exec gcc ${cflags.replace(/ --target=\S+/, "")} -fsyntax-only ${header}`;
  const own = (cache) => `env XDG_CACHE_HOME=${cache} ${process.execPath} ${program}`;
  const cold = join(work, "cold");
  const tools = [
    {
      ...tool("kbindgen-bindgen", own(cold), "none", output),
      // What the compiler answers is remembered, as bindgen is given its flags; nothing else.
      prepare: () => rmSync(join(cold, "kbindgen/runs"), { recursive: true, force: true }),
    },
    afterChange(readFileSync(resolve(build, header), "utf8"), work, (input, out) =>
      call(own(join(work, "warm")), input, "none", out),
    ),
    { name: "gcc -fsyntax-only", command: shell(build, gcc) },
  ];
  const version = spawnSync(bindgen, ["--version"], { encoding: "utf8" });
  if (version.status !== 0) {
    console.log(`${bindgen}: not found, so not compared`);
    return tools;
  }
  const name = version.stdout.trim();
  tools.push(tool(`${name} without rustfmt`, bindgen, "none", join(work, "bindgen.rs")));
  if (spawnSync("rustfmt", ["--version"]).status === 0) {
    tools.push(tool(`${name} with rustfmt`, bindgen, "rustfmt", join(work, "bindgen.rs")));
  }
  return tools;
}

/**
 * The second run, after one constant has been added to the header: a copy, so that the kernel's tree stays as it is.
 * @param call makes the command for a header and a file to be written
 */
function afterChange(text, work, call) {
  mkdirSync(join(work, "changed"), { recursive: true });
  const input = join(work, "changed/bindings_helper.h");
  const output = join(work, "changed/bindings_generated.rs");
  const command = call(input, output);
  const changed = text.replace(/^(const .*RUST_CONST_HELPER_\w+)( = .*;\n)/m, "$&$1_AGAIN$2");
  if (changed === text) throw new Error("the header has no constant RUST_CONST_HELPER_… to add another one to");
  let isRecorded = false;
  const prepare = () => {
    if (!isRecorded) {
      writeFileSync(input, text);
      spawnSync(command[0], command.slice(1));
      isRecorded = true;
    }
    writeFileSync(input, changed);
  };
  return { name: "kbindgen-bindgen, again, one line more", output, command, prepare };
}

function shell(build, text) {
  return ["sh", "-c", `cd '${resolve(build)}' && ${text}`];
}

/** The parts of the recorded command line, as the shell reads them (Linux scripts/Kbuild.include: cmd_and_savecmd). */
function recordedCall(build) {
  const path = join(build, "rust/bindings/.bindings_generated.rs.cmd");
  if (!existsSync(path)) throw new Error(`${path} is not there: --build names a Linux build folder with CONFIG_RUST=y`);
  const [, recorded = ""] = new RegExp(`^savedcmd_${PRODUCT} := (.*)$`, "m").exec(readFileSync(path, "utf8")) ?? [];
  const text = recorded
    .replaceAll("$$", "$")
    .replaceAll("$(pound)", "#")
    .replace(/ *; *sed .*$/, "");
  const [, header, options, cflags] = /^\S+ (\S+) (.*?) -- (.*)$/.exec(text) ?? [];
  if (header === undefined) throw new Error(`${path}: no call of bindgen`);
  return {
    header,
    options: options.replace(/ -o \S+/, ""),
    // A dependency file would be written into the build folder.
    cflags: cflags.replace(/-Wp,-MM?D,\S+/, ""),
  };
}

/** What is measured, in words. */
export function r4lTitle(build) {
  const release = readFileSync(join(build, "include/config/kernel.release"), "utf8");
  return `Linux ${release.trim()}, rust/bindings/bindings_helper.h`;
}
