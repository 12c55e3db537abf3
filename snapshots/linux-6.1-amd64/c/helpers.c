/*
 * Written by kbindgen; change the command line instead.
 *
 * External functions for what has no symbol: static inline functions and macros. Compile this file with the flags of
 * the kernel's modules and link it with the Rust code.
 */
#include "snapshot.h"
#include "helpers.h"

void rust_helper_list_add_tail(struct list_head *new, struct list_head *head)
{
	(list_add_tail)(new, head);
}

int rust_helper_list_empty(const struct list_head *head)
{
	return (list_empty)(head);
}

int rust_helper_timer_pending(const struct timer_list *timer)
{
	return (timer_pending)(timer);
}

void rust_helper_hrtimer_restart(struct hrtimer *timer)
{
	(hrtimer_restart)(timer);
}

void rust_helper_smp_mb(void)
{
	smp_mb();
}

unsigned long rust_helper_in_softirq(void)
{
	return in_softirq();
}
