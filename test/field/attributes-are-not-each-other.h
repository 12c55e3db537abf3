/*
 * noreturn, deprecated and must_check each give what they mean (bindgen#3496: deprecated made a function
 * return !).
 *
 * targets: x86_64
 * expect:
 *   rust: fn old() -> c_int
 *   rust: fn stop() -> !
 *   rust: fn halt(code: c_int) -> !
 *   rust: #[must_use]
 *   no rust: fn old() -> !
 */

__attribute__((deprecated("use new"))) int old(void);
_Noreturn void stop(void);
void halt(int code) __attribute__((noreturn));
int checked(void) __attribute__((warn_unused_result));
