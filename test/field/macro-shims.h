/*
 * Macros that are no constants and no functions of integers are called through shims, with the types that their uses
 * of the arguments ask for (bindgen#3350, #2369, #2578).
 *
 * targets: x86_64
 * expect:
 *   emitted macro lock_it
 *   emitted macro length_of
 *   emitted macro first_of
 *   emitted macro warn_on
 *   emitted macro owner
 *   emitted macro own_node
 *   emitted macro node_to_item
 *   emitted macro alloc
 *   emitted macro swap_names
 *   emitted macro is_other
 *   emitted macro give_up
 *   rust: pub fn lock_it(l: *mut lock);
 *   rust: pub fn length_of(i: *mut item) -> c_ulong;
 *   rust: pub fn first_of(i: *mut item, n: c_int) -> c_uint;
 *   rust: pub fn warn_on(condition: bool) -> c_int;
 *   rust: pub fn owner() -> *mut item;
 *   rust: pub fn own_node() -> node;
 *   rust: pub fn node_to_item(n: *const node) -> *mut item;
 *   rust: pub fn alloc(size: c_ulong, flags: c_uint) -> *mut c_void;
 *   rust: pub fn swap_names(name: *mut item, result: c_ulong) -> c_ulong;
 *   rust: pub fn is_other(i: *mut item) -> c_int;
 *   rust: pub fn give_up(why: *const c_char) -> !;
 *   skipped macro save: macro-needs-lvalue
 *   skipped macro any_list: macro-type-unknown
 *   skipped macro of_type: macro-needs-type
 *   skipped macro member: macro-needs-token
 *   skipped macro each: macro-is-statement
 *   skipped macro print_all: variadic-macro
 *   skipped macro leave_if: macro-is-statement
 */

struct lock { int locked; };
struct node { struct node *next; };
struct item { unsigned long length; unsigned int slots[4]; struct node node; struct lock lock; struct item *other; };
struct list { struct item *head; };
struct queue { struct item *head; };

extern struct item *the_owner;
extern void lock_slow(struct lock *l);
extern void *alloc_noprof(unsigned long size, unsigned int flags);
extern int print(const char *format, ...);

#define lock_it(l) do { if ((l)->locked) lock_slow(l); } while (0)
#define length_of(i) ((i)->length)
#define first_of(i, n) ((i)->lock.locked + (i)->slots[(n)])
#define warn_on(condition) ({ int __ret = !!(condition); if (__ret) print("bad: " #condition); __ret; })
#define owner the_owner + 0
#define own_node (the_owner->node)
#define node_to_item(n) ({ const __typeof__(((struct item *)0)->node) *__p = (n); \
  (struct item *)((char *)__p - __builtin_offsetof(struct item, node)); })
#define hooked(call) ({ __typeof__(call) __result = call; __result; })
#define alloc(...) hooked(alloc_noprof(__VA_ARGS__))
#define swap_names(name, result) ({ unsigned long __name = (result); __name + (name)->length; })
#define is_other(i) ((i)->other == the_owner && (i)->length)

#define give_up(why) do { print(why); __builtin_unreachable(); } while (0)
#define save(flags) do { flags = the_owner->length; } while (0)
#define any_list(l) ((l)->head)
#define of_type(type) ((type *)the_owner)
#define member(m) (the_owner->m)
#define each(i) for (; (i)->other; )
#define print_all(format, ...) print(format, __VA_ARGS__)
#define leave_if(c) do { if (c) return; } while (0)
