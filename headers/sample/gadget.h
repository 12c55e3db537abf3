/*
 * A small driver interface of nobody's, to try kbindgen on where no kernel headers are.
 */
#ifndef GADGET_H
#define GADGET_H

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;

#define BIT(n) (1UL << (n))

/** Bits of &gadget.flags. */
#define GADGET_READY BIT(0)
#define GADGET_REMOVED BIT(3)
#define GADGET_MASK (GADGET_READY | GADGET_REMOVED)
#define GADGET_NAME_LEN 16
#define GADGET_MAGIC "gadget"
#define GADGET_EBROKEN ((short)-71)

enum gadget_state {
	GADGET_OFF,
	GADGET_STARTING,
	GADGET_ON = 16,
};

struct gadget;

/**
 * struct gadget_ops - what a driver implements
 * @start: called with the gadget powered; returns 0 or a negative error
 * @transfer: moves up to @len bytes
 */
struct gadget_ops {
	int (*start)(struct gadget *gadget);
	long (*transfer)(struct gadget *gadget, void *buffer, unsigned long len, u64 *offset);
};

/** The header of a message as the device sends it. */
struct gadget_wire {
	u8 kind;
	u32 length;
	u16 sum;
} __attribute__((packed));

struct gadget_irq {
	u32 line : 10;
	u32 level : 1;
	u32 : 0;
	u16 cpu : 12;
};

/** A packed record that is aligned as well. */
struct gadget_ring {
	u8 head;
	u64 slots[3];
} __attribute__((packed, aligned(64)));

struct gadget {
	char name[GADGET_NAME_LEN];
	enum gadget_state state;
	unsigned long flags;
	const struct gadget_ops *ops;
	union {
		struct gadget_irq irq;
		u64 raw;
	};
	struct gadget_wire queue[];
};

int gadget_register(struct gadget *gadget, const struct gadget_ops *ops) __attribute__((warn_unused_result));
void gadget_unregister(struct gadget *gadget);
extern const struct gadget_ops gadget_default_ops;

static inline int gadget_is_ready(const struct gadget *gadget)
{
	return (gadget->flags & GADGET_READY) != 0;
}

#endif
