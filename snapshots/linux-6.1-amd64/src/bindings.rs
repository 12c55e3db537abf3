// Written by kbindgen; change the command line instead.

/// Fails to compile when a record or a field does not lie as in C.
macro_rules! __bindgen_layout {
    ($record:ident, $size:literal, $align:literal $(, $field:ident @ $offset:literal)*) => {
        const _: () = __bindgen_support::check_layout(
            &[
                ::core::mem::size_of::<$record>(),
                ::core::mem::align_of::<$record>(),
                $(::core::mem::offset_of!($record, $field),)*
            ],
            &[$size, $align, $($offset,)*],
            &[
                concat!("size of ", stringify!($record)),
                concat!("alignment of ", stringify!($record)),
                $(concat!("offset of field ", stringify!($record), "::", stringify!($field)),)*
            ],
        );
    };
}

/// An integer type for the values of an enum, and a constant for each enumerator.
macro_rules! __bindgen_enum {
    ($(#[$doc:meta])* $name:ident: $type:ty; $($(#[$constant_doc:meta])* $constant:ident = $value:literal;)*) => {
        $($(#[$constant_doc])* pub const $constant: $name = $value;)*
        $(#[$doc])* pub type $name = $type;
    };
}

/// A `Default` of zeros, for records that cannot derive it.
macro_rules! __bindgen_zeroed {
    ($record:ident) => {
        impl ::core::default::Default for $record {
            #[inline]
            fn default() -> Self {
                unsafe { ::core::mem::zeroed() }
            }
        }
    };
}

/// Accessors of the bit-fields in one storage unit of so many bytes: getter, setter and the same by pointer of each, and
/// what makes the unit of their values. A line says how to read a bit-field that has an offset in the unit and a width.
macro_rules! __bindgen_bitfields {
    ($record:ident.$unit:ident: $size:literal, $new:ident; $(
        $(#[$doc:meta])*
        $get:ident $set:ident $get_raw:ident $set_raw:ident: $type:ty = $read:ident($offset:literal, $width:literal);
    )*) => {
        __bindgen_bitfields! { $record.$unit: $size, $new($($get)*); $(
            $(#[$doc])*
            $get $set $get_raw $set_raw: $type = $read($offset, $width);
        )* }
    };
    ($record:ident.$unit:ident: $size:literal, $new:ident($($parameter:ident)*); $(
        $(#[$doc:meta])*
        $get:ident $set:ident $get_raw:ident $set_raw:ident: $type:ty = $read:ident($offset:literal, $width:literal);
    )*) => {
        impl $record {
            $(
                $(#[$doc])*
                #[inline]
                pub const fn $get(&self) -> $type {
                    unsafe { Self::$get_raw(self) }
                }
                #[inline]
                pub fn $set(&mut self, val: $type) {
                    unsafe { Self::$set_raw(self, val) }
                }
                #[inline]
                pub const unsafe fn $get_raw(this: *const Self) -> $type {
                    let this = unsafe { ::core::ptr::addr_of!((*this).$unit) };
                    unsafe { __BindgenBitfieldUnit::$read(this as *const __BindgenBitfieldUnit<[u8; $size]>, $offset, $width) }
                }
                #[inline]
                pub unsafe fn $set_raw(this: *mut Self, val: $type) {
                    let this = unsafe { ::core::ptr::addr_of_mut!((*this).$unit) };
                    unsafe { __BindgenBitfieldUnit::write(this as *mut __BindgenBitfieldUnit<[u8; $size]>, $offset, $width, val) }
                }
            )*
            #[inline]
            pub const fn $new($($parameter: $type),*) -> __BindgenBitfieldUnit<[u8; $size]> {
                __BindgenBitfieldUnit::new([0; $size])$(.with($offset, $width, $parameter))*
            }
        }
    };
}

/// What C types need that Rust lacks. In a module of its own, where no name of C can interfere.
mod __bindgen_support {
    // Older compilers do not count uses in `const _`.
    #[allow(dead_code)]
    pub(super) const fn check_layout(actual: &[usize], expected: &[usize], names: &[&str]) {
        let mut index = 0;
        while index < actual.len() {
            if actual[index] != expected[index] {
                panic!("{}", names[index]);
            }
            index += 1;
        }
    }
    /// Bytes that hold bit-fields. Offsets are bits from the first byte: counted from the least significant bit of
    /// each byte on little-endian targets, from the most significant one on big-endian targets.
    #[repr(C)]
    #[derive(Debug, Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub struct __BindgenBitfieldUnit<Storage> {
        storage: Storage,
    }

    impl<Storage> __BindgenBitfieldUnit<Storage> {
        #[inline]
        pub const fn new(storage: Storage) -> Self {
            Self { storage }
        }
    }

    impl<const N: usize> ::core::default::Default for __BindgenBitfieldUnit<[u8; N]> {
        #[inline]
        fn default() -> Self {
            Self::new([0; N])
        }
    }

    const BIG_ENDIAN: bool = cfg!(target_endian = "big");

    /// The bits of byte `index` (counted from that of the first bit) that a field has: how many bits of the value
    /// lie below them, the lowest of them in the byte, and how many there are.
    #[inline]
    const fn piece(bit_offset: usize, bit_width: u8, index: usize) -> (u32, u32, u32) {
        let start = bit_offset % 8;
        let end = start + bit_width as usize;
        let from = if index == 0 { start } else { index * 8 };
        let to = if end < index * 8 + 8 { end } else { index * 8 + 8 };
        let count = (to - from) as u32;
        if BIG_ENDIAN {
            ((end - to) as u32, (index * 8 + 8 - to) as u32, count)
        } else {
            ((from - start) as u32, (from - index * 8) as u32, count)
        }
    }

    /// Bytes that a field touches.
    #[inline]
    const fn span(bit_offset: usize, bit_width: u8) -> usize {
        (bit_offset % 8 + bit_width as usize + 7) / 8
    }

    #[inline]
    const fn mask(count: u32) -> u8 {
        (0xffu16 >> (8 - count)) as u8
    }

    /// `byte` with the bits of a `piece` taken from `val`.
    #[inline]
    const fn replaced(byte: u8, (shift, low, count): (u32, u32, u32), val: u64) -> u8 {
        byte & !(mask(count) << low) | ((val >> shift) as u8 & mask(count)) << low
    }

    /// Offsets of the low 64 bits of a wider field, and of the rest.
    #[inline]
    const fn halves(bit_offset: usize, bit_width: u8) -> (usize, usize) {
        if BIG_ENDIAN {
            (bit_offset + bit_width as usize - 64, bit_offset)
        } else {
            (bit_offset, bit_offset + 64)
        }
    }

    /// The value of a bit-field, an integer or a type made on one, and the integer of its size.
    #[repr(C)]
    union Value<T: ::core::marker::Copy> {
        value: T,
        bits8: u8,
        bits16: u16,
        bits32: u32,
        bits64: u64,
        bits128: u128,
    }

    #[inline]
    const fn value_of<T: ::core::marker::Copy>(bits: u128) -> T {
        let all = match ::core::mem::size_of::<T>() {
            1 => Value { bits8: bits as u8 },
            2 => Value { bits16: bits as u16 },
            4 => Value { bits32: bits as u32 },
            8 => Value { bits64: bits as u64 },
            _ => Value { bits128: bits },
        };
        unsafe { all.value }
    }

    #[inline]
    const fn bits_of<T: ::core::marker::Copy>(value: T) -> u128 {
        let all = Value { value };
        unsafe {
            match ::core::mem::size_of::<T>() {
                1 => all.bits8 as u128,
                2 => all.bits16 as u128,
                4 => all.bits32 as u128,
                8 => all.bits64 as u128,
                _ => all.bits128,
            }
        }
    }

    impl<const N: usize> __BindgenBitfieldUnit<[u8; N]> {
        #[inline]
        pub const fn get_bit(&self, index: usize) -> bool {
            self.get(index, 1) != 0
        }

        #[inline]
        pub fn set_bit(&mut self, index: usize, val: bool) {
            self.set(index, 1, val as u64)
        }

        #[inline]
        pub const fn get(&self, bit_offset: usize, bit_width: u8) -> u64 {
            assert!(bit_width <= 64 && bit_offset + bit_width as usize <= N * 8);
            unsafe { Self::raw_get(self, bit_offset, bit_width) }
        }

        #[inline]
        pub fn set(&mut self, bit_offset: usize, bit_width: u8, val: u64) {
            assert!(bit_width <= 64 && bit_offset + bit_width as usize <= N * 8);
            unsafe { Self::raw_set(self, bit_offset, bit_width, val) }
        }

        /// # Safety
        /// `this` must point to the unit and the field's bytes must be readable.
        #[inline]
        pub const unsafe fn raw_get(this: *const Self, bit_offset: usize, bit_width: u8) -> u64 {
            let mut value = 0;
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let byte = unsafe { *(this as *const u8).add(bit_offset / 8 + index) };
                value |= ((byte >> low & mask(count)) as u64) << shift;
                index += 1;
            }
            value
        }

        /// Touches no byte but those in which the field has bits.
        ///
        /// # Safety
        /// `this` must point to the unit and the field's bytes must be readable and writable.
        #[inline]
        pub unsafe fn raw_set(this: *mut Self, bit_offset: usize, bit_width: u8, val: u64) {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                unsafe {
                    let place = (this as *mut u8).add(bit_offset / 8 + index);
                    *place = replaced(*place, piece(bit_offset, bit_width, index), val);
                }
                index += 1;
            }
        }
    }

    // What accessors call; not every file has bit-fields of each kind.
    #[allow(dead_code)]
    impl<const N: usize> __BindgenBitfieldUnit<[u8; N]> {
        #[inline]
        const unsafe fn raw_bits(this: *const Self, bit_offset: usize, bit_width: u8) -> u128 {
            if bit_width <= 64 {
                return unsafe { Self::raw_get(this, bit_offset, bit_width) } as u128;
            }
            let (low, high) = halves(bit_offset, bit_width);
            let rest = unsafe { Self::raw_get(this, high, bit_width - 64) };
            (rest as u128) << 64 | unsafe { Self::raw_get(this, low, 64) } as u128
        }

        /// The value of an unsigned field. `T` must have that value; safety as for `raw_get`.
        #[inline]
        pub(super) const unsafe fn read<T>(this: *const Self, bit_offset: usize, bit_width: u8) -> T
        where
            T: ::core::marker::Copy,
        {
            value_of(unsafe { Self::raw_bits(this, bit_offset, bit_width) })
        }

        /// As `read`, with the highest bit of the field copied into all bits above.
        #[inline]
        pub(super) const unsafe fn read_signed<T>(this: *const Self, bit_offset: usize, bit_width: u8) -> T
        where
            T: ::core::marker::Copy,
        {
            let unused = 128 - bit_width as u32;
            let bits = unsafe { Self::raw_bits(this, bit_offset, bit_width) } << unused;
            value_of((bits as i128 >> unused) as u128)
        }

        /// Safety as for `raw_set`.
        #[inline]
        pub(super) unsafe fn write<T>(this: *mut Self, bit_offset: usize, bit_width: u8, val: T)
        where
            T: ::core::marker::Copy,
        {
            let bits = bits_of(val);
            if bit_width <= 64 {
                return unsafe { Self::raw_set(this, bit_offset, bit_width, bits as u64) };
            }
            let (low, high) = halves(bit_offset, bit_width);
            unsafe { Self::raw_set(this, low, 64, bits as u64) }
            unsafe { Self::raw_set(this, high, bit_width - 64, (bits >> 64) as u64) }
        }

        #[inline]
        const fn with_bits(mut self, bit_offset: usize, bit_width: u8, val: u64) -> Self {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let place = bit_offset / 8 + index;
                self.storage[place] = replaced(self.storage[place], piece(bit_offset, bit_width, index), val);
                index += 1;
            }
            self
        }

        /// The unit with the field set to the low `bit_width` bits of `val`.
        #[inline]
        pub(super) const fn with<T>(self, bit_offset: usize, bit_width: u8, val: T) -> Self
        where
            T: ::core::marker::Copy,
        {
            let bits = bits_of(val);
            if bit_width <= 64 {
                return self.with_bits(bit_offset, bit_width, bits as u64);
            }
            let (low, high) = halves(bit_offset, bit_width);
            self.with_bits(low, 64, bits as u64).with_bits(high, bit_width - 64, (bits >> 64) as u64)
        }
    }
}
pub use self::__bindgen_support::*;

pub type __u8 = ::core::ffi::c_uchar;
pub type __u16 = ::core::ffi::c_ushort;
pub type __u32 = ::core::ffi::c_uint;
pub type __s64 = ::core::ffi::c_longlong;
pub type u8_ = __u8;
pub type u16_ = __u16;
pub type u32_ = __u32;
pub type s64 = __s64;
pub type __kernel_ulong_t = ::core::ffi::c_ulong;
pub type __kernel_size_t = __kernel_ulong_t;
pub type __kernel_clockid_t = ::core::ffi::c_int;
pub type __be16 = __u16;
pub type __be32 = __u32;
pub type __sum16 = __u16;
pub type clockid_t = __kernel_clockid_t;
pub type bool_ = bool;
pub type size_t = usize;
pub type gfp_t = ::core::ffi::c_uint;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct atomic_t {
    pub counter: ::core::ffi::c_int,
}
__bindgen_layout!(atomic_t, 4, 4, counter @ 0);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct atomic64_t {
    pub counter: s64,
}
__bindgen_layout!(atomic64_t, 8, 8, counter @ 0);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct list_head {
    pub next: *mut list_head,
    pub prev: *mut list_head,
}
__bindgen_layout!(list_head, 16, 8, next @ 0, prev @ 8);
__bindgen_zeroed!(list_head);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct hlist_head {
    pub first: *mut hlist_node,
}
__bindgen_layout!(hlist_head, 8, 8, first @ 0);
__bindgen_zeroed!(hlist_head);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct hlist_node {
    pub next: *mut hlist_node,
    pub pprev: *mut *mut hlist_node,
}
__bindgen_layout!(hlist_node, 16, 8, next @ 0, pprev @ 8);
__bindgen_zeroed!(hlist_node);

extern "C" {
    pub fn panic(fmt: *const ::core::ffi::c_char, ...) -> !;
}

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct qspinlock {
    pub __bindgen_anon_1: qspinlock__bindgen_ty_1,
}
__bindgen_layout!(qspinlock, 4, 4, __bindgen_anon_1 @ 0);
#[repr(C)]
#[derive(Copy, Clone)]
pub union qspinlock__bindgen_ty_1 {
    pub val: atomic_t,
    pub __bindgen_anon_1: qspinlock__bindgen_ty_1__bindgen_ty_1,
    pub __bindgen_anon_2: qspinlock__bindgen_ty_1__bindgen_ty_2,
}
__bindgen_layout!(
    qspinlock__bindgen_ty_1, 4, 4,
    val @ 0,
    __bindgen_anon_1 @ 0,
    __bindgen_anon_2 @ 0
);
__bindgen_zeroed!(qspinlock__bindgen_ty_1);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct qspinlock__bindgen_ty_1__bindgen_ty_1 {
    pub locked: u8_,
    pub pending: u8_,
}
__bindgen_layout!(qspinlock__bindgen_ty_1__bindgen_ty_1, 2, 1, locked @ 0, pending @ 1);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct qspinlock__bindgen_ty_1__bindgen_ty_2 {
    pub locked_pending: u16_,
    pub tail: u16_,
}
__bindgen_layout!(qspinlock__bindgen_ty_1__bindgen_ty_2, 4, 2, locked_pending @ 0, tail @ 2);

pub type arch_spinlock_t = qspinlock;

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct raw_spinlock {
    pub raw_lock: arch_spinlock_t,
}
__bindgen_layout!(raw_spinlock, 4, 4, raw_lock @ 0);

pub type raw_spinlock_t = raw_spinlock;

extern "C" {
    pub fn _printk(fmt: *const ::core::ffi::c_char, ...) -> ::core::ffi::c_int;
    pub fn hex_dump_to_buffer(
        buf: *const ::core::ffi::c_void,
        len: usize,
        rowsize: ::core::ffi::c_int,
        groupsize: ::core::ffi::c_int,
        linebuf: *mut ::core::ffi::c_char,
        linebuflen: usize,
        ascii: bool_,
    ) -> ::core::ffi::c_int;
    #[link_name = "rust_helper_list_add_tail"]
    pub fn list_add_tail(new: *mut list_head, head: *mut list_head);
    #[link_name = "rust_helper_list_empty"]
    pub fn list_empty(head: *const list_head) -> ::core::ffi::c_int;
    #[must_use]
    pub fn kstrtoint(
        s: *const ::core::ffi::c_char,
        base: ::core::ffi::c_uint,
        res: *mut ::core::ffi::c_int,
    ) -> ::core::ffi::c_int;
}

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct completion {
    pub done: ::core::ffi::c_uint,
    pub wait: swait_queue_head,
}
__bindgen_layout!(completion, 32, 8, done @ 0, wait @ 8);

pub type time64_t = __s64;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timespec64 {
    pub tv_sec: time64_t,
    pub tv_nsec: ::core::ffi::c_long,
}
__bindgen_layout!(timespec64, 16, 8, tv_sec @ 0, tv_nsec @ 8);

pub type atomic_long_t = atomic64_t;

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct llist_node {
    pub next: *mut llist_node,
}
__bindgen_layout!(llist_node, 8, 8, next @ 0);
__bindgen_zeroed!(llist_node);
#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct __call_single_node {
    pub llist: llist_node,
    pub __bindgen_anon_1: __call_single_node__bindgen_ty_1,
    pub src: u16_,
    pub dst: u16_,
}
__bindgen_layout!(__call_single_node, 16, 8, llist @ 0, __bindgen_anon_1 @ 8, src @ 12, dst @ 14);
#[repr(C)]
#[derive(Copy, Clone)]
pub union __call_single_node__bindgen_ty_1 {
    pub u_flags: ::core::ffi::c_uint,
    pub a_flags: atomic_t,
}
__bindgen_layout!(__call_single_node__bindgen_ty_1, 4, 4, u_flags @ 0, a_flags @ 0);
__bindgen_zeroed!(__call_single_node__bindgen_ty_1);

pub type smp_call_func_t = ::core::option::Option<
    unsafe extern "C" fn(info: *mut ::core::ffi::c_void),
>;

#[repr(C)]
#[derive(Copy, Clone)]
pub struct __call_single_data {
    pub node: __call_single_node,
    pub func: smp_call_func_t,
    pub info: *mut ::core::ffi::c_void,
}
__bindgen_layout!(__call_single_data, 32, 8, node @ 0, func @ 16, info @ 24);
__bindgen_zeroed!(__call_single_data);

pub type call_single_data_t = __call_single_data;

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct swait_queue_head {
    pub lock: raw_spinlock_t,
    pub task_list: list_head,
}
__bindgen_layout!(swait_queue_head, 24, 8, lock @ 0, task_list @ 8);

extern "C" {
    pub fn wait_for_completion(arg1: *mut completion);
    pub fn wait_for_completion_timeout(
        x: *mut completion,
        timeout: ::core::ffi::c_ulong,
    ) -> ::core::ffi::c_ulong;
    pub fn complete(arg1: *mut completion);
    pub fn crc32_le(crc: u32_, p: *const ::core::ffi::c_uchar, len: usize) -> u32_;
}

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct seqcount {
    pub sequence: ::core::ffi::c_uint,
}
__bindgen_layout!(seqcount, 4, 4, sequence @ 0);

pub type seqcount_t = seqcount;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct seqcount_raw_spinlock {
    pub seqcount: seqcount_t,
}
__bindgen_layout!(seqcount_raw_spinlock, 4, 4, seqcount @ 0);

pub type seqcount_raw_spinlock_t = seqcount_raw_spinlock;

extern "C" {
    pub fn get_random_bytes(buf: *mut ::core::ffi::c_void, len: usize);
}

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct rb_node {
    pub __rb_parent_color: ::core::ffi::c_ulong,
    pub rb_right: *mut rb_node,
    pub rb_left: *mut rb_node,
}
__bindgen_layout!(rb_node, 24, 8, __rb_parent_color @ 0, rb_right @ 8, rb_left @ 16);
__bindgen_zeroed!(rb_node);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct rb_root {
    pub rb_node: *mut rb_node,
}
__bindgen_layout!(rb_root, 8, 8, rb_node @ 0);
__bindgen_zeroed!(rb_root);
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct rb_root_cached {
    pub rb_root: rb_root,
    pub rb_leftmost: *mut rb_node,
}
__bindgen_layout!(rb_root_cached, 16, 8, rb_root @ 0, rb_leftmost @ 8);
__bindgen_zeroed!(rb_root_cached);

extern "C" {
    pub static mut jiffies: ::core::ffi::c_ulong;
}

pub type ktime_t = s64;

extern "C" {
    pub fn ktime_get() -> ktime_t;
}

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timer_list {
    pub entry: hlist_node,
    pub expires: ::core::ffi::c_ulong,
    pub function: ::core::option::Option<unsafe extern "C" fn(arg1: *mut timer_list)>,
    pub flags: u32_,
}
__bindgen_layout!(timer_list, 40, 8, entry @ 0, expires @ 16, function @ 24, flags @ 32);

extern "C" {
    #[link_name = "rust_helper_timer_pending"]
    pub fn timer_pending(timer: *const timer_list) -> ::core::ffi::c_int;
    pub fn mod_timer(timer: *mut timer_list, expires: ::core::ffi::c_ulong) -> ::core::ffi::c_int;
    pub fn add_timer(timer: *mut timer_list);
}

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct hrtimer {
    pub node: timerqueue_node,
    pub _softexpires: ktime_t,
    pub function: ::core::option::Option<
        unsafe extern "C" fn(arg1: *mut hrtimer) -> hrtimer_restart,
    >,
    pub base: *mut hrtimer_clock_base,
    pub state: u8_,
    pub is_rel: u8_,
    pub is_soft: u8_,
    pub is_hard: u8_,
}
__bindgen_layout!(
    hrtimer, 64, 8,
    node @ 0,
    _softexpires @ 32,
    function @ 40,
    base @ 48,
    state @ 56,
    is_rel @ 57,
    is_soft @ 58,
    is_hard @ 59
);
__bindgen_zeroed!(hrtimer);

__bindgen_enum! {
    hrtimer_restart: ::core::ffi::c_uint;
    hrtimer_restart_HRTIMER_NORESTART = 0;
    hrtimer_restart_HRTIMER_RESTART = 1;
}

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct workqueue_struct {
    _unused: [u8; 0],
}

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct work_struct {
    pub data: atomic_long_t,
    pub entry: list_head,
    pub func: work_func_t,
}
__bindgen_layout!(work_struct, 32, 8, data @ 0, entry @ 8, func @ 24);

pub type work_func_t = ::core::option::Option<unsafe extern "C" fn(work: *mut work_struct)>;

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct delayed_work {
    pub work: work_struct,
    pub timer: timer_list,
    pub wq: *mut workqueue_struct,
    pub cpu: ::core::ffi::c_int,
}
__bindgen_layout!(delayed_work, 88, 8, work @ 0, timer @ 32, wq @ 72, cpu @ 80);
__bindgen_zeroed!(delayed_work);

extern "C" {
    pub static mut system_wq: *mut workqueue_struct;
    pub fn queue_work_on(
        cpu: ::core::ffi::c_int,
        wq: *mut workqueue_struct,
        work: *mut work_struct,
    ) -> bool_;
    pub fn queue_delayed_work_on(
        cpu: ::core::ffi::c_int,
        wq: *mut workqueue_struct,
        work: *mut delayed_work,
        delay: ::core::ffi::c_ulong,
    ) -> bool_;
}

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct in6_addr {
    pub in6_u: in6_addr__bindgen_ty_1,
}
__bindgen_layout!(in6_addr, 16, 4, in6_u @ 0);
#[repr(C)]
#[derive(Copy, Clone)]
pub union in6_addr__bindgen_ty_1 {
    pub u6_addr8: [__u8; 16usize],
    pub u6_addr16: [__be16; 8usize],
    pub u6_addr32: [__be32; 4usize],
}
__bindgen_layout!(in6_addr__bindgen_ty_1, 16, 4, u6_addr8 @ 0, u6_addr16 @ 0, u6_addr32 @ 0);
__bindgen_zeroed!(in6_addr__bindgen_ty_1);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timerqueue_node {
    pub node: rb_node,
    pub expires: ktime_t,
}
__bindgen_layout!(timerqueue_node, 32, 8, node @ 0, expires @ 24);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timerqueue_head {
    pub rb_root: rb_root_cached,
}
__bindgen_layout!(timerqueue_head, 16, 8, rb_root @ 0);
#[repr(C)]
#[repr(align(64))]
#[derive(Debug, Copy, Clone)]
pub struct hrtimer_clock_base {
    pub cpu_base: *mut hrtimer_cpu_base,
    pub index: ::core::ffi::c_uint,
    pub clockid: clockid_t,
    pub seq: seqcount_raw_spinlock_t,
    pub running: *mut hrtimer,
    pub active: timerqueue_head,
    pub get_time: ::core::option::Option<unsafe extern "C" fn() -> ktime_t>,
    pub offset: ktime_t,
}
__bindgen_layout!(
    hrtimer_clock_base, 64, 64,
    cpu_base @ 0,
    index @ 8,
    clockid @ 12,
    seq @ 16,
    running @ 24,
    active @ 32,
    get_time @ 48,
    offset @ 56
);
__bindgen_zeroed!(hrtimer_clock_base);
#[repr(C)]
#[derive(Copy, Clone)]
pub struct hrtimer_cpu_base {
    pub lock: raw_spinlock_t,
    pub cpu: ::core::ffi::c_uint,
    pub active_bases: ::core::ffi::c_uint,
    pub clock_was_set_seq: ::core::ffi::c_uint,
    pub _bitfield_align_1: [u32; 0],
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1usize]>,
    pub nr_events: ::core::ffi::c_uint,
    pub nr_retries: ::core::ffi::c_ushort,
    pub nr_hangs: ::core::ffi::c_ushort,
    pub max_hang_time: ::core::ffi::c_uint,
    pub expires_next: ktime_t,
    pub next_timer: *mut hrtimer,
    pub softirq_expires_next: ktime_t,
    pub softirq_next_timer: *mut hrtimer,
    pub clock_base: [hrtimer_clock_base; 8usize],
    pub csd: call_single_data_t,
}
__bindgen_layout!(
    hrtimer_cpu_base, 640, 64,
    lock @ 0,
    cpu @ 4,
    active_bases @ 8,
    clock_was_set_seq @ 12,
    _bitfield_1 @ 16,
    nr_events @ 20,
    nr_retries @ 24,
    nr_hangs @ 26,
    max_hang_time @ 28,
    expires_next @ 32,
    next_timer @ 40,
    softirq_expires_next @ 48,
    softirq_next_timer @ 56,
    clock_base @ 64,
    csd @ 576
);
__bindgen_zeroed!(hrtimer_cpu_base);
__bindgen_bitfields! { hrtimer_cpu_base._bitfield_1: 1, new_bitfield_1;
    hres_active set_hres_active hres_active_raw set_hres_active_raw: ::core::ffi::c_uint = read(0, 1);
    in_hrtirq set_in_hrtirq in_hrtirq_raw set_in_hrtirq_raw: ::core::ffi::c_uint = read(1, 1);
    hang_detected set_hang_detected hang_detected_raw set_hang_detected_raw: ::core::ffi::c_uint = read(2, 1);
    softirq_activated set_softirq_activated softirq_activated_raw set_softirq_activated_raw: ::core::ffi::c_uint = read(3, 1);
    online set_online online_raw set_online_raw: ::core::ffi::c_uint = read(4, 1);
}

extern "C" {
    #[link_name = "rust_helper_hrtimer_restart"]
    pub fn hrtimer_restart(timer: *mut hrtimer);
}

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct iphdr {
    pub _bitfield_align_1: [u8; 0],
    pub _bitfield_1: __BindgenBitfieldUnit<[u8; 1usize]>,
    pub tos: __u8,
    pub tot_len: __be16,
    pub id: __be16,
    pub frag_off: __be16,
    pub ttl: __u8,
    pub protocol: __u8,
    pub check: __sum16,
    pub __bindgen_anon_1: iphdr__bindgen_ty_1,
}
__bindgen_layout!(
    iphdr, 20, 4,
    _bitfield_1 @ 0,
    tos @ 1,
    tot_len @ 2,
    id @ 4,
    frag_off @ 6,
    ttl @ 8,
    protocol @ 9,
    check @ 10,
    __bindgen_anon_1 @ 12
);
__bindgen_bitfields! { iphdr._bitfield_1: 1, new_bitfield_1;
    ihl set_ihl ihl_raw set_ihl_raw: __u8 = read(0, 4);
    version set_version version_raw set_version_raw: __u8 = read(4, 4);
}
#[repr(C)]
#[derive(Copy, Clone)]
pub union iphdr__bindgen_ty_1 {
    pub __bindgen_anon_1: iphdr__bindgen_ty_1__bindgen_ty_1,
    pub addrs: iphdr__bindgen_ty_1__bindgen_ty_2,
}
__bindgen_layout!(iphdr__bindgen_ty_1, 8, 4, __bindgen_anon_1 @ 0, addrs @ 0);
__bindgen_zeroed!(iphdr__bindgen_ty_1);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct iphdr__bindgen_ty_1__bindgen_ty_1 {
    pub saddr: __be32,
    pub daddr: __be32,
}
__bindgen_layout!(iphdr__bindgen_ty_1__bindgen_ty_1, 8, 4, saddr @ 0, daddr @ 4);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct iphdr__bindgen_ty_1__bindgen_ty_2 {
    pub saddr: __be32,
    pub daddr: __be32,
}
__bindgen_layout!(iphdr__bindgen_ty_1__bindgen_ty_2, 8, 4, saddr @ 0, daddr @ 4);
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct vt_mode {
    pub mode: ::core::ffi::c_char,
    pub waitv: ::core::ffi::c_char,
    pub relsig: ::core::ffi::c_short,
    pub acqsig: ::core::ffi::c_short,
    pub frsig: ::core::ffi::c_short,
}
__bindgen_layout!(vt_mode, 8, 2, mode @ 0, waitv @ 1, relsig @ 2, acqsig @ 4, frsig @ 6);

pub const ENOMEM: ::core::ffi::c_int = 12;
pub const EINVAL: ::core::ffi::c_int = 22;

#[inline]
pub const fn __KERNEL_DIV_ROUND_UP(
    n: ::core::ffi::c_ulong,
    d: ::core::ffi::c_ulong,
) -> ::core::ffi::c_ulong {
    n.wrapping_add(d).wrapping_sub(1) / d
}

pub const KERN_INFO: &[u8; 3usize] = b"\x016\0";

#[inline]
pub const fn BIT(nr: ::core::ffi::c_uint) -> ::core::ffi::c_ulong {
    (1 as ::core::ffi::c_ulong).wrapping_shl(nr)
}
#[inline]
pub const fn GENMASK(h: ::core::ffi::c_uint, l: ::core::ffi::c_uint) -> ::core::ffi::c_ulong {
    ((0xffffffffffffffff as ::core::ffi::c_ulong).wrapping_sub((1 as ::core::ffi::c_ulong).wrapping_shl(l)) as ::core::ffi::c_ulong).wrapping_add(1) & (0xffffffffffffffff as ::core::ffi::c_ulong).wrapping_shr((63 as ::core::ffi::c_uint).wrapping_sub(h))
}

pub const HZ: ::core::ffi::c_int = 250;

#[inline]
pub const fn __swab32(x: ::core::ffi::c_uint) -> __u32 {
    x.swap_bytes()
}

extern "C" {
    #[link_name = "rust_helper_smp_mb"]
    pub fn smp_mb();
}

pub const ULONG_MAX: ::core::ffi::c_ulong = 18446744073709551615;
pub const NSEC_PER_SEC: ::core::ffi::c_long = 1000000000;
pub const PAGE_SIZE: ::core::ffi::c_ulong = 4096;
pub const __GFP_ZERO: gfp_t = 256;
pub const GFP_ATOMIC: gfp_t = 2592;
pub const GFP_KERNEL: gfp_t = 3264;
pub const GFP_NOWAIT: gfp_t = 2048;

#[inline]
pub const fn _IOC(
    dir: ::core::ffi::c_uint,
    type_: ::core::ffi::c_uint,
    nr: ::core::ffi::c_uint,
    size: ::core::ffi::c_uint,
) -> ::core::ffi::c_uint {
    (dir << 30) | (type_ << 8) | nr | (size << 16)
}

extern "C" {
    #[link_name = "rust_helper_in_softirq"]
    pub fn in_softirq() -> ::core::ffi::c_ulong;
}

pub const RB_ROOT: rb_root = unsafe { ::core::mem::transmute::<[u8; 8usize], rb_root>([0; 8]) };

#[inline]
pub const fn MKDEV(ma: ::core::ffi::c_uint, mi: ::core::ffi::c_uint) -> ::core::ffi::c_uint {
    (ma << 20) | mi
}
#[inline]
pub const fn PAGE_ALIGN(addr: ::core::ffi::c_ulong) -> ::core::ffi::c_ulong {
    addr.wrapping_add(4095) & 0xfffffffffffff000
}

pub const VT_OPENQRY: ::core::ffi::c_int = 22016;
pub const VT_GETMODE: ::core::ffi::c_int = 22017;

pub use self::__swab32 as swab32;
pub use self::__KERNEL_DIV_ROUND_UP as DIV_ROUND_UP;

