#!/usr/bin/env node
// Starts the command line. `--version` is answered without loading it.
const words = process.argv.slice(2);
if (words.length === 1 && (words[0] === "--version" || words[0] === "-V")) {
  console.log(require("../package.json").version);
} else {
  start(words).then((status) => {
    process.exitCode = status;
  });
}

async function start(args) {
  // A reader that went away (`kbindgen preprocess x.h | head`) is no error.
  process.stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
  require("./prefer-main-thread.js").preferMainThread();
  // Node 22 and later keep compiled code from one run to the next.
  require("node:module").enableCompileCache?.();
  const { main } = await import("../dist/bundle/kbindgen.js").catch((error) => {
    if (error.code !== "ERR_MODULE_NOT_FOUND" || !String(error.message).includes("/dist/bundle/")) throw error;
    console.error("kbindgen: error: not built yet\n  help: run `npm run build` in the package's folder");
    process.exit(1);
  });
  return main(args);
}
