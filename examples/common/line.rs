//! A line of text for functions of C that take a length and a pointer (`%.*s`).

use core::ffi::{c_char, c_int};
use core::fmt::{self, Write};

/// What is too long for the stack is cut off.
pub struct Line {
    bytes: [u8; 256],
    length: usize,
}

impl Line {
    pub fn new(arguments: fmt::Arguments<'_>) -> Self {
        let mut line = Line {
            bytes: [0; 256],
            length: 0,
        };
        // It cannot fail.
        let _ = line.write_fmt(arguments);
        line
    }

    pub fn length(&self) -> c_int {
        self.length as c_int
    }

    pub fn as_ptr(&self) -> *const c_char {
        self.bytes.as_ptr().cast()
    }
}

impl Write for Line {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let space = &mut self.bytes[self.length..];
        let count = text.len().min(space.len());
        space[..count].copy_from_slice(&text.as_bytes()[..count]);
        self.length += count;
        Ok(())
    }
}
