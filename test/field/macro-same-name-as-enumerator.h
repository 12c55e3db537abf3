/*
 * A macro that has the name of an enumerator and another value: one definition each, both
 * values right (bindgen#3071; the enumerator is MAX of the enum, the macro uses it).
 *
 * targets: x86_64
 * expect:
 *   enumerator enum kind.KIND_MAX = 3
 *   KIND_MAX = 2 : int
 *   enumerator enum kind.KIND_A = 0
 */

enum kind { KIND_A, KIND_B, KIND_C, KIND_MAX };
#define KIND_MAX (KIND_MAX - 1)
