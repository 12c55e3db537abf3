// Calls each function from Rust and from C with the same arguments and memory, and compares what is left.
//
// Letters of parameters: i any integer; k below 2^31; z the same, not zero; s 1 to 31; n up to 64; b 1 to 192;
// p memory of its own; l an entry of a list; x one that is in no list; t and T a time, T by value.

struct Function {
    name: &'static str,
    letters: &'static str,
    call: unsafe fn(&[u64; 8], *mut u8),
}

const BLOCK: usize = 1024;
const CASES: usize = 400;
const LIST: usize = 6 * BLOCK;
const TIME: usize = 7 * BLOCK;

#[repr(C, align(64))]
#[derive(Clone, PartialEq)]
struct Memory([u8; 8 * BLOCK]);

struct Random(u64);

impl Random {
    /// SplitMix64.
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    /// At a power of two, below or above it, or anywhere.
    fn integer(&mut self) -> u64 {
        let power = 1u64 << self.below(64);
        match self.below(8) {
            0 => power,
            1 => power - 1,
            2 => power.wrapping_neg(),
            3 => !power,
            4 => self.below(300),
            _ => self.next(),
        }
    }
}

fn put(memory: &mut Memory, at: usize, value: u64) {
    memory.0[at..at + 8].copy_from_slice(&value.to_ne_bytes());
}

/// Bytes of which many are zero, and four entries of a list that lead to each other.
fn fill(memory: &mut Memory, base: u64, random: &mut Random) {
    for (at, byte) in memory.0.iter_mut().enumerate() {
        let zero = at % BLOCK > BLOCK - 256 || random.below(4) == 0;
        *byte = if zero { 0 } else { random.next() as u8 };
    }
    let entry = |index: u64| base + LIST as u64 + 16 * (index % 4);
    for index in 0..4 {
        put(memory, LIST + 16 * index as usize, entry(index + 1));
        put(memory, LIST + 16 * index as usize + 8, entry(index + 3));
    }
    for index in 0..8 {
        put(memory, TIME + 16 * index, random.below(1 << 31));
        put(memory, TIME + 16 * index + 8, random.below(1_000_000_000));
    }
}

fn argument(letter: u8, index: usize, first: u64, base: u64, random: &mut Random) -> u64 {
    let index = index as u64;
    match letter {
        b'i' => random.integer(),
        b'k' => random.below(1 << 31),
        b'z' => 1 + random.below((1 << 31) - 1),
        b's' => 1 + random.below(31),
        b'n' => random.below(65),
        b'b' => 1 + random.below(192),
        b'p' => base + index * BLOCK as u64,
        b'l' => base + LIST as u64 + 16 * ((first + index) % 4),
        b'x' => base + LIST as u64 + 16 * (8 + index),
        b't' | b'T' => base + TIME as u64 + 16 * index,
        _ => panic!("no such letter"),
    }
}

/// A number for what was changed, and how.
fn changes(before: &Memory, after: &Memory) -> u64 {
    let pairs = before.0.iter().zip(&after.0).enumerate();
    pairs.filter(|(_, (old, new))| old != new).fold(0, |sum, (at, (_, new))| (sum ^ at as u64 ^ *new as u64).wrapping_mul(31))
}

/// The kernel's stack protector reads `%gs:40`.
unsafe fn set_gs(to: *const u8) {
    const ARCH_PRCTL: u64 = 158;
    const ARCH_SET_GS: u64 = 0x1001;
    let mut result = ARCH_PRCTL;
    core::arch::asm!("syscall", inout("rax") result, in("rdi") ARCH_SET_GS, in("rsi") to, out("rcx") _, out("r11") _);
    assert_eq!(result, 0);
}

unsafe fn compare(functions: &[Function], in_c: &[extern "C" fn(*const u64, *mut u8)]) {
    let per_cpu = Box::leak(Box::new([0u8; 65536]));
    set_gs(per_cpu.as_ptr());
    let mut memory = Box::new(Memory([0; 8 * BLOCK]));
    let base = memory.0.as_ptr() as u64;
    let mut different_results = 0u64;
    for (number, function) in functions.iter().enumerate() {
        let mut random = Random(function.name.bytes().fold(7, |seed: u64, byte| seed.wrapping_mul(31) + byte as u64));
        // Said before it is called: a crash leaves its name.
        print!("{} ({})", function.name, function.letters);
        std::io::Write::flush(&mut std::io::stdout()).unwrap();
        let mut seen = std::collections::HashSet::new();
        for case in 0..CASES {
            fill(&mut memory, base, &mut random);
            let before = memory.clone();
            let first = random.below(4);
            let mut arguments = [0u64; 8];
            for (index, letter) in function.letters.bytes().enumerate() {
                arguments[index] = argument(letter, index, first, base, &mut random);
            }
            let (mut from_c, mut from_rust) = ([0u8; 64], [0u8; 64]);
            in_c[number](arguments.as_ptr(), from_c.as_mut_ptr());
            let after_c = memory.clone();
            *memory = (*before).clone();
            (function.call)(&arguments, from_rust.as_mut_ptr());
            if from_c != from_rust || *memory != *after_c {
                print!(" differs in case {case}: {arguments:x?}");
                break;
            }
            seen.insert((from_c.to_vec(), changes(&before, &after_c)));
        }
        different_results += (seen.len() > 1) as u64;
        println!(": {} results", seen.len());
    }
    println!("{} functions, {} with more than one result", functions.len(), different_results);
}
