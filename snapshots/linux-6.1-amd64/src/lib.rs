//! Rust bindings to the Linux kernel 6.1.0-56-amd64 for x86_64.
//!
//! Written by kbindgen; change the command line instead.
#![no_std]
#![deny(warnings)]
// Names are C's.
#![allow(non_camel_case_types, non_snake_case, non_upper_case_globals)]
// C's empty records, arrays without length and 128-bit integers go through declarations; the proof in C shows that they agree.
#![allow(improper_ctypes)]
// The compiler knows some C functions by other prototypes than this header's.
#![allow(clashing_extern_declarations)]
// Lints of clippy are for text written by hand.
#![allow(clippy::all)]

mod bindings;
pub use bindings::*;
