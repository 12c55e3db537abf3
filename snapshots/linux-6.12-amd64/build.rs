// Written by kbindgen; change the command line instead.
//! Where the kernel's version and configuration are, as conditions for `#[cfg(…)]`: the build script of a crate that
//! depends on this one finds the paths in DEP_LINUX_6.12_AMD64_CFG and DEP_LINUX_6.12_AMD64_CHECK_CFG.
fn main() {
    let folder = std::env::var("CARGO_MANIFEST_DIR").expect("Cargo sets CARGO_MANIFEST_DIR");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:cfg={folder}/rustc_cfg");
    println!("cargo:check_cfg={folder}/rustc_check_cfg");
}
