/*
 * A function-like macro is never dropped without a word (bindgen#3350, #2369, #2578).
 *
 * targets: x86_64
 * expect:
 *   skipped macro MIN2: function-like-macro
 *   skipped macro NR: function-like-macro
 *   USES_NR = 259 : int
 */

#define MIN2(a, b) ((a) < (b) ? (a) : (b))
#define NR(t, n) (((t) << 8) | (n))
#define USES_NR NR(1, 3)
