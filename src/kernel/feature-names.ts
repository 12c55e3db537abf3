/**
 * Names that headers ask `__has_attribute` and its kin about: a compiler is asked for all of them at once,
 * for any other name when it comes up. Collected from the manuals of GCC and Clang.
 */

/** Macros and operators that compilers implement without listing them in `-dM` output. */
export const BUILTIN_MACRO_NAMES: readonly string[] = [
  ...["__COUNTER__", "__FILE_NAME__", "__BASE_FILE__", "__INCLUDE_LEVEL__", "__TIMESTAMP__"],
  ...["__has_include", "__has_include_next", "__has_attribute", "__has_cpp_attribute", "__has_c_attribute"],
  ...["__has_builtin", "__has_constexpr_builtin", "__has_feature", "__has_extension", "__has_warning"],
  ...["__has_declspec_attribute", "__has_embed", "__is_identifier", "__is_target_arch", "__is_target_vendor"],
  ...["__is_target_os", "__is_target_environment", "__is_target_variant_os", "__is_target_variant_environment"],
  ...["__building_module", "__MODULE__", "__identifier", "__pragma", "_Pragma"],
];

/** Without the `__` in front and behind. */
export const ATTRIBUTE_NAMES: readonly string[] = words(`
  access address_space alias aligned alloc_align alloc_size always_inline annotate artificial assume_aligned
  availability blocks btf_decl_tag btf_type_tag callback cdecl cfi_canonical_jump_table cleanup cold common const
  constructor convergent copy counted_by counted_by_or_null deprecated designated_init destructor
  device diagnose_as_builtin diagnose_if disable_sanitizer_instrumentation disable_tail_calls dllexport dllimport
  enable_if enum_extensibility error ext_vector_type externally_visible fallthrough fastcall fd_arg fd_arg_read
  fd_arg_write flag_enum flatten format format_arg function_return gcc_struct gnu_inline guarded_by hot ifunc
  indirect_branch indirect_return internal_linkage interrupt kernel leaf loader_uninitialized lto_visibility_public
  malloc may_alias maybe_unused minsize mode model ms_abi ms_struct musttail naked no_address_safety_analysis
  no_builtin no_caller_saved_registers no_icf no_instrument_function no_profile_instrument_function no_reorder
  no_sanitize no_sanitize_address no_sanitize_coverage no_sanitize_hwaddress no_sanitize_memory no_sanitize_thread
  no_sanitize_undefined no_split_stack no_stack_limit no_stack_protector no_stack_protector_all noclone nocommon
  nocf_check noderef noduplicate noescape noinit noinline noipa nonnull nonnull_if_nonzero nonstring noplt noreturn
  noreturn_function not_tail_called nothrow null_terminated_string_arg nullability objc_root_class optimize optnone
  overloadable packed param_typestate pascal pass_dynamic_object_size pass_object_size patchable_function_entry
  persistent pre preserve_all preserve_most preserve_none pure randomize_layout no_randomize_layout
  reinitializes require_constant_initialization requires_capability retain returns_nonnull returns_twice
  scalar_storage_order section selectany sentinel simd sized_by speculative_load_hardening stack_protect stdcall
  swiftcall symver syscall_linkage sysv_abi tainted_args target target_clones target_version test_typestate
  thiscall tls_model transparent_union type_tag_for_datatype unavailable uninitialized unsequenced reproducible
  unused used vector_size vectorcall visibility warn_if_not_aligned warn_unused warn_unused_result warning weak
  weakref weak_import xray_always_instrument xray_never_instrument zero_call_used_regs nodiscard strict_flex_array
  bounded element_count cfi_salt btf_tag context acquire_capability release_capability lock_returned
  assert_capability exclusive_locks_required capability scoped_lockable no_thread_safety_analysis nomerge
  abi_tag assume carries_dependency likely unlikely no_unique_address expected_throw hardbool flag
  strub aarch64_vector_pcs arm_streaming riscv_vector_cc pcs long_call short_call isr near far signal
  swift_attr swift_name swift_private xnu_usage_semantics xnu_data_size xnu_returns_data_pointer analyzer_suppress
  argument_with_type_tag unsafe_buffer_usage mig_server_routine ns_consumed ns_returns_retained os_consumed
  os_consumes_this os_returns_retained os_returns_not_retained os_returns_retained_on_zero
  os_returns_retained_on_non_zero objc_independent_class objc_runtime_visible objc_designated_initializer
  always_destroy nodebug
`);

/** As `__has_c_attribute` is asked: plain and with a scope. */
export const C_ATTRIBUTE_NAMES: readonly string[] = words(`
  deprecated fallthrough maybe_unused nodiscard noreturn _Noreturn unsequenced reproducible assume likely unlikely
  gnu::packed gnu::aligned gnu::unused gnu::fallthrough gnu::nonnull gnu::noreturn gnu::warn_unused_result
  clang::fallthrough clang::noescape clang::overloadable clang::preserve_most
`);

export const BUILTIN_NAMES: readonly string[] = words(`
  __builtin_abort __builtin_abs __builtin_add_overflow __builtin_add_overflow_p __builtin_addc __builtin_align_down
  __builtin_align_up __builtin_alloca __builtin_alloca_uninitialized __builtin_alloca_with_align
  __builtin_arm_nop __builtin_assoc_barrier __builtin_assume __builtin_assume_aligned __builtin_bit_cast
  __builtin_bitreverse8 __builtin_bitreverse16 __builtin_bitreverse32 __builtin_bitreverse64 __builtin_bswap16
  __builtin_bswap32 __builtin_bswap64 __builtin_bswap128 __builtin_call_with_static_chain __builtin_choose_expr
  __builtin_classify_type __builtin_clear_padding __builtin_clrsb __builtin_clrsbl __builtin_clrsbll __builtin_clz
  __builtin_clzg __builtin_clzl __builtin_clzll __builtin_complex __builtin_constant_p __builtin_convertvector
  __builtin_counted_by_ref __builtin_cpu_init __builtin_cpu_is __builtin_cpu_supports __builtin_ctz __builtin_ctzg
  __builtin_ctzl __builtin_ctzll __builtin_debugtrap __builtin_dump_struct __builtin_dynamic_object_size
  __builtin_expect __builtin_expect_with_probability __builtin_extend_pointer __builtin_extract_return_addr
  __builtin_ffs __builtin_ffsl __builtin_ffsll __builtin_frame_address __builtin_frob_return_addr
  __builtin_function_start __builtin_get_device_side_mangled_name __builtin_goacc_parlevel_id
  __builtin_has_attribute __builtin_huge_val __builtin_inf __builtin_is_constant_evaluated __builtin_isalnum
  __builtin_isalpha __builtin_isdigit __builtin_isfinite __builtin_isinf __builtin_isnan __builtin_launder
  __builtin_longjmp __builtin_memchr __builtin_memcmp __builtin_memcpy __builtin_memcpy_inline __builtin_memmove
  __builtin_memset __builtin_memset_inline __builtin_mul_overflow __builtin_mul_overflow_p __builtin_nan
  __builtin_nondeterministic_value __builtin_object_size __builtin_offsetof __builtin_parity __builtin_parityl
  __builtin_parityll __builtin_popcount __builtin_popcountg __builtin_popcountl __builtin_popcountll
  __builtin_prefetch __builtin_preserve_access_index __builtin_preserve_enum_value __builtin_preserve_field_info
  __builtin_preserve_type_info __builtin_btf_type_id __builtin_printf __builtin_readcyclecounter
  __builtin_return_address __builtin_rotateleft8 __builtin_rotateleft16 __builtin_rotateleft32
  __builtin_rotateleft64 __builtin_rotateright8 __builtin_rotateright16 __builtin_rotateright32
  __builtin_rotateright64 __builtin_setjmp __builtin_shuffle __builtin_shufflevector __builtin_source_location
  __builtin_speculation_safe_value __builtin_sprintf __builtin_stack_save __builtin_stack_restore __builtin_stdc_bit_ceil
  __builtin_stdc_bit_width __builtin_stdc_count_ones __builtin_strcat __builtin_strchr __builtin_strcmp
  __builtin_strcpy __builtin_strlen __builtin_strncat __builtin_strncmp __builtin_strncpy __builtin_sub_overflow
  __builtin_sub_overflow_p __builtin_subc __builtin_tgmath __builtin_thread_pointer __builtin_trap
  __builtin_types_compatible_p __builtin_unpredictable __builtin_unreachable __builtin_va_arg __builtin_va_arg_pack
  __builtin_va_arg_pack_len __builtin_va_copy __builtin_va_end __builtin_va_start __builtin_verbose_trap
  __builtin_wcslen __builtin___clear_cache __builtin___memcpy_chk __builtin___memset_chk __builtin___strcpy_chk
  __sync_fetch_and_add __sync_val_compare_and_swap __sync_synchronize __atomic_load __atomic_load_n
  __atomic_store_n __atomic_exchange_n __atomic_compare_exchange __atomic_fetch_add __atomic_thread_fence
  __atomic_always_lock_free __c11_atomic_init __c11_atomic_load __builtin_cfi_mangle __builtin_ia32_pause
  __typeof_unqual__ __builtin_arm_dmb __builtin_arm_isb __builtin_ppc_get_timebase
  __builtin_is_aligned __sync_swap __builtin___memmove_chk __builtin___memccpy_chk __builtin___strncpy_chk
  __builtin___strcat_chk __builtin___strncat_chk __builtin___strlcpy_chk __builtin___strlcat_chk
  __builtin___sprintf_chk __builtin___snprintf_chk __builtin___vsprintf_chk __builtin___vsnprintf_chk __builtin_bcmp
  __builtin_bzero __builtin_strcasecmp __builtin_strncasecmp __builtin_strlcat __builtin_strlcpy __builtin_strnlen
  __builtin_strrchr __builtin_arm_trap __builtin_load_member_function_pointer __builtin_ptrauth_string_discriminator
  __builtin_ptrauth_type_discriminator
`);

/** For `__has_feature` and, without `c_` names apart, `__has_extension`. */
export const FEATURE_NAMES: readonly string[] = words(`
  address_sanitizer hwaddress_sanitizer kernel_address_sanitizer kernel_hwaddress_sanitizer thread_sanitizer
  memory_sanitizer undefined_behavior_sanitizer coverage_sanitizer leak_sanitizer dataflow_sanitizer
  shadow_call_stack safe_stack kcfi cfi_icall numerical_stability_sanitizer realtime_sanitizer memtag_stack
  memtag_globals attribute_analyzer_noreturn attribute_availability attribute_deprecated_with_message
  attribute_overloadable attribute_unavailable_with_message enumerator_attributes modules nullability
  nullability_on_arrays assume_nonnull blocks bounds_safety bounds_attributes c_alignas c_alignof c_atomic
  c_generic_selections c_generic_selection_with_controlling_type c_static_assert c_thread_local c_fixed_enum
  c_generic_selections c_attributes tls ptrauth_calls ptrauth_intrinsics pragma_clang_attribute_namespaces
  pragma_clang_attribute_external_declaration statement_attributes_with_gnu_syntax gnu_asm
  gnu_asm_goto_with_outputs gnu_asm_goto_with_outputs_full asm_goto_with_outputs gnu_asm_constraints typeof_unqual
  overloadable_unmarked matrix_types objc_arc cxx_exceptions cxx_rtti swiftcc dollar_identifiers
  datasizeof define_target_os_macros enable_if ext_vector_types fixed_enum is_lvalue
  extended_vector_types c_unicode_literals
  attribute_availability_with_message attribute_availability_with_replacement attribute_availability_swift
  attribute_availability_app_extension attribute_availability_bridgeos attribute_availability_tvos
  attribute_availability_watchos c_thread_safety_attributes typed_memory_operations ptrauth_returns
  ptrauth_function_pointer_type_discrimination ptrauth_signed_block_descriptors objc_bool objc_fixed_enum
`);

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}
