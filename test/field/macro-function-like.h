/*
 * A function-like macro over integers is a const fn; no other is dropped without a word (bindgen#3350, #2369, #2578).
 *
 * targets: x86_64
 * expect:
 *   emitted macro MIN2
 *   rust: pub const fn MIN2(a: c_ulong, b: c_ulong) -> c_ulong {
 *   rust: pub const fn NR(t: c_uint, n: c_uint) -> c_uint {
 *   skipped macro ENTRY: macro-needs-type
 *   skipped macro SET: macro-needs-lvalue
 *   skipped macro NAME: macro-needs-token
 *   skipped macro LOOP: macro-is-statement
 *   skipped macro ALL: variadic-macro
 *   USES_NR = 259 : int
 */

#define MIN2(a, b) ((a) < (b) ? (a) : (b))
#define NR(t, n) (((t) << 8) | (n))
#define USES_NR NR(1, 3)
#define ENTRY(type, p) ((type *)(p))
#define SET(x) ((x) |= 1)
#define NAME(x) #x
#define LOOP(x) while (x)
#define ALL(...) (__VA_ARGS__)
