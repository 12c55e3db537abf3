/*
 * C names that are keywords or primitive types of Rust are escaped; the symbols stay.
 *
 * targets: x86_64
 * expect:
 *   struct kw.type offset 0
 *   rust: pub type_: c_int
 *   rust: pub self_: c_int
 *   rust: pub __: c_int
 *   rust: fn match_(
 *   rust: "\u{1}match"
 *   LOOP_ME = 3 : int
 */

struct kw { int type, self, Self, crate, super, async, await, dyn, gen, try, box, _, yield, str, u8, bool; };
struct fn { int in; };
enum impl { where, pub = 4 };
extern int mod;
void match(int use, int _);
typedef int loop;
#define LOOP_ME 3
