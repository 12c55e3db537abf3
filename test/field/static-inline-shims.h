/*
 * Static inline functions are called through shims, whatever their prototypes look like: hidden by a function-like
 * macro of the same name (bindgen#2420) or renamed by an object-like one, a pointer to an array (#3403), a const
 * pointer (#3251, #2973), a pointer that is not const (#2616), an unnamed record behind a typedef (#3480).
 *
 * targets: x86_64
 * expect:
 *   emitted function f
 *   emitted function g
 *   emitted function h
 *   emitted function plain
 *   emitted function renamed
 *   emitted function by_typedef
 *   emitted function same
 *   emitted function unprototyped
 *   emitted function extern_inline
 *   emitted function macro_parameter
 *   emitted function stop
 *   rust: #[link_name = "rust_helper_f"] pub fn f(a: c_int, b: c_int) -> c_int;
 *   rust: pub fn plain(p: *mut c_void, q: *const c_void) -> bool;
 *   rust: pub fn by_typedef(s: pair_t) -> c_int;
 *   rust: pub fn stop(code: c_int) -> !;
 *   rust: pub fn extern_one(a: c_int) -> c_int;
 */

static inline int f(int a, int b) { return a + b; }
#define f(a) f(a, 1)
static inline int (*g(int (*p)[4]))[4] { return p; }
static inline void h(int *const p) { *p = 1; }
static inline _Bool plain(void *p, const void *q) { return p == q; }
static inline int renamed(int x) { return x; }
#define renamed something_else_entirely
typedef struct {
  int x;
  int y;
} pair_t;
static inline int by_typedef(pair_t s) { return s.x + s.y; }
static inline int same(int same) { return same; }
static inline int unprototyped() { return 7; }
extern inline __attribute__((gnu_inline)) int extern_inline(int x) { return x; }
static inline int macro_parameter(int limit) { return limit; }
#define limit 4096
static inline __attribute__((noreturn)) void stop(int code) { for (;;) (void)code; }
extern int extern_one(int a);
