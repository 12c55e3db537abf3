/*
 * Static inline functions are reported with a reason: variadic ones, and ones that a macro hides
 * (bindgen#2498, #2420).
 *
 * targets: x86_64
 * expect:
 *   skipped function v: static-inline-needs-shim
 *   skipped function f: static-inline-needs-shim
 *   emitted function extern_one
 */

static inline int v(int n, ...) { return n; }
static inline int f(int a, int b) { return a + b; }
#define f(a) f(a, 1)
extern int extern_one(int a);
