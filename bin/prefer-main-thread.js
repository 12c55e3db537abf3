// V8 compiles and collects garbage on four threads. On a machine with fewer free cores the main thread would wait for them a
// sixth of its time, and they mostly work ahead.
const { readdirSync } = require("node:fs");
const { getPriority, setPriority } = require("node:os");

/** More would let the main thread wait for a collection that is under way where other programs keep the machine busy. */
const NICER = 4;
const NICEST = 19;

/** Gives these threads a little less of the processor than the main thread has. */
exports.preferMainThread = function preferMainThread() {
  // On Linux each thread has a niceness of its own (setpriority(2), "C library/kernel differences").
  if (process.platform !== "linux") return;
  try {
    const niceness = Math.min(getPriority() + NICER, NICEST);
    const helpers = readdirSync("/proc/self/task").filter((thread) => thread !== String(process.pid));
    for (const thread of helpers) setPriority(Number(thread), niceness);
  } catch {
    // It is only about time.
  }
};
