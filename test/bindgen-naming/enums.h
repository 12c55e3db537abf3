/* Enumerations and their constants. */
typedef enum { TD1, TD2 } td_enum;
typedef enum { TD3 } td_enum_a, td_enum_b;
typedef enum same_e { SE1 = -1, SE2 = 0x7fffffff } same_e;
typedef enum ze2 { Z2 } ze2_alias;
enum big { BIG1 = 0x100000000ULL };
enum neg { NEG = -1L };
enum dup { D1 = 1, D2 = 1, D3 = D1 };
enum e_type { type_e, Self_e, match };
enum loop { in, where = 4 };
enum __attribute__((packed)) pe { PE1, PE2 = 200 };
struct p15 { enum pe p; enum pe q; };
enum ee1 use(enum ee1 *a);
enum ee1 { EE1 };
