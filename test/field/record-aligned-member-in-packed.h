/*
 * A member with its own alignment inside a packed record lies where C puts it (bindgen#867, #2101;
 * Linux target_core_user.h).
 *
 * targets: x86_64 i686
 * expect:
 *   struct mailbox size 128 align 64
 *   struct mailbox.version offset 0
 *   struct mailbox.tail offset 64
 *   struct later size 12 align 4
 *   struct later.b offset 4
 *   struct later.c offset 8
 */

struct mailbox {
	unsigned short version;
	unsigned short flags;
	unsigned int tail __attribute__((aligned(64)));
} __attribute__((packed));
struct later { char a; int b __attribute__((aligned(4))); char c; } __attribute__((packed));
