/*
 * An enum that is used before its definition has its real type (bindgen#3179, #3205: i32 instead, so
 * the result depends on the order of includes).
 *
 * targets: x86_64 s390x
 * expect:
 *   enum restart is unsigned int
 *   enum signed_one is int
 *   enum wide is unsigned long
 *   emitted function timer
 *   no rust: fn timer() -> c_int
 */

enum restart timer(void);
extern enum wide *wide_pointer;
enum restart { NO_RESTART, RESTART };
enum signed_one { MINUS = -1, ONE };
enum wide { WIDE = 0x100000000ul };
struct uses { enum restart r; };
