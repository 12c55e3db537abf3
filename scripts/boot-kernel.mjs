#!/usr/bin/env node
// Boots a kernel in QEMU with nothing but a busybox shell, runs a script there, and judges the kernel's log.
//
// usage: node scripts/boot-kernel.mjs KERNEL [--file FILE]... [--seconds N] 'SCRIPT'
//
// KERNEL is the NAME of a kernel fetched with `npm run fetch-headers -- --image`, or the path of a bzImage. The files
// lie in the script's folder: 'insmod hello.ko; cat /proc/modules; rmmod hello'. Programs must be linked statically.
// Prints what the script printed, then the kernel's log from there on.
// Exit status: 0 done, 1 the script failed, the kernel complained or died, or the time ran out; 2 wrong usage.
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { kernelImage } from "./kernels.mjs";

/** What a kernel says when something is wrong (Linux `lib/bug.c`, `kernel/panic.c`, `arch/x86/kernel/dumpstack.c`). */
const COMPLAINTS = /BUG:|kernel BUG|Oops|WARNING:|Call Trace|general protection fault|Kernel panic|UBSAN:|KASAN:/;

const MARK = "=== kbindgen:";

const INIT = `#!/bin/busybox sh
/bin/busybox mkdir -p /proc /sys /dev /tmp
/bin/busybox --install -s /bin
export PATH=/bin HOME=/ TERM=dumb
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
exec </dev/null >/dev/console 2>&1
cd /work
echo '${MARK} begin' >/dev/kmsg
echo '${MARK} output'
sh -e /script
echo "${MARK} status $?"
dmesg | sed '1,/${MARK} begin$/d'
echo '${MARK} taint' $(cat /proc/sys/kernel/tainted)
poweroff -f
`;

/**
 * @param {{ kernel: string, script: string, files?: readonly string[], seconds?: number }} options
 *   `kernel`: path of a bzImage; `script`: for the guest's shell, which stops at the first error; `files`: go to the
 *   folder that it runs in
 * @returns what happened; `status` is null when the kernel died or the time ran out
 */
export function bootKernel({ kernel, script, files = [], seconds = 120 }) {
  const work = mkdtempSync(join(tmpdir(), "kbindgen-boot-"));
  try {
    const initrd = makeInitrd(work, script, files);
    // An emulated timer is late on a busy machine, which the kernel takes for a broken one (no_timer_check).
    const append = "console=ttyS0 quiet panic=-1 log_buf_len=4M no_timer_check";
    // Emulation is the same everywhere; /dev/kvm in a virtual machine often fails.
    const machine = ["-m", "512", "-no-reboot", "-nodefaults", "-no-user-config", "-display", "none", "-vga", "none"];
    const devices = ["-nic", "none", "-monitor", "none", "-serial", "stdio"];
    const boot = ["-kernel", kernel, "-initrd", initrd, "-append", append];
    const result = spawnSync("qemu-system-x86_64", ["-accel", "tcg", ...machine, ...devices, ...boot], {
      input: "",
      encoding: "utf8",
      timeout: seconds * 1000,
      maxBuffer: 1 << 28,
    });
    if (result.error !== undefined && result.error.code !== "ETIMEDOUT") throw result.error;
    return outcome(result.stdout, result.error === undefined ? result.stderr : `not done after ${seconds} seconds`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function makeInitrd(work, script, files) {
  const root = join(work, "root");
  for (const folder of ["bin", "work"]) mkdirSync(join(root, folder), { recursive: true });
  copyFileSync(staticBusybox(), join(root, "bin/busybox"));
  for (const file of files) copyFileSync(file, join(root, "work", basename(file)));
  writeFileSync(join(root, "script"), script);
  writeFileSync(join(root, "init"), INIT);
  chmodSync(join(root, "init"), 0o755);
  const names = readdirSync(root, { recursive: true }).sort();
  const cpio = spawnSync("cpio", ["--quiet", "-o", "-H", "newc"], {
    cwd: root,
    input: names.map((name) => `${name}\n`).join(""),
    maxBuffer: 1 << 30,
  });
  if (cpio.status !== 0) throw new Error(`no initial file system without cpio: ${cpio.error ?? cpio.stderr}`);
  const initrd = join(work, "initrd");
  writeFileSync(initrd, cpio.stdout);
  return initrd;
}

function staticBusybox() {
  const found = ["/bin/busybox", "/usr/bin/busybox"].find((path) => existsSync(path));
  // A program that needs a dynamic linker names it (PT_INTERP).
  if (found === undefined || readFileSync(found).includes("/ld-linux")) {
    throw new Error("the guest's shell is a statically linked busybox; install busybox-static");
  }
  return found;
}

function outcome(console, emulator) {
  // The firmware clears the screen.
  const text = stripVTControlCharacters(console).replaceAll("\r", "");
  const begin = text.indexOf(`${MARK} output\n`);
  const end = new RegExp(`^${MARK} status (\\d+)\\n`, "m").exec(text);
  const taint = new RegExp(`^${MARK} taint (\\d+)`, "m").exec(text);
  const finished = begin !== -1 && end !== null && taint !== null;
  const output = begin === -1 ? text : text.slice(begin, end?.index).split("\n").slice(1).join("\n");
  // Of a kernel that died all that it said counts.
  const log = finished ? text.slice(end.index + end[0].length, taint.index) : `${text}\n${emulator}`;
  return {
    status: finished ? Number(end[1]) : null,
    output,
    log,
    taint: finished ? Number(taint[1]) : null,
    complaints: log.split("\n").filter((line) => COMPLAINTS.test(line)),
  };
}

class UsageError extends Error {}

function main(words) {
  const files = [];
  const plain = [];
  let seconds = 120;
  for (let at = 0; at < words.length; at++) {
    if (words[at] === "--file") files.push(words[++at]);
    else if (words[at] === "--seconds") seconds = Number(words[++at]);
    else plain.push(words[at]);
  }
  const [name, script, ...more] = plain;
  if (script === undefined || more.length > 0 || files.includes(undefined) || !(seconds > 0)) {
    throw new UsageError("usage: boot-kernel KERNEL [--file FILE]... [--seconds N] 'SCRIPT'");
  }
  const kernel = name.includes("/") ? name : kernelImage(name);
  if (kernel === null) throw new UsageError(`there is no kernel '${name}'; fetch it with --image`);
  const { status, output, log, complaints } = bootKernel({ kernel, script, files, seconds });
  process.stdout.write(`${output}${MARK} log\n${log}`);
  if (status !== 0) throw new Error(status === null ? "the kernel died" : `the script failed with status ${status}`);
  if (complaints.length > 0) throw new Error(`the kernel complained: ${complaints[0]}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  try {
    main(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`boot-kernel: error: ${error.message}\n`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  }
}
