/*
 * __int128 and the aligned integers of the psABI.
 *
 * targets: x86_64 aarch64 s390x
 * expect:
 *   struct s.x size 16
 *   struct packed_s size 17 align 1
 *   struct packed_s.x offset 1
 */

struct s { char c; __int128 x; unsigned __int128 y; };
struct packed_s { char c; __int128 x; } __attribute__((packed));
