// Written by kbindgen; change the command line instead.

/// What C types need that Rust lacks. In a module of its own, where no name of C can interfere.
mod __bindgen_support {
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

    /// The value with its highest bit, bit `bit_width - 1`, copied into all bits above.
    #[inline]
    const fn sign_extend(value: u64, bit_width: u8) -> i64 {
        let unused = 64 - bit_width as u32;
        ((value << unused) as i64) >> unused
    }

    #[inline]
    const fn sign_extend_wide(value: u128, bit_width: u8) -> i128 {
        let unused = 128 - bit_width as u32;
        ((value << unused) as i128) >> unused
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
            let mut value = 0;
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                value |= ((self.storage[bit_offset / 8 + index] >> low & mask(count)) as u64) << shift;
                index += 1;
            }
            value
        }

        #[inline]
        pub const fn get_signed(&self, bit_offset: usize, bit_width: u8) -> i64 {
            sign_extend(self.get(bit_offset, bit_width), bit_width)
        }

        #[inline]
        pub const fn get_wide(&self, bit_offset: usize, bit_width: u8) -> u128 {
            let mut value = 0;
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                value |= ((self.storage[bit_offset / 8 + index] >> low & mask(count)) as u128) << shift;
                index += 1;
            }
            value
        }

        #[inline]
        pub const fn get_wide_signed(&self, bit_offset: usize, bit_width: u8) -> i128 {
            sign_extend_wide(self.get_wide(bit_offset, bit_width), bit_width)
        }

        /// The unit with the field set to the low `bit_width` bits of `val`.
        #[inline]
        pub const fn with(self, bit_offset: usize, bit_width: u8, val: u64) -> Self {
            self.with_wide(bit_offset, bit_width, val as u128)
        }

        #[inline]
        pub const fn with_wide(mut self, bit_offset: usize, bit_width: u8, val: u128) -> Self {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let byte = self.storage[bit_offset / 8 + index];
                let bits = (val >> shift) as u8 & mask(count);
                self.storage[bit_offset / 8 + index] = byte & !(mask(count) << low) | bits << low;
                index += 1;
            }
            self
        }

        #[inline]
        pub fn set(&mut self, bit_offset: usize, bit_width: u8, val: u64) {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let byte = self.storage[bit_offset / 8 + index];
                let bits = (val >> shift) as u8 & mask(count);
                self.storage[bit_offset / 8 + index] = byte & !(mask(count) << low) | bits << low;
                index += 1;
            }
        }

        #[inline]
        pub fn set_wide(&mut self, bit_offset: usize, bit_width: u8, val: u128) {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let byte = self.storage[bit_offset / 8 + index];
                let bits = (val >> shift) as u8 & mask(count);
                self.storage[bit_offset / 8 + index] = byte & !(mask(count) << low) | bits << low;
                index += 1;
            }
        }

        /// # Safety
        /// `this` must point to the unit and the field's bytes must be readable.
        #[inline]
        pub unsafe fn raw_get(this: *const Self, bit_offset: usize, bit_width: u8) -> u64 {
            unsafe { Self::raw_get_wide(this, bit_offset, bit_width) as u64 }
        }

        /// # Safety
        /// As for `raw_get`.
        #[inline]
        pub unsafe fn raw_get_signed(this: *const Self, bit_offset: usize, bit_width: u8) -> i64 {
            sign_extend(unsafe { Self::raw_get(this, bit_offset, bit_width) }, bit_width)
        }

        /// # Safety
        /// As for `raw_get`.
        #[inline]
        pub unsafe fn raw_get_wide(this: *const Self, bit_offset: usize, bit_width: u8) -> u128 {
            let mut value = 0;
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let byte = unsafe { *(this as *const u8).add(bit_offset / 8 + index) };
                value |= ((byte >> low & mask(count)) as u128) << shift;
                index += 1;
            }
            value
        }

        /// # Safety
        /// As for `raw_get`.
        #[inline]
        pub unsafe fn raw_get_wide_signed(this: *const Self, bit_offset: usize, bit_width: u8) -> i128 {
            sign_extend_wide(unsafe { Self::raw_get_wide(this, bit_offset, bit_width) }, bit_width)
        }

        /// Touches no byte but those in which the field has bits.
        ///
        /// # Safety
        /// `this` must point to the unit and the field's bytes must be readable and writable.
        #[inline]
        pub unsafe fn raw_set(this: *mut Self, bit_offset: usize, bit_width: u8, val: u64) {
            unsafe { Self::raw_set_wide(this, bit_offset, bit_width, val as u128) }
        }

        /// # Safety
        /// As for `raw_set`.
        #[inline]
        pub unsafe fn raw_set_wide(this: *mut Self, bit_offset: usize, bit_width: u8, val: u128) {
            let mut index = 0;
            while index < span(bit_offset, bit_width) {
                let (shift, low, count) = piece(bit_offset, bit_width, index);
                let bits = (val >> shift) as u8 & mask(count);
                unsafe {
                    let place = (this as *mut u8).add(bit_offset / 8 + index);
                    *place = *place & !(mask(count) << low) | bits << low;
                }
                index += 1;
            }
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
pub type ktime_t = s64;
pub type gfp_t = ::core::ffi::c_uint;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct atomic_t {
    pub counter: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of atomic_t"][::core::mem::size_of::<atomic_t>() - 4usize];
    ["Alignment of atomic_t"][::core::mem::align_of::<atomic_t>() - 4usize];
    ["Offset of field: atomic_t::counter"][::core::mem::offset_of!(atomic_t, counter) - 0usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct atomic64_t {
    pub counter: s64,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of atomic64_t"][::core::mem::size_of::<atomic64_t>() - 8usize];
    ["Alignment of atomic64_t"][::core::mem::align_of::<atomic64_t>() - 8usize];
    ["Offset of field: atomic64_t::counter"][::core::mem::offset_of!(atomic64_t, counter) - 0usize];
};
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct list_head {
    pub next: *mut list_head,
    pub prev: *mut list_head,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of list_head"][::core::mem::size_of::<list_head>() - 16usize];
    ["Alignment of list_head"][::core::mem::align_of::<list_head>() - 8usize];
    ["Offset of field: list_head::next"][::core::mem::offset_of!(list_head, next) - 0usize];
    ["Offset of field: list_head::prev"][::core::mem::offset_of!(list_head, prev) - 8usize];
};
impl ::core::default::Default for list_head {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct hlist_head {
    pub first: *mut hlist_node,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of hlist_head"][::core::mem::size_of::<hlist_head>() - 8usize];
    ["Alignment of hlist_head"][::core::mem::align_of::<hlist_head>() - 8usize];
    ["Offset of field: hlist_head::first"][::core::mem::offset_of!(hlist_head, first) - 0usize];
};
impl ::core::default::Default for hlist_head {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct hlist_node {
    pub next: *mut hlist_node,
    pub pprev: *mut *mut hlist_node,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of hlist_node"][::core::mem::size_of::<hlist_node>() - 16usize];
    ["Alignment of hlist_node"][::core::mem::align_of::<hlist_node>() - 8usize];
    ["Offset of field: hlist_node::next"][::core::mem::offset_of!(hlist_node, next) - 0usize];
    ["Offset of field: hlist_node::pprev"][::core::mem::offset_of!(hlist_node, pprev) - 8usize];
};
impl ::core::default::Default for hlist_node {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

extern "C" {
    pub fn panic(fmt: *const u8, ...) -> !;
}

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct qspinlock {
    pub __bindgen_anon_1: qspinlock__bindgen_ty_1,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of qspinlock"][::core::mem::size_of::<qspinlock>() - 4usize];
    ["Alignment of qspinlock"][::core::mem::align_of::<qspinlock>() - 4usize];
    ["Offset of field: qspinlock::__bindgen_anon_1"][::core::mem::offset_of!(qspinlock, __bindgen_anon_1) - 0usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub union qspinlock__bindgen_ty_1 {
    pub val: atomic_t,
    pub __bindgen_anon_1: qspinlock__bindgen_ty_1__bindgen_ty_1,
    pub __bindgen_anon_2: qspinlock__bindgen_ty_1__bindgen_ty_2,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of qspinlock__bindgen_ty_1"][::core::mem::size_of::<qspinlock__bindgen_ty_1>() - 4usize];
    ["Alignment of qspinlock__bindgen_ty_1"][::core::mem::align_of::<qspinlock__bindgen_ty_1>() - 4usize];
    ["Offset of field: qspinlock__bindgen_ty_1::val"][::core::mem::offset_of!(qspinlock__bindgen_ty_1, val) - 0usize];
    ["Offset of field: qspinlock__bindgen_ty_1::__bindgen_anon_1"][::core::mem::offset_of!(qspinlock__bindgen_ty_1, __bindgen_anon_1) - 0usize];
    ["Offset of field: qspinlock__bindgen_ty_1::__bindgen_anon_2"][::core::mem::offset_of!(qspinlock__bindgen_ty_1, __bindgen_anon_2) - 0usize];
};
impl ::core::default::Default for qspinlock__bindgen_ty_1 {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct qspinlock__bindgen_ty_1__bindgen_ty_1 {
    pub locked: u8_,
    pub pending: u8_,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of qspinlock__bindgen_ty_1__bindgen_ty_1"][::core::mem::size_of::<qspinlock__bindgen_ty_1__bindgen_ty_1>() - 2usize];
    ["Alignment of qspinlock__bindgen_ty_1__bindgen_ty_1"][::core::mem::align_of::<qspinlock__bindgen_ty_1__bindgen_ty_1>() - 1usize];
    ["Offset of field: qspinlock__bindgen_ty_1__bindgen_ty_1::locked"][::core::mem::offset_of!(qspinlock__bindgen_ty_1__bindgen_ty_1, locked) - 0usize];
    ["Offset of field: qspinlock__bindgen_ty_1__bindgen_ty_1::pending"][::core::mem::offset_of!(qspinlock__bindgen_ty_1__bindgen_ty_1, pending) - 1usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct qspinlock__bindgen_ty_1__bindgen_ty_2 {
    pub locked_pending: u16_,
    pub tail: u16_,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of qspinlock__bindgen_ty_1__bindgen_ty_2"][::core::mem::size_of::<qspinlock__bindgen_ty_1__bindgen_ty_2>() - 4usize];
    ["Alignment of qspinlock__bindgen_ty_1__bindgen_ty_2"][::core::mem::align_of::<qspinlock__bindgen_ty_1__bindgen_ty_2>() - 2usize];
    ["Offset of field: qspinlock__bindgen_ty_1__bindgen_ty_2::locked_pending"][::core::mem::offset_of!(qspinlock__bindgen_ty_1__bindgen_ty_2, locked_pending) - 0usize];
    ["Offset of field: qspinlock__bindgen_ty_1__bindgen_ty_2::tail"][::core::mem::offset_of!(qspinlock__bindgen_ty_1__bindgen_ty_2, tail) - 2usize];
};

pub type arch_spinlock_t = qspinlock;

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct raw_spinlock {
    pub raw_lock: arch_spinlock_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of raw_spinlock"][::core::mem::size_of::<raw_spinlock>() - 4usize];
    ["Alignment of raw_spinlock"][::core::mem::align_of::<raw_spinlock>() - 4usize];
    ["Offset of field: raw_spinlock::raw_lock"][::core::mem::offset_of!(raw_spinlock, raw_lock) - 0usize];
};

pub type raw_spinlock_t = raw_spinlock;

extern "C" {
    pub fn _printk(fmt: *const u8, ...) -> ::core::ffi::c_int;
    pub fn hex_dump_to_buffer(
        buf: *const ::core::ffi::c_void,
        len: usize,
        rowsize: ::core::ffi::c_int,
        groupsize: ::core::ffi::c_int,
        linebuf: *mut u8,
        linebuflen: usize,
        ascii: bool_,
    ) -> ::core::ffi::c_int;
    #[must_use]
    pub fn kstrtoint(
        s: *const u8,
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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of completion"][::core::mem::size_of::<completion>() - 32usize];
    ["Alignment of completion"][::core::mem::align_of::<completion>() - 8usize];
    ["Offset of field: completion::done"][::core::mem::offset_of!(completion, done) - 0usize];
    ["Offset of field: completion::wait"][::core::mem::offset_of!(completion, wait) - 8usize];
};

pub type atomic_long_t = atomic64_t;

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct llist_node {
    pub next: *mut llist_node,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of llist_node"][::core::mem::size_of::<llist_node>() - 8usize];
    ["Alignment of llist_node"][::core::mem::align_of::<llist_node>() - 8usize];
    ["Offset of field: llist_node::next"][::core::mem::offset_of!(llist_node, next) - 0usize];
};
impl ::core::default::Default for llist_node {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct __call_single_node {
    pub llist: llist_node,
    pub __bindgen_anon_1: __call_single_node__bindgen_ty_1,
    pub src: u16_,
    pub dst: u16_,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of __call_single_node"][::core::mem::size_of::<__call_single_node>() - 16usize];
    ["Alignment of __call_single_node"][::core::mem::align_of::<__call_single_node>() - 8usize];
    ["Offset of field: __call_single_node::llist"][::core::mem::offset_of!(__call_single_node, llist) - 0usize];
    ["Offset of field: __call_single_node::__bindgen_anon_1"][::core::mem::offset_of!(__call_single_node, __bindgen_anon_1) - 8usize];
    ["Offset of field: __call_single_node::src"][::core::mem::offset_of!(__call_single_node, src) - 12usize];
    ["Offset of field: __call_single_node::dst"][::core::mem::offset_of!(__call_single_node, dst) - 14usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub union __call_single_node__bindgen_ty_1 {
    pub u_flags: ::core::ffi::c_uint,
    pub a_flags: atomic_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of __call_single_node__bindgen_ty_1"][::core::mem::size_of::<__call_single_node__bindgen_ty_1>() - 4usize];
    ["Alignment of __call_single_node__bindgen_ty_1"][::core::mem::align_of::<__call_single_node__bindgen_ty_1>() - 4usize];
    ["Offset of field: __call_single_node__bindgen_ty_1::u_flags"][::core::mem::offset_of!(__call_single_node__bindgen_ty_1, u_flags) - 0usize];
    ["Offset of field: __call_single_node__bindgen_ty_1::a_flags"][::core::mem::offset_of!(__call_single_node__bindgen_ty_1, a_flags) - 0usize];
};
impl ::core::default::Default for __call_single_node__bindgen_ty_1 {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of __call_single_data"][::core::mem::size_of::<__call_single_data>() - 32usize];
    ["Alignment of __call_single_data"][::core::mem::align_of::<__call_single_data>() - 8usize];
    ["Offset of field: __call_single_data::node"][::core::mem::offset_of!(__call_single_data, node) - 0usize];
    ["Offset of field: __call_single_data::func"][::core::mem::offset_of!(__call_single_data, func) - 16usize];
    ["Offset of field: __call_single_data::info"][::core::mem::offset_of!(__call_single_data, info) - 24usize];
};
impl ::core::default::Default for __call_single_data {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

pub type call_single_data_t = __call_single_data;

#[repr(C)]
#[derive(Default, Copy, Clone)]
pub struct swait_queue_head {
    pub lock: raw_spinlock_t,
    pub task_list: list_head,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of swait_queue_head"][::core::mem::size_of::<swait_queue_head>() - 24usize];
    ["Alignment of swait_queue_head"][::core::mem::align_of::<swait_queue_head>() - 8usize];
    ["Offset of field: swait_queue_head::lock"][::core::mem::offset_of!(swait_queue_head, lock) - 0usize];
    ["Offset of field: swait_queue_head::task_list"][::core::mem::offset_of!(swait_queue_head, task_list) - 8usize];
};

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of seqcount"][::core::mem::size_of::<seqcount>() - 4usize];
    ["Alignment of seqcount"][::core::mem::align_of::<seqcount>() - 4usize];
    ["Offset of field: seqcount::sequence"][::core::mem::offset_of!(seqcount, sequence) - 0usize];
};

pub type seqcount_t = seqcount;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct seqcount_raw_spinlock {
    pub seqcount: seqcount_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of seqcount_raw_spinlock"][::core::mem::size_of::<seqcount_raw_spinlock>() - 4usize];
    ["Alignment of seqcount_raw_spinlock"][::core::mem::align_of::<seqcount_raw_spinlock>() - 4usize];
    ["Offset of field: seqcount_raw_spinlock::seqcount"][::core::mem::offset_of!(seqcount_raw_spinlock, seqcount) - 0usize];
};

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of rb_node"][::core::mem::size_of::<rb_node>() - 24usize];
    ["Alignment of rb_node"][::core::mem::align_of::<rb_node>() - 8usize];
    ["Offset of field: rb_node::__rb_parent_color"][::core::mem::offset_of!(rb_node, __rb_parent_color) - 0usize];
    ["Offset of field: rb_node::rb_right"][::core::mem::offset_of!(rb_node, rb_right) - 8usize];
    ["Offset of field: rb_node::rb_left"][::core::mem::offset_of!(rb_node, rb_left) - 16usize];
};
impl ::core::default::Default for rb_node {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct rb_root {
    pub rb_node: *mut rb_node,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of rb_root"][::core::mem::size_of::<rb_root>() - 8usize];
    ["Alignment of rb_root"][::core::mem::align_of::<rb_root>() - 8usize];
    ["Offset of field: rb_root::rb_node"][::core::mem::offset_of!(rb_root, rb_node) - 0usize];
};
impl ::core::default::Default for rb_root {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct rb_root_cached {
    pub rb_root: rb_root,
    pub rb_leftmost: *mut rb_node,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of rb_root_cached"][::core::mem::size_of::<rb_root_cached>() - 16usize];
    ["Alignment of rb_root_cached"][::core::mem::align_of::<rb_root_cached>() - 8usize];
    ["Offset of field: rb_root_cached::rb_root"][::core::mem::offset_of!(rb_root_cached, rb_root) - 0usize];
    ["Offset of field: rb_root_cached::rb_leftmost"][::core::mem::offset_of!(rb_root_cached, rb_leftmost) - 8usize];
};
impl ::core::default::Default for rb_root_cached {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

pub type time64_t = __s64;

#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timespec64 {
    pub tv_sec: time64_t,
    pub tv_nsec: ::core::ffi::c_long,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of timespec64"][::core::mem::size_of::<timespec64>() - 16usize];
    ["Alignment of timespec64"][::core::mem::align_of::<timespec64>() - 8usize];
    ["Offset of field: timespec64::tv_sec"][::core::mem::offset_of!(timespec64, tv_sec) - 0usize];
    ["Offset of field: timespec64::tv_nsec"][::core::mem::offset_of!(timespec64, tv_nsec) - 8usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timerqueue_node {
    pub node: rb_node,
    pub expires: ktime_t,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of timerqueue_node"][::core::mem::size_of::<timerqueue_node>() - 32usize];
    ["Alignment of timerqueue_node"][::core::mem::align_of::<timerqueue_node>() - 8usize];
    ["Offset of field: timerqueue_node::node"][::core::mem::offset_of!(timerqueue_node, node) - 0usize];
    ["Offset of field: timerqueue_node::expires"][::core::mem::offset_of!(timerqueue_node, expires) - 24usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timerqueue_head {
    pub rb_root: rb_root_cached,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of timerqueue_head"][::core::mem::size_of::<timerqueue_head>() - 16usize];
    ["Alignment of timerqueue_head"][::core::mem::align_of::<timerqueue_head>() - 8usize];
    ["Offset of field: timerqueue_head::rb_root"][::core::mem::offset_of!(timerqueue_head, rb_root) - 0usize];
};
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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of hrtimer_clock_base"][::core::mem::size_of::<hrtimer_clock_base>() - 64usize];
    ["Alignment of hrtimer_clock_base"][::core::mem::align_of::<hrtimer_clock_base>() - 64usize];
    ["Offset of field: hrtimer_clock_base::cpu_base"][::core::mem::offset_of!(hrtimer_clock_base, cpu_base) - 0usize];
    ["Offset of field: hrtimer_clock_base::index"][::core::mem::offset_of!(hrtimer_clock_base, index) - 8usize];
    ["Offset of field: hrtimer_clock_base::clockid"][::core::mem::offset_of!(hrtimer_clock_base, clockid) - 12usize];
    ["Offset of field: hrtimer_clock_base::seq"][::core::mem::offset_of!(hrtimer_clock_base, seq) - 16usize];
    ["Offset of field: hrtimer_clock_base::running"][::core::mem::offset_of!(hrtimer_clock_base, running) - 24usize];
    ["Offset of field: hrtimer_clock_base::active"][::core::mem::offset_of!(hrtimer_clock_base, active) - 32usize];
    ["Offset of field: hrtimer_clock_base::get_time"][::core::mem::offset_of!(hrtimer_clock_base, get_time) - 48usize];
    ["Offset of field: hrtimer_clock_base::offset"][::core::mem::offset_of!(hrtimer_clock_base, offset) - 56usize];
};
impl ::core::default::Default for hrtimer_clock_base {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

pub const hrtimer_restart_HRTIMER_NORESTART: hrtimer_restart = 0;
pub const hrtimer_restart_HRTIMER_RESTART: hrtimer_restart = 1;
pub type hrtimer_restart = ::core::ffi::c_uint;

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of hrtimer"][::core::mem::size_of::<hrtimer>() - 64usize];
    ["Alignment of hrtimer"][::core::mem::align_of::<hrtimer>() - 8usize];
    ["Offset of field: hrtimer::node"][::core::mem::offset_of!(hrtimer, node) - 0usize];
    ["Offset of field: hrtimer::_softexpires"][::core::mem::offset_of!(hrtimer, _softexpires) - 32usize];
    ["Offset of field: hrtimer::function"][::core::mem::offset_of!(hrtimer, function) - 40usize];
    ["Offset of field: hrtimer::base"][::core::mem::offset_of!(hrtimer, base) - 48usize];
    ["Offset of field: hrtimer::state"][::core::mem::offset_of!(hrtimer, state) - 56usize];
    ["Offset of field: hrtimer::is_rel"][::core::mem::offset_of!(hrtimer, is_rel) - 57usize];
    ["Offset of field: hrtimer::is_soft"][::core::mem::offset_of!(hrtimer, is_soft) - 58usize];
    ["Offset of field: hrtimer::is_hard"][::core::mem::offset_of!(hrtimer, is_hard) - 59usize];
};
impl ::core::default::Default for hrtimer {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct timer_list {
    pub entry: hlist_node,
    pub expires: ::core::ffi::c_ulong,
    pub function: ::core::option::Option<unsafe extern "C" fn(arg1: *mut timer_list)>,
    pub flags: u32_,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of timer_list"][::core::mem::size_of::<timer_list>() - 40usize];
    ["Alignment of timer_list"][::core::mem::align_of::<timer_list>() - 8usize];
    ["Offset of field: timer_list::entry"][::core::mem::offset_of!(timer_list, entry) - 0usize];
    ["Offset of field: timer_list::expires"][::core::mem::offset_of!(timer_list, expires) - 16usize];
    ["Offset of field: timer_list::function"][::core::mem::offset_of!(timer_list, function) - 24usize];
    ["Offset of field: timer_list::flags"][::core::mem::offset_of!(timer_list, flags) - 32usize];
};

extern "C" {
    pub static mut jiffies: ::core::ffi::c_ulong;
    pub fn ktime_get() -> ktime_t;
    pub fn mod_timer(timer: *mut timer_list, expires: ::core::ffi::c_ulong) -> ::core::ffi::c_int;
    pub fn add_timer(timer: *mut timer_list);
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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of work_struct"][::core::mem::size_of::<work_struct>() - 32usize];
    ["Alignment of work_struct"][::core::mem::align_of::<work_struct>() - 8usize];
    ["Offset of field: work_struct::data"][::core::mem::offset_of!(work_struct, data) - 0usize];
    ["Offset of field: work_struct::entry"][::core::mem::offset_of!(work_struct, entry) - 8usize];
    ["Offset of field: work_struct::func"][::core::mem::offset_of!(work_struct, func) - 24usize];
};

pub type work_func_t = ::core::option::Option<unsafe extern "C" fn(work: *mut work_struct)>;

pub const work_bits_WORK_STRUCT_PENDING_BIT: work_bits = 0;
pub const work_bits_WORK_STRUCT_INACTIVE_BIT: work_bits = 1;
pub const work_bits_WORK_STRUCT_PWQ_BIT: work_bits = 2;
pub const work_bits_WORK_STRUCT_LINKED_BIT: work_bits = 3;
pub const work_bits_WORK_STRUCT_FLAG_BITS: work_bits = 4;
pub const work_bits_WORK_STRUCT_COLOR_SHIFT: work_bits = 4;
pub const work_bits_WORK_STRUCT_COLOR_BITS: work_bits = 4;
pub const work_bits_WORK_STRUCT_PWQ_SHIFT: work_bits = 8;
pub const work_bits_WORK_OFFQ_FLAG_SHIFT: work_bits = 4;
pub const work_bits_WORK_OFFQ_BH_BIT: work_bits = 4;
pub const work_bits_WORK_OFFQ_FLAG_END: work_bits = 5;
pub const work_bits_WORK_OFFQ_FLAG_BITS: work_bits = 1;
pub const work_bits_WORK_OFFQ_DISABLE_SHIFT: work_bits = 5;
pub const work_bits_WORK_OFFQ_DISABLE_BITS: work_bits = 16;
pub const work_bits_WORK_OFFQ_POOL_SHIFT: work_bits = 21;
pub const work_bits_WORK_OFFQ_LEFT: work_bits = 43;
pub const work_bits_WORK_OFFQ_POOL_BITS: work_bits = 31;
pub type work_bits = ::core::ffi::c_uint;

#[repr(C)]
#[derive(Debug, Copy, Clone)]
pub struct delayed_work {
    pub work: work_struct,
    pub timer: timer_list,
    pub wq: *mut workqueue_struct,
    pub cpu: ::core::ffi::c_int,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of delayed_work"][::core::mem::size_of::<delayed_work>() - 88usize];
    ["Alignment of delayed_work"][::core::mem::align_of::<delayed_work>() - 8usize];
    ["Offset of field: delayed_work::work"][::core::mem::offset_of!(delayed_work, work) - 0usize];
    ["Offset of field: delayed_work::timer"][::core::mem::offset_of!(delayed_work, timer) - 32usize];
    ["Offset of field: delayed_work::wq"][::core::mem::offset_of!(delayed_work, wq) - 72usize];
    ["Offset of field: delayed_work::cpu"][::core::mem::offset_of!(delayed_work, cpu) - 80usize];
};
impl ::core::default::Default for delayed_work {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of in6_addr"][::core::mem::size_of::<in6_addr>() - 16usize];
    ["Alignment of in6_addr"][::core::mem::align_of::<in6_addr>() - 4usize];
    ["Offset of field: in6_addr::in6_u"][::core::mem::offset_of!(in6_addr, in6_u) - 0usize];
};
#[repr(C)]
#[derive(Copy, Clone)]
pub union in6_addr__bindgen_ty_1 {
    pub u6_addr8: [__u8; 16usize],
    pub u6_addr16: [__be16; 8usize],
    pub u6_addr32: [__be32; 4usize],
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of in6_addr__bindgen_ty_1"][::core::mem::size_of::<in6_addr__bindgen_ty_1>() - 16usize];
    ["Alignment of in6_addr__bindgen_ty_1"][::core::mem::align_of::<in6_addr__bindgen_ty_1>() - 4usize];
    ["Offset of field: in6_addr__bindgen_ty_1::u6_addr8"][::core::mem::offset_of!(in6_addr__bindgen_ty_1, u6_addr8) - 0usize];
    ["Offset of field: in6_addr__bindgen_ty_1::u6_addr16"][::core::mem::offset_of!(in6_addr__bindgen_ty_1, u6_addr16) - 0usize];
    ["Offset of field: in6_addr__bindgen_ty_1::u6_addr32"][::core::mem::offset_of!(in6_addr__bindgen_ty_1, u6_addr32) - 0usize];
};
impl ::core::default::Default for in6_addr__bindgen_ty_1 {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of hrtimer_cpu_base"][::core::mem::size_of::<hrtimer_cpu_base>() - 640usize];
    ["Alignment of hrtimer_cpu_base"][::core::mem::align_of::<hrtimer_cpu_base>() - 64usize];
    ["Offset of field: hrtimer_cpu_base::lock"][::core::mem::offset_of!(hrtimer_cpu_base, lock) - 0usize];
    ["Offset of field: hrtimer_cpu_base::cpu"][::core::mem::offset_of!(hrtimer_cpu_base, cpu) - 4usize];
    ["Offset of field: hrtimer_cpu_base::active_bases"][::core::mem::offset_of!(hrtimer_cpu_base, active_bases) - 8usize];
    ["Offset of field: hrtimer_cpu_base::clock_was_set_seq"][::core::mem::offset_of!(hrtimer_cpu_base, clock_was_set_seq) - 12usize];
    ["Offset of field: hrtimer_cpu_base::_bitfield_1"][::core::mem::offset_of!(hrtimer_cpu_base, _bitfield_1) - 16usize];
    ["Offset of field: hrtimer_cpu_base::nr_events"][::core::mem::offset_of!(hrtimer_cpu_base, nr_events) - 20usize];
    ["Offset of field: hrtimer_cpu_base::nr_retries"][::core::mem::offset_of!(hrtimer_cpu_base, nr_retries) - 24usize];
    ["Offset of field: hrtimer_cpu_base::nr_hangs"][::core::mem::offset_of!(hrtimer_cpu_base, nr_hangs) - 26usize];
    ["Offset of field: hrtimer_cpu_base::max_hang_time"][::core::mem::offset_of!(hrtimer_cpu_base, max_hang_time) - 28usize];
    ["Offset of field: hrtimer_cpu_base::expires_next"][::core::mem::offset_of!(hrtimer_cpu_base, expires_next) - 32usize];
    ["Offset of field: hrtimer_cpu_base::next_timer"][::core::mem::offset_of!(hrtimer_cpu_base, next_timer) - 40usize];
    ["Offset of field: hrtimer_cpu_base::softirq_expires_next"][::core::mem::offset_of!(hrtimer_cpu_base, softirq_expires_next) - 48usize];
    ["Offset of field: hrtimer_cpu_base::softirq_next_timer"][::core::mem::offset_of!(hrtimer_cpu_base, softirq_next_timer) - 56usize];
    ["Offset of field: hrtimer_cpu_base::clock_base"][::core::mem::offset_of!(hrtimer_cpu_base, clock_base) - 64usize];
    ["Offset of field: hrtimer_cpu_base::csd"][::core::mem::offset_of!(hrtimer_cpu_base, csd) - 576usize];
};
impl ::core::default::Default for hrtimer_cpu_base {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
impl hrtimer_cpu_base {
    #[inline]
    pub const fn hres_active(&self) -> ::core::ffi::c_uint {
        self._bitfield_1.get(0, 1) as ::core::ffi::c_uint
    }
    #[inline]
    pub fn set_hres_active(&mut self, val: ::core::ffi::c_uint) {
        self._bitfield_1.set(0, 1, val as u64)
    }
    #[inline]
    pub unsafe fn hres_active_raw(this: *const Self) -> ::core::ffi::c_uint {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 0, 1) as ::core::ffi::c_uint }
    }
    #[inline]
    pub unsafe fn set_hres_active_raw(this: *mut Self, val: ::core::ffi::c_uint) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 0, 1, val as u64) }
    }
    #[inline]
    pub const fn in_hrtirq(&self) -> ::core::ffi::c_uint {
        self._bitfield_1.get(1, 1) as ::core::ffi::c_uint
    }
    #[inline]
    pub fn set_in_hrtirq(&mut self, val: ::core::ffi::c_uint) {
        self._bitfield_1.set(1, 1, val as u64)
    }
    #[inline]
    pub unsafe fn in_hrtirq_raw(this: *const Self) -> ::core::ffi::c_uint {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 1, 1) as ::core::ffi::c_uint }
    }
    #[inline]
    pub unsafe fn set_in_hrtirq_raw(this: *mut Self, val: ::core::ffi::c_uint) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 1, 1, val as u64) }
    }
    #[inline]
    pub const fn hang_detected(&self) -> ::core::ffi::c_uint {
        self._bitfield_1.get(2, 1) as ::core::ffi::c_uint
    }
    #[inline]
    pub fn set_hang_detected(&mut self, val: ::core::ffi::c_uint) {
        self._bitfield_1.set(2, 1, val as u64)
    }
    #[inline]
    pub unsafe fn hang_detected_raw(this: *const Self) -> ::core::ffi::c_uint {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 2, 1) as ::core::ffi::c_uint }
    }
    #[inline]
    pub unsafe fn set_hang_detected_raw(this: *mut Self, val: ::core::ffi::c_uint) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 2, 1, val as u64) }
    }
    #[inline]
    pub const fn softirq_activated(&self) -> ::core::ffi::c_uint {
        self._bitfield_1.get(3, 1) as ::core::ffi::c_uint
    }
    #[inline]
    pub fn set_softirq_activated(&mut self, val: ::core::ffi::c_uint) {
        self._bitfield_1.set(3, 1, val as u64)
    }
    #[inline]
    pub unsafe fn softirq_activated_raw(this: *const Self) -> ::core::ffi::c_uint {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 3, 1) as ::core::ffi::c_uint }
    }
    #[inline]
    pub unsafe fn set_softirq_activated_raw(this: *mut Self, val: ::core::ffi::c_uint) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 3, 1, val as u64) }
    }
    #[inline]
    pub const fn online(&self) -> ::core::ffi::c_uint {
        self._bitfield_1.get(4, 1) as ::core::ffi::c_uint
    }
    #[inline]
    pub fn set_online(&mut self, val: ::core::ffi::c_uint) {
        self._bitfield_1.set(4, 1, val as u64)
    }
    #[inline]
    pub unsafe fn online_raw(this: *const Self) -> ::core::ffi::c_uint {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 4, 1) as ::core::ffi::c_uint }
    }
    #[inline]
    pub unsafe fn set_online_raw(this: *mut Self, val: ::core::ffi::c_uint) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 4, 1, val as u64) }
    }
    #[inline]
    pub const fn new_bitfield_1(
        hres_active: ::core::ffi::c_uint,
        in_hrtirq: ::core::ffi::c_uint,
        hang_detected: ::core::ffi::c_uint,
        softirq_activated: ::core::ffi::c_uint,
        online: ::core::ffi::c_uint,
    ) -> __BindgenBitfieldUnit<[u8; 1usize]> {
        __BindgenBitfieldUnit::new([0; 1usize])
            .with(0, 1, hres_active as u64)
            .with(1, 1, in_hrtirq as u64)
            .with(2, 1, hang_detected as u64)
            .with(3, 1, softirq_activated as u64)
            .with(4, 1, online as u64)
    }

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
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of iphdr"][::core::mem::size_of::<iphdr>() - 20usize];
    ["Alignment of iphdr"][::core::mem::align_of::<iphdr>() - 4usize];
    ["Offset of field: iphdr::_bitfield_1"][::core::mem::offset_of!(iphdr, _bitfield_1) - 0usize];
    ["Offset of field: iphdr::tos"][::core::mem::offset_of!(iphdr, tos) - 1usize];
    ["Offset of field: iphdr::tot_len"][::core::mem::offset_of!(iphdr, tot_len) - 2usize];
    ["Offset of field: iphdr::id"][::core::mem::offset_of!(iphdr, id) - 4usize];
    ["Offset of field: iphdr::frag_off"][::core::mem::offset_of!(iphdr, frag_off) - 6usize];
    ["Offset of field: iphdr::ttl"][::core::mem::offset_of!(iphdr, ttl) - 8usize];
    ["Offset of field: iphdr::protocol"][::core::mem::offset_of!(iphdr, protocol) - 9usize];
    ["Offset of field: iphdr::check"][::core::mem::offset_of!(iphdr, check) - 10usize];
    ["Offset of field: iphdr::__bindgen_anon_1"][::core::mem::offset_of!(iphdr, __bindgen_anon_1) - 12usize];
};
impl iphdr {
    #[inline]
    pub const fn ihl(&self) -> __u8 {
        self._bitfield_1.get(0, 4) as __u8
    }
    #[inline]
    pub fn set_ihl(&mut self, val: __u8) {
        self._bitfield_1.set(0, 4, val as u64)
    }
    #[inline]
    pub unsafe fn ihl_raw(this: *const Self) -> __u8 {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 0, 4) as __u8 }
    }
    #[inline]
    pub unsafe fn set_ihl_raw(this: *mut Self, val: __u8) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 0, 4, val as u64) }
    }
    #[inline]
    pub const fn version(&self) -> __u8 {
        self._bitfield_1.get(4, 4) as __u8
    }
    #[inline]
    pub fn set_version(&mut self, val: __u8) {
        self._bitfield_1.set(4, 4, val as u64)
    }
    #[inline]
    pub unsafe fn version_raw(this: *const Self) -> __u8 {
        unsafe { __BindgenBitfieldUnit::raw_get(::core::ptr::addr_of!((*this)._bitfield_1), 4, 4) as __u8 }
    }
    #[inline]
    pub unsafe fn set_version_raw(this: *mut Self, val: __u8) {
        unsafe { __BindgenBitfieldUnit::raw_set(::core::ptr::addr_of_mut!((*this)._bitfield_1), 4, 4, val as u64) }
    }
    #[inline]
    pub const fn new_bitfield_1(ihl: __u8, version: __u8) -> __BindgenBitfieldUnit<[u8; 1usize]> {
        __BindgenBitfieldUnit::new([0; 1usize])
            .with(0, 4, ihl as u64)
            .with(4, 4, version as u64)
    }

}
#[repr(C)]
#[derive(Copy, Clone)]
pub union iphdr__bindgen_ty_1 {
    pub __bindgen_anon_1: iphdr__bindgen_ty_1__bindgen_ty_1,
    pub addrs: iphdr__bindgen_ty_1__bindgen_ty_2,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of iphdr__bindgen_ty_1"][::core::mem::size_of::<iphdr__bindgen_ty_1>() - 8usize];
    ["Alignment of iphdr__bindgen_ty_1"][::core::mem::align_of::<iphdr__bindgen_ty_1>() - 4usize];
    ["Offset of field: iphdr__bindgen_ty_1::__bindgen_anon_1"][::core::mem::offset_of!(iphdr__bindgen_ty_1, __bindgen_anon_1) - 0usize];
    ["Offset of field: iphdr__bindgen_ty_1::addrs"][::core::mem::offset_of!(iphdr__bindgen_ty_1, addrs) - 0usize];
};
impl ::core::default::Default for iphdr__bindgen_ty_1 {
    #[inline]
    fn default() -> Self {
        unsafe { ::core::mem::zeroed() }
    }
}
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct iphdr__bindgen_ty_1__bindgen_ty_1 {
    pub saddr: __be32,
    pub daddr: __be32,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of iphdr__bindgen_ty_1__bindgen_ty_1"][::core::mem::size_of::<iphdr__bindgen_ty_1__bindgen_ty_1>() - 8usize];
    ["Alignment of iphdr__bindgen_ty_1__bindgen_ty_1"][::core::mem::align_of::<iphdr__bindgen_ty_1__bindgen_ty_1>() - 4usize];
    ["Offset of field: iphdr__bindgen_ty_1__bindgen_ty_1::saddr"][::core::mem::offset_of!(iphdr__bindgen_ty_1__bindgen_ty_1, saddr) - 0usize];
    ["Offset of field: iphdr__bindgen_ty_1__bindgen_ty_1::daddr"][::core::mem::offset_of!(iphdr__bindgen_ty_1__bindgen_ty_1, daddr) - 4usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct iphdr__bindgen_ty_1__bindgen_ty_2 {
    pub saddr: __be32,
    pub daddr: __be32,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of iphdr__bindgen_ty_1__bindgen_ty_2"][::core::mem::size_of::<iphdr__bindgen_ty_1__bindgen_ty_2>() - 8usize];
    ["Alignment of iphdr__bindgen_ty_1__bindgen_ty_2"][::core::mem::align_of::<iphdr__bindgen_ty_1__bindgen_ty_2>() - 4usize];
    ["Offset of field: iphdr__bindgen_ty_1__bindgen_ty_2::saddr"][::core::mem::offset_of!(iphdr__bindgen_ty_1__bindgen_ty_2, saddr) - 0usize];
    ["Offset of field: iphdr__bindgen_ty_1__bindgen_ty_2::daddr"][::core::mem::offset_of!(iphdr__bindgen_ty_1__bindgen_ty_2, daddr) - 4usize];
};
#[repr(C)]
#[derive(Debug, Default, Copy, Clone)]
pub struct vt_mode {
    pub mode: u8,
    pub waitv: u8,
    pub relsig: ::core::ffi::c_short,
    pub acqsig: ::core::ffi::c_short,
    pub frsig: ::core::ffi::c_short,
}
#[allow(clippy::unnecessary_operation, clippy::identity_op)]
const _: () = {
    ["Size of vt_mode"][::core::mem::size_of::<vt_mode>() - 8usize];
    ["Alignment of vt_mode"][::core::mem::align_of::<vt_mode>() - 2usize];
    ["Offset of field: vt_mode::mode"][::core::mem::offset_of!(vt_mode, mode) - 0usize];
    ["Offset of field: vt_mode::waitv"][::core::mem::offset_of!(vt_mode, waitv) - 1usize];
    ["Offset of field: vt_mode::relsig"][::core::mem::offset_of!(vt_mode, relsig) - 2usize];
    ["Offset of field: vt_mode::acqsig"][::core::mem::offset_of!(vt_mode, acqsig) - 4usize];
    ["Offset of field: vt_mode::frsig"][::core::mem::offset_of!(vt_mode, frsig) - 6usize];
};

pub const KERN_INFO: &[u8; 3usize] = b"\x016\0";
pub const ULONG_MAX: ::core::ffi::c_ulong = 18446744073709551615;
pub const HZ: ::core::ffi::c_int = 250;
pub const PAGE_SIZE: ::core::ffi::c_ulong = 4096;
pub const ENOMEM: ::core::ffi::c_int = 12;
pub const EINVAL: ::core::ffi::c_int = 22;
pub const __GFP_ZERO: gfp_t = 256;
pub const GFP_ATOMIC: gfp_t = 2080;
pub const GFP_KERNEL: gfp_t = 3264;
pub const GFP_NOWAIT: gfp_t = 10240;
pub const NSEC_PER_SEC: ::core::ffi::c_long = 1000000000;
pub const VT_OPENQRY: ::core::ffi::c_int = 22016;
pub const VT_GETMODE: ::core::ffi::c_int = 22017;

