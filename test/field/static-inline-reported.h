/*
 * Functions without a symbol that no shim can stand for are reported, not guessed: variadic ones and those that take a
 * va_list (bindgen#2498), one whose prototype declares a type of its own (#3480), and one that is only declared.
 *
 * targets: x86_64
 * expect:
 *   skipped function v: shim-variadic
 *   skipped function w: shim-variadic
 *   skipped function u: shim-unnamed-type
 *   skipped function declared_only: internal-linkage
 */

typedef __builtin_va_list va_list;
static inline int v(int n, ...) { return n; }
static inline int w(int n, va_list list) { (void)list; return n; }
static inline int u(struct { int x; } s) { return s.x; }
static int declared_only(int n);
