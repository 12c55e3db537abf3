/*
 * A section of input codes: every one of them is a constant, the _MAX and _CNT specials too
 * (bindgen#2174; the wish of Rust-for-Linux#353).
 *
 * targets: x86_64
 * expect:
 *   KEY_ESC = 1 : int
 *   KEY_MIN_INTERESTING = 113 : int
 *   KEY_MAX = 767 : int
 *   KEY_CNT = 768 : int
 */

#define KEY_ESC 1
#define KEY_MUTE 113
#define KEY_MIN_INTERESTING KEY_MUTE
#define KEY_MAX 0x2ff
#define KEY_CNT (KEY_MAX + 1)
