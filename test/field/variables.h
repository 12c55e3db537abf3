/*
 * extern variables: const ones are immutable, initialised ones are variables, static const scalars constants.
 *
 * targets: x86_64
 * expect:
 *   rust: pub static mut counter: c_int
 *   rust: pub static limit: c_int
 *   rust: pub const LOCAL: c_int = 7
 *   emitted variable named
 *   rust: link_name = "\u{1}real_symbol"
 */

extern int counter;
extern const int limit;
static const int LOCAL __attribute__((unused)) = 7;
extern int named __asm__("real_symbol");
extern const char banner[];
