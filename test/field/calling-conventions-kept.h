/*
 * A calling convention is part of a function type: what Rust can say is said, what it cannot is not
 * emitted as C (R4L blocks __preserve_most by hand).
 *
 * targets: x86_64
 * flags: -Wno-attributes
 * expect:
 *   emitted function win
 *   rust: extern "win64"
 *   no rust: extern "C" fn win
 */

int win(int a) __attribute__((ms_abi));
int unix_one(int a) __attribute__((sysv_abi));
