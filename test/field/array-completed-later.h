/*
 * An array that a later declaration completes has its length (bindgen#3499: stays 0).
 *
 * targets: x86_64
 * expect:
 *   emitted variable a
 *   rust: static mut a: [c_int; 3usize]
 *   rust: static mut open: [c_int; 0usize]
 */

extern int a[];
extern int a[3];
extern int open[];
