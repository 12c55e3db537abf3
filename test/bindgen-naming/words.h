/* Names that Rust reserves. */
struct kw {
	int type, self, async, dyn, crate, super, Self, _, yield, gen, match, abstract, try, union_, await, box, priv;
	int raw, safe, fn, become, virtual, final, override, unsized, str, u8, bool, u32, usize, f32, auto_, macro_rules;
};
struct fn { int a; };
typedef int mod;
extern int impl;
void move(void);
int self(void);
int ref(int type, int, int _);
struct bar { int a; };
int bar(struct bar *b);
