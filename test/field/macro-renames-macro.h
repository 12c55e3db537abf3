/*
 * A macro that renames a function-like macro is that macro under another name, also where it is defined first.
 *
 * targets: x86_64
 * expect:
 *   emitted macro ROUND
 *   emitted macro LOCK
 *   skipped macro NOTHING: target-not-bound
 *   rust: pub use self::ROUND_UP as ROUND;
 *   rust: pub use self::lock_slow as LOCK;
 */

struct lock { int locked; };
#define ROUND ROUND_UP
#define ROUND_UP(x) (((x) + 7UL) & ~7UL)
#define LOCK lock_slow
#define lock_slow(l) do { (l)->locked = 1; } while (0)
#define NOTHING pasted
#define pasted(x) x##_t
