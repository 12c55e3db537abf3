#!/usr/bin/env node
// Takes bindgen's command line. What builds ask again and again is answered without loading anything. CommonJS, for the sake of
// the 5 ms that `import` takes to look at Node's own modules.
const { tuneForShortRun } = require("./tune-for-short-run.js");

/** The bindgen whose command line and output this follows. */
const BINDGEN = "0.72.1";
/** What libclang would have to be for a kernel's build to trust it; the declarations are read by kbindgen itself. */
const CLANG = "21.1.0";

const words = process.argv.slice(2);
if (words.includes("--version") || words.includes("-V")) {
  // Builds look for the version behind "bindgen" in the first line.
  console.log(`bindgen ${BINDGEN}\nkbindgen ${require("../package.json").version}`);
} else if (words.length === 1 && /(?:^|\/)rust_is_available_bindgen_libclang\.h$/.test(words[0])) {
  // A kernel's `scripts/rust_is_available.sh` looks for the version in the message that this header makes libclang print.
  console.error(`${words[0]}:2:9: warning: clang version ${CLANG} (kbindgen in its place) [-W#pragma-messages]`);
} else {
  tuneForShortRun();
  const { existsSync } = require("node:fs");
  const { join } = require("node:path");
  const bundle = join(__dirname, "../dist/bundle/kbindgen-bindgen.cjs");
  if (existsSync(bundle)) {
    require("./prefer-main-thread.js").preferMainThread();
    const { exports: program, keepCode } = require("./load-with-code.js").loadWithCode(bundle);
    process.exitCode = program.bindgenMain(words, { remember: true, afterWholeRun: keepCode });
  } else {
    console.error("kbindgen-bindgen: error: not built yet\n  help: run `npm run build` in the package's folder");
    process.exitCode = 1;
  }
}
