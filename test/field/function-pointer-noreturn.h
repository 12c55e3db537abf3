/*
 * A function that never returns is another type, also behind a pointer.
 *
 * targets: x86_64
 * flags: -Wno-attributes
 * expect:
 *   rust: fn() -> !
 *   rust: fn(arg1: c_int) -> !
 *   emitted function die_by_typedef
 */

typedef void (*die_t)(int) __attribute__((noreturn));
struct handlers {
  void (*halt)(void) __attribute__((noreturn));
  void __attribute__((noreturn)) (*restart)(void);
  void (*usual)(void);
  die_t die;
};
void die_by_typedef(die_t die) __attribute__((noreturn));
extern void (*halt_now)(void) __attribute__((noreturn));
