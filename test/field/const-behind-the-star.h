/*
 * A const pointer parameter is a pointer to non-const (bindgen#3251, #2973); a typedef to const is
 * const.
 *
 * targets: x86_64
 * expect:
 *   rust: fn h(p: *mut c_int)
 *   rust: fn k(p: *const c_int)
 *   rust: fn m(p: *const *const c_int)
 *   rust: fn n(p: *mut *mut c_int)
 */

typedef const int cint;
void h(int *const p);
void k(cint *p);
void m(const int *const *p);
void n(int *volatile *p);
