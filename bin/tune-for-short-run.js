// V8's defaults suit programs that run for hours. These flags take an eighth to a third off a run of a second; docs/performance.md
// has the figures.

/** What can only be given when a process starts. */
const FLAGS_AT_START = [
  // One thread beside the main one: four get in the way of it, and of each other, where a machine has two cores.
  "--v8-pool-size=1",
  // MiB. New objects stay in the processor's cache, and fewer pages are asked of the system.
  "--min-semi-space-size=8",
  "--max-semi-space-size=8",
  // MiB that may be used before the first full collection; V8 would lower it with each small one.
  "--initial-old-space-size=512",
];
/** Node refuses to start with a flag that its V8 does not have, and V8 drops some over the years. */
const NEWEST_NODE_TRIED = 26;
/**
 * Where Node cannot start anew. Bytes of bytecode that a function runs before it is optimised, three times V8's default: fewer
 * functions are, so that the threads that optimise them leave the main one alone.
 */
const FLAG_AT_ANY_TIME = "--interrupt-budget=400000";

/**
 * Starts this process anew with these flags, before those that it was given, where Node can (22.15 and later, not on Windows).
 * The process keeps its id, its files and its parent.
 */
exports.tuneForShortRun = function tuneForShortRun() {
  if (process.execve === undefined) {
    require("node:v8").setFlagsFromString(FLAG_AT_ANY_TIME);
    return;
  }
  if (process.execArgv.includes(FLAGS_AT_START[0])) return;
  if (Number.parseInt(process.versions.node, 10) > NEWEST_NODE_TRIED) return;
  process.execve(
    process.execPath,
    [process.argv0, ...FLAGS_AT_START, ...process.execArgv, ...process.argv.slice(1)],
    process.env,
  );
};
