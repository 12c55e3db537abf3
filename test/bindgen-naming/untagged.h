/* What has no name in C. */
struct outer {
	int a;
	struct { int x; union { int u1; float u2; }; } named;
	struct { int y; };
	union { int z; long w; };
	struct tagged { int t; } tg;
	enum { EA, EB = 5 } e1;
	enum tagged_enum { TE1 } e2;
	struct { int q; } arr[3], *ptr;
};
struct withtag {
	union inner_u { int a; } u;
	struct inner_s { struct inner_s2 { int a; } z; } s;
};
extern struct inner_s top_use;
struct q {
	enum { IN1 } x;
	enum { IN2 };
	struct { int a; enum { IN3 } b; } c;
	enum nested { IN4 } d;
};
union untag { struct { int a; } s; struct { int b; }; enum { UE } e; };
typedef struct { int a; } anon_td;
typedef struct { int a; } *anon_ptr_td;
typedef struct same { int b; } same;
typedef struct tag1 { int b; } other1;
typedef union { int a; struct { char c; } s; } anon_un;
typedef struct { int a; } multi_a, multi_b;
typedef struct { int a; } type_x, *type_xp;
typedef struct { int b; } const ctd;
typedef struct { int c; } arr_td[3];
enum { ANON1, ANON2 };
enum { ANON3 = -1, ANON4 };
extern struct { int v; } global_anon;
extern struct { int v; } *extern_anon;
extern enum { GE } global_enum_var;
void fa(struct { int a; } *p);
