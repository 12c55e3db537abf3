// V8's defaults suit programs that run for hours. These flags take an eighth off a run of a second; they can only be given
// when a process starts. docs/performance.md has the figures.
const FLAGS = [
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
 * Starts this process anew with these flags, before those that it was given, where Node can (22.15 and later, not on Windows).
 * The process keeps its id, its files and its parent.
 */
exports.restartForShortRun = function restartForShortRun() {
  if (process.execve === undefined || process.execArgv.includes(FLAGS[0])) return;
  if (Number.parseInt(process.versions.node, 10) > NEWEST_NODE_TRIED) return;
  process.execve(
    process.execPath,
    [process.argv0, ...FLAGS, ...process.execArgv, ...process.argv.slice(1)],
    process.env,
  );
};
