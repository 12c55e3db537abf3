// V8 compiles a function when it is first called, in all a tenth of a run of a second. Node can keep compiled code from one run to
// the next (`module.enableCompileCache`), but keeps it as it is before anything has been called, without most functions. Here it
// is kept as it is after a run, beside the program's file, as Python does.
const { accessSync, constants, readFileSync, renameSync, writeFileSync } = require("node:fs");
const { createRequire, enableCompileCache } = require("node:module");
const { dirname } = require("node:path");
const { Script } = require("node:vm");

/**
 * Loads a CommonJS file, in ASCII, with the code that an earlier run has kept.
 * @returns its exports, and a function that keeps what has been compiled by then, if there was nothing that this V8 can use
 */
exports.loadWithCode = function loadWithCode(file) {
  const place = `${file}.${process.version}-${process.arch}.code`;
  const folder = dirname(file);
  const cachedData = contentOf(place);
  if (cachedData === undefined && !isWritable(folder)) {
    enableCompileCache?.();
    return { exports: require(file), keepCode() {} };
  }
  const source = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, "latin1")}\n})`;
  const script = new Script(source, { filename: file, cachedData });
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, createRequire(file), loaded, file, folder);
  const keepCode = () => {
    if (cachedData === undefined || script.cachedDataRejected) write(place, script.createCachedData());
  };
  return { exports: loaded.exports, keepCode };
};

function contentOf(path) {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Others may run at the same time. */
function write(path, content) {
  const stage = `${path}.${process.pid}`;
  try {
    writeFileSync(stage, content);
    renameSync(stage, path);
  } catch {
    // The next run does without.
  }
}
