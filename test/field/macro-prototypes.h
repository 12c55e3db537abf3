/*
 * What no use tells the user states: a prototype in a comment, also with what it is to evaluate, and for object-like
 * macros.
 *
 * targets: x86_64
 * expect:
 *   emitted macro first
 *   emitted macro get_current
 *   emitted macro make_pair
 *   emitted macro twice
 *   rust: #[link_name = "rust_helper_first"] pub fn first(l: *mut list) -> *mut item;
 *   rust: pub fn get_current() -> *mut item;
 *   rust: pub fn make_pair(a: c_int) -> pair;
 *   rust: pub fn twice(x: c_ushort) -> c_long;
 */

struct item { int value; };
struct list { struct item *head; };
struct queue { struct item *head; };
struct pair { int a, b; };
extern struct item *current_item;

#define first(l) ((l)->head)
#define current (current_item)
#define PAIR_INIT(a) { (a), (a) + 1 }
#define twice(x) ((x) * 2)

/* kbindgen: struct item *first(struct list *l) */
/* kbindgen: struct item *get_current(void) = current */
// kbindgen: struct pair make_pair(int a) = (struct pair)PAIR_INIT(a)
/** kbindgen: long twice(unsigned short x); */
