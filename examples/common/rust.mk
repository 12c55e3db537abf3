# How Kbuild makes a module of Rust. Kbuild includes it; obj-m names the module, src/lib.rs is its crate.
#
# Bindings are generated again when a header, the kernel's configuration, kbindgen.toml or the Rust code says something
# else.
RUSTC ?= rustc
# The nearest kbindgen: installed in this folder or one above it, or in PATH.
KBINDGEN ?= $(or $(firstword $(wildcard $(foreach up,. .. ../.. ../../..,\
	$(addprefix $(abspath $(src))/$(up)/,node_modules/.bin/kbindgen bin/kbindgen.js)))),kbindgen)

rs_module := $(basename $(obj-m))
rs_kernel := $(abspath $(objtree))
rs_config := $(wildcard $(rs_kernel)/.config $(rs_kernel)/include/config/auto.conf)
rs_crate := $(obj)/kernel-sys

$(rs_module)-y := $(rs_module)_rust.o kernel-sys/c/helpers.o
# The proof is compiled, but no part of the module.
always-y += kernel-sys/c/abi_check.o
$(obj)/kernel-sys/c/abi_check.o: part-of-module := y
OBJECT_FILES_NON_STANDARD_abi_check.o := y

clean-files += kernel-sys rust-target libkernel_sys.rlib lib$(rs_module).a .core .bindings .bindings.d .rust-sources .$(rs_module)_rust.d

# --- Bindings, shims and proof

# Which names the Rust code uses depends on what it says, not on when it was touched.
filechk_rust_sources = find $(src)/src -name '*.rs' | sort | xargs sha256sum
$(obj)/.rust-sources: FORCE
	$(call filechk,rust_sources)

# Files that come out as they were keep their time stamps, so that nothing is compiled again for them.
quiet_cmd_bindings = BINDGEN $(rs_crate)
      cmd_bindings = $(KBINDGEN) generate --quiet --project $(src)/kbindgen.toml --kernel-dir $(rs_kernel) --cc $(CC) \
		--out $(rs_crate) --depfile $(obj)/.bindings.d; \
		sed -e '1s|^.*: |$@: |' -e '/\.rs\( \\\|:\)\?$$/d' -i $(obj)/.bindings.d; touch $@

$(obj)/.bindings: $(src)/kbindgen.toml $(src)/bindings.h $(obj)/.rust-sources $(rs_config) FORCE
	$(call if_changed,bindings)
$(addprefix $(rs_crate)/,src/bindings.rs src/lib.rs c/helpers.c c/abi_check.c rustc_cfg rustc_check_cfg): $(obj)/.bindings ;

targets += .bindings
-include $(obj)/.bindings.d

# --- Flags as the kernel is configured, and a core library compiled with them

rs_target := $(obj)/rust-target

quiet_cmd_target = TARGET  $(rs_target)
      cmd_target = $(KBINDGEN) target --quiet --project none --kernel-dir $(rs_kernel) --rustc "$(RUSTC)" --out $(rs_target); \
		touch $@

$(rs_target)/rustflags: $(rs_config) FORCE
	$(call if_changed,target)
targets += rust-target/rustflags

rs_core := $(shell cat $(obj)/.core 2>/dev/null)
$(if $(wildcard $(rs_core)/lib),,$(shell rm -f $(obj)/.core))

quiet_cmd_core = CORE    $(obj)/.core
      cmd_core = $(KBINDGEN) core $(rs_target) --project none --rustc "$(RUSTC)" >$@

$(obj)/.core: $(rs_target)/rustflags FORCE
	$(call if_changed,core)
targets += .core

# --- The Rust code

rs_rustc = RUSTC_BOOTSTRAP=1 KBUILD_MODNAME=$(subst -,_,$(rs_module)) $(RUSTC) @$(rs_target)/rustflags \
	--edition=2021 --sysroot $$(cat $(obj)/.core) -Cembed-bitcode=y -Coverflow-checks=y

quiet_cmd_rustc_bindings = RUSTC   $@
      cmd_rustc_bindings = $(rs_rustc) --crate-type=rlib --crate-name=kernel_sys \
		--emit=link=$@ $<

$(obj)/libkernel_sys.rlib: $(rs_crate)/src/lib.rs $(rs_crate)/src/bindings.rs $(obj)/.core FORCE
	$(call if_changed,rustc_bindings)
targets += libkernel_sys.rlib

# One object with as much of core as the module uses: rustc links it in only when it also makes a library.
quiet_cmd_rustc_module = RUSTC   $@
      cmd_rustc_module = $(rs_rustc) @$(rs_crate)/rustc_cfg @$(rs_crate)/rustc_check_cfg \
		-Zcrate-attr='feature(used_with_arg)' --crate-type=staticlib -Clto=fat \
		--extern kernel_sys=$(obj)/libkernel_sys.rlib \
		--emit=obj=$@,link=$(obj)/lib$(rs_module).a,dep-info=$(obj)/.$(rs_module)_rust.d $< $(cmd_objtool)

$(obj)/$(rs_module)_rust.o: $(src)/src/lib.rs $(obj)/libkernel_sys.rlib $(rs_crate)/rustc_cfg FORCE
	$(call if_changed,rustc_module)
-include $(obj)/.$(rs_module)_rust.d
