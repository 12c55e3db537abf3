/* Written by kbindgen; change the command line instead. To be included after the headers that declare the types. */
#ifndef KBINDGEN_HELPERS_H
#define KBINDGEN_HELPERS_H

void rust_helper_list_add_tail(struct list_head *new, struct list_head *head);
int rust_helper_list_empty(const struct list_head *head);
int rust_helper_timer_pending(const struct timer_list *timer);
void rust_helper_hrtimer_restart(struct hrtimer *timer);
void rust_helper_smp_mb(void);
unsigned long rust_helper_in_softirq(void);

#endif
