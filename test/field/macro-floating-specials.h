/*
 * Floating constants that compare in their own way: a NaN is unequal to itself, minus zero equal to zero.
 *
 * targets: x86_64
 * expect:
 *   rust: pub const QUIET: f64 = ::core::f64::NAN;
 *   rust: pub const QUIET_F: f32 = ::core::f32::NAN;
 *   rust: pub const HUGE: f64 = ::core::f64::INFINITY;
 *   rust: pub const MINUS_HUGE: f64 = ::core::f64::NEG_INFINITY;
 *   rust: pub const ZERO: f64 = 0.0;
 *   rust: pub const MINUS_ZERO: f64 = -0.0;
 *   rust: pub const MINUS_ZERO_F: f32 = -0.0;
 */

#define QUIET __builtin_nan("")
#define QUIET_F __builtin_nanf("")
#define HUGE 1e400
#define MINUS_HUGE -1e400
#define ZERO 0.0
#define MINUS_ZERO -0.0
#define MINUS_ZERO_F -0.0f
